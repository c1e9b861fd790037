"""The staff site and its workers."""

from doitonline.config import logs
from doitonline.config.settings.everywhere import *  # noqa: F403
from doitonline.config.settings.everywhere import COOKIE_PREFIX, PRODUCTION, TEMPLATES
from doitonline.config.surroundings import UNSAFE_KEY, database, secret

SITE = "office"
SECRET_KEY = secret("OFFICE_SECRET_KEY", "" if PRODUCTION else UNSAFE_KEY)
DATABASES = {
    "default": database("OFFICE_DATABASE_URL"),
    "front": database("OFFICE_FRONT_DATABASE_URL"),
}
# 32 bytes, base64url: wraps every key the office keeps; signs what the noticeboard shows.
OFFICE_WRAPPING_KEY = secret("OFFICE_WRAPPING_KEY")
NOTICEBOARD_SIGNING_KEY = secret("NOTICEBOARD_SIGNING_KEY")
NOTICEBOARD_VERIFYING_KEY = secret("NOTICEBOARD_VERIFYING_KEY")
AUDIT_KEY = secret("AUDIT_KEY")  # chains the audit log (32 bytes, base64)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "doitonline.config",
    "doitonline.letterbox",
    "doitonline.noticeboard",
    "doitonline.office.people",
    "doitonline.office.audit",
    "doitonline.office.intake",
    "doitonline.office.casework",
    "doitonline.office.designer",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "doitonline.config.addresses.ClientAddress",
    "doitonline.config.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "doitonline.office.people.sessions.SessionLimits",
    "doitonline.office.people.entrance.Entrance",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "doitonline.config.urls.office"
WSGI_APPLICATION = "doitonline.config.wsgi.office.application"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}office-csrf"
CSRF_FAILURE_VIEW = "doitonline.office.people.views.csrf_failure"
# Every page knows the force, who is signed in and where they may go.
TEMPLATES = [
    {
        **TEMPLATES[0],
        "OPTIONS": {
            "environment": "doitonline.pages.environment.environment",
            "context_processors": [
                "doitonline.office.people.context.office",
                "doitonline.office.casework.waiting.waiting",
            ],
        },
    }
]

# Sign-in: a name, a password and a second factor. Accounts are made by an administrator.
AUTH_USER_MODEL = "people.Officer"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "doitonline.office.people.passwords.NotStretched"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "collar_number", "email")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # axes counts the failures, in the database
ACCOUNT_ADAPTER = "doitonline.office.people.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "doitonline.office.people.forms.SignInForm",
    "change_password": "doitonline.office.people.forms.ChoosePasswordForm",
}
MFA_ADAPTER = "doitonline.office.people.authenticators.Authenticators"
MFA_FORMS = {
    "authenticate": "doitonline.office.people.forms.SignInCodeForm",
    "reauthenticate": "doitonline.office.people.forms.ConfirmCodeForm",
    "activate_totp": "doitonline.office.people.forms.SetUpForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Do It Online"
MFA_RECOVERY_CODE_DIGITS = 10
MFA_RECOVERY_CODES_SHOW_ONCE = True

# Five wrong passwords for one name from one address close that pair for a quarter of an hour;
# the officer's other places, and the address's other officers, are not punished.
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "doitonline.office.people.lockout.blinded_name"
AXES_CLIENT_STR_CALLABLE = "doitonline.office.people.lockout.nobody"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "people/locked.html"
AXES_DISABLE_ACCESS_LOG = True  # the audit log has it
AXES_SENSITIVE_PARAMETERS = ["login", "code", "username", "ip_address"]
AXES_VERBOSE = False

# Server-side sessions: ten hours at most, and a quarter of an hour without a click.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}office"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_IDLE_SECONDS = 15 * 60
SESSION_ABSOLUTE_SECONDS = 10 * 3600
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

logs.configure()
