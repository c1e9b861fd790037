"""What counter, office and owner have in common."""

import os

from doitonline.config.surroundings import ROOT, force_folder, in_production, var, words

PRODUCTION = in_production()
DEBUG = os.environ.get("DIO_DEBUG") == "1"
ALLOWED_HOSTS = words("DIO_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1]")

FORCE_FOLDER = force_folder()
FORCE = FORCE_FOLDER.name

DATABASE_ROUTERS = ["doitonline.config.routing.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TIME_ZONE = "Europe/London"
USE_TZ = True
LANGUAGE_CODE = "en-gb"
USE_I18N = False

# Pages: one template engine. The macros live in `pages`, an app's own pages in its jinja2 folder.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "doitonline/pages/jinja2"],
        "APP_DIRS": True,
        "OPTIONS": {"environment": "doitonline.pages.environment.environment"},
    }
]

# Static files: collected by `make run`, served with hashed names. Until something has been
# collected (in tests) the names are plain and the files come from where they lie.
STATIC_URL = "/static/"
STATIC_ROOT = var() / "static"
STATICFILES_DIRS = [folder for folder in (var() / "design",) if folder.is_dir()]
COLLECTED = PRODUCTION or (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_MAX_AGE = 60
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Transport. nginx (or another proxy) ends TLS and says so in X-Forwarded-Proto; on loopback a
# developer has neither, and the cookies lose the prefix and the flag that need TLS.
PROXIES = int(os.environ.get("DIO_PROXIES") or (1 if PRODUCTION else 0))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Under no-referrer, browsers post `Origin: null`, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
COOKIE_PREFIX = "__Host-" if PRODUCTION else ""
DRAFT_COOKIE_NAME = f"{COOKIE_PREFIX}counter"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = words("DIO_ORIGINS", "")

# A form is small. Evidence streams through a handler of its own; nothing else may put what a
# person uploads on this disk, so Django's handler of temporary files is not here.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# Where sealed files lie: the counter writes them, the office reads them. Sizes are in bytes; a disk
# fuller than PARCELS_FULL (a share of it) takes no more files, so that text always has room.
PARCELS = os.environ.get("DIO_PARCELS") or str(var() / "parcels")
PARCEL_MOST_BYTES = int(os.environ.get("DIO_PARCEL_MOST_BYTES") or 100_000_000)
PARCELS_MOST_BYTES = int(os.environ.get("DIO_PARCELS_MOST_BYTES") or 1_000_000_000)
PARCELS_FULL = float(os.environ.get("DIO_PARCELS_FULL") or 0.70)

LOGGING_CONFIG = None  # doitonline.config.logs sets it up
