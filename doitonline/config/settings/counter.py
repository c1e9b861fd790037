"""The public site. It does per request only what the page needs: no session, no sign-in."""

from doitonline.config import logs
from doitonline.config.settings.everywhere import *  # noqa: F403
from doitonline.config.settings.everywhere import COOKIE_PREFIX, PRODUCTION
from doitonline.config.surroundings import UNSAFE_KEY, database, secret

SITE = "counter"
SECRET_KEY = secret("COUNTER_SECRET_KEY", "" if PRODUCTION else UNSAFE_KEY)
DATABASES = {"default": database("COUNTER_DATABASE_URL")}
# The counter believes an entry of the noticeboard only if this key (Ed25519, base64url) says so.
NOTICEBOARD_VERIFYING_KEY = secret("NOTICEBOARD_VERIFYING_KEY")

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "doitonline.config",
    "doitonline.letterbox",
    "doitonline.noticeboard",
    "doitonline.counter",
]
MIDDLEWARE = [
    "doitonline.config.addresses.ClientAddress",
    "doitonline.config.headers.Headers",
    "doitonline.config.packing.PackedWhenLong",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "doitonline.counter.failing.Failures",
    "django.middleware.csrf.CsrfViewMiddleware",
]
ROOT_URLCONF = "doitonline.config.urls.counter"
WSGI_APPLICATION = "doitonline.config.wsgi.counter.application"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}counter-csrf"
# Gone with the browser, as the other cookie is: nothing of this site stays on a shared device.
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "doitonline.counter.views.failures.csrf_failure"
FILE_UPLOAD_HANDLERS = ["doitonline.counter.sealing_upload.SealingHandler"]

logs.configure()
