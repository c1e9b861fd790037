"""The office as a WSGI application. It refuses to start where it would not be safe."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doitonline.config.settings.office")

from django.core.wsgi import get_wsgi_application

from doitonline.config.safety import refuse_unless_safe
from doitonline.config.wsgi.utf8 import hears_utf8

application = hears_utf8(get_wsgi_application())
refuse_unless_safe()
