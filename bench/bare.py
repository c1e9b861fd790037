"""The floor: the least that a site made the usual way does for a request. `make bench` serves it.

Django with the security, sessions, common and CSRF middleware; a database session with one key
changed a request; pooled connections; the same server; a page of as many bytes as the counter's
median page, from one Jinja2 loop. All else is as Django has it. A POST answers with a redirect, as
ours do; at `/page` it answers with the page.
"""

import os
import sys

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import path
from jinja2 import Environment

from doitonline.config.surroundings import database, number

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Floor</title></head><body>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="{{ csrf }}">
<input name="answer"><button>Continue</button></form>
{% for word in words %}<p class="govuk-body">{{ word }}</p>{% endfor %}</body></html>"""
LINE = len('<p class="govuk-body"></p>')
WORDS = "The same number of bytes"

FLOOR = database("FLOOR_DATABASE_URL")
POOL = {"min_size": 1, "max_size": number("DIO_POOL", 5)}

if not settings.configured:
    settings.configure(
        ROOT_URLCONF=__name__,
        SECRET_KEY="measured and thrown away",  # noqa: S106 - it guards nothing
        ALLOWED_HOSTS=["localhost"],
        DATABASES={"default": {**FLOOR, "CONN_HEALTH_CHECKS": False, "OPTIONS": {"pool": POOL}}},
        INSTALLED_APPS=["django.contrib.sessions"],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
        SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
        USE_TZ=True,
        USE_I18N=False,
    )

template = Environment(autoescape=True).from_string(PAGE)
lines = [WORDS] * ((number("FLOOR_BYTES", 9000) - len(PAGE)) // (LINE + len(WORDS)))


def page(request: HttpRequest) -> HttpResponse:
    """Counts the visit in the session; shows the page, or leads back to it."""
    request.session["visits"] = request.session.get("visits", 0) + 1
    if request.method == "POST" and request.path == "/":
        response = HttpResponseRedirect("/")
        response.status_code = 303
        return response
    return HttpResponse(template.render(csrf=get_token(request), words=lines))


urlpatterns = [path("", page), path("page", page)]


def main() -> None:
    """Makes the table of sessions."""
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


if __name__ == "__main__":
    main()
elif "gunicorn" in sys.modules or os.environ.get("FLOOR_BYTES"):
    application = get_wsgi_application()
