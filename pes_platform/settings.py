"""Settings, read from the environment. Production is the default: a missing or weak secret stops the start.

`DEBUG=1` (development and tests) is the only thing that relaxes a rule, and each such rule says so here.
"""

import re
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from pes_platform.schedule import CELERY_BEAT_SCHEDULE  # noqa: F401 -- a setting

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", False)
TESTING = "pytest" in sys.modules
DEMO = env.bool("DEMO", DEBUG)  # the demonstration band, and sign-ins shown on the sign-in page

# --- Secrets -----------------------------------------------------------------------------------------------------
SECRET_KEY = env.str("SECRET_KEY", "development-only-key-development-only-key-development" if DEBUG else "")
if not DEBUG and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or SECRET_KEY.startswith("development")):
    raise ImproperlyConfigured(
        "SECRET_KEY is missing or weak: set it to at least 50 random characters, for example "
        "python -c 'import secrets; print(secrets.token_urlsafe(60))'."
    )
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])


def _required(name: str, default_in_debug: str) -> str:
    value = env.str(name, default_in_debug if DEBUG else "")
    if not value:
        raise ImproperlyConfigured(f"{name} is missing: set it in the environment.")
    return value


# --- Where we are ------------------------------------------------------------------------------------------------
SITE_ORIGIN = _required("SITE_ORIGIN", "http://localhost:8000").rstrip("/")
if not re.fullmatch(r"https?://[^/\s]+", SITE_ORIGIN):
    raise ImproperlyConfigured("SITE_ORIGIN is not an address such as https://jobs.example.org.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"] if DEBUG else [urlsplit(SITE_ORIGIN).hostname])
CSRF_TRUSTED_ORIGINS = [SITE_ORIGIN]
HTTPS = SITE_ORIGIN.startswith("https")
SITE_NAME = _("고용이음")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "core",
    "accounts",
    "taxonomy",
    "channels",
    "jobseekers",
    "employers",
    "almp_programmes",
    "matching",
    "welfare_centres",
    "portal",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.kakao",
    "allauth.socialaccount.providers.naver",
    "csp",
    "django_filters",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.ActingMiddleware",
    "accounts.middleware.MFARequired",
    "channels.middleware.SignalMiddleware",
    "channels.middleware.BehalfMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]

ROOT_URLCONF = "pes_platform.urls"
WSGI_APPLICATION = "pes_platform.wsgi.application"

CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "portal.context.shell",
]
TEMPLATES = [
    {  # ours; Jinja2 because templates are most of a page's cost (docs/decisions/0003)
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "core.templating.environment",
            "context_processors": CONTEXT_PROCESSORS[1:],
        },
    },
    {  # allauth's and DRF's pages, in our shell through core.templatetags.shell
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
]

# --- Data --------------------------------------------------------------------------------------------------------


def _database() -> dict:
    url = urlsplit(_required("DATABASE_URL", "postgresql://app@127.0.0.1:5432/pes"))
    if name := env.str("PES_DB", ""):
        url = url._replace(path=f"/{name}")
    config = env.db_url_config(urlunsplit(url))
    return config | {
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,  # after a restart of Postgres nobody sees an error page
        "TEST": {"NAME": f"test_{config['NAME']}"},
        "OPTIONS": {"application_name": "pes"},
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = _required("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache"
        if TESTING
        else "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "" if TESTING else REDIS_URL,
        "KEY_PREFIX": "pes",
    }
}
SEARCH_KEPT_SECONDS = 0 if TESTING else 1  # how long a process answers a repeated search from what it read
PES_DATA_DIR = Path(env.str("PES_DATA_DIR", str(BASE_DIR.parent / "shared" / "data")))
VAR_DIR = Path(env.str("PES_VAR_DIR", str(BASE_DIR / "var")))
SEARCH_INDEX_DIR = Path(env.str("SEARCH_INDEX_DIR", str(VAR_DIR / "search")))  # shared by a machine's processes

# --- Language and time -------------------------------------------------------------------------------------------
LANGUAGE_CODE = "ko"  # message ids are Korean; English is the catalogue beside each app
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Seoul"
USE_I18N = True
USE_TZ = True

# --- People ------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.backends.Backend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher" if TESTING else "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "accounts.passwords.NotLikeOneself",
        "OPTIONS": {"user_attributes": ["display_name", "email", "phone"]},
    },
    {"NAME": "accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "accounts.passwords.NotCommon"},
    {"NAME": "accounts.passwords.NotOnlyDigits"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "portal:front"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone", "password1*"]  # joined to one field in accounts.forms.entrance
ACCOUNT_FORMS = {
    "login": "accounts.forms.entrance.LoginForm",
    "signup": "accounts.forms.entrance.SignupForm",
    "request_login_code": "accounts.forms.entrance.RequestLoginCodeForm",
    "confirm_login_code": "accounts.forms.entrance.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "accounts.forms.entrance.ConfirmEmailCodeForm",
    "confirm_password_reset_code": "accounts.forms.entrance.ConfirmResetCodeForm",
    "verify_phone": "accounts.forms.entrance.VerifyPhoneForm",
    "reset_password": "accounts.forms.entrance.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.entrance.ResetPasswordKeyForm",
    "change_password": "accounts.forms.entrance.ChangePasswordForm",
    "set_password": "accounts.forms.entrance.SetPasswordForm",
    "add_email": "accounts.forms.entrance.AddEmailForm",
    "change_email": "accounts.forms.entrance.ChangeEmailForm",
    "change_phone": "accounts.forms.entrance.ChangePhoneForm",
    "reauthenticate": "accounts.forms.entrance.ReauthenticateForm",
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {
    # many people share the address of a centre's counter: limits by key are strict, limits by address wide
    "login_failed": "60/m/ip,5/300s/key",
    "confirm_email": "1/30s/key",
    "verify_phone": "1/30s/key,20/m/ip",
    "change_phone": "5/m/user",  # a request stopped for the password and then resumed counts twice
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_PHONE_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PHONE_VERIFICATION_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_FORMS = {
    "authenticate": "accounts.forms.second_step.AuthenticateForm",
    "reauthenticate": "accounts.forms.second_step.ReauthenticateForm",
    "activate_totp": "accounts.forms.second_step.ActivateTOTPForm",
    "add_webauthn": "accounts.forms.second_step.AddWebAuthnForm",
    "edit_webauthn": "accounts.forms.second_step.EditWebAuthnForm",
}
SOCIALACCOUNT_ADAPTER = "accounts.adapter.SocialAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False  # consents are asked of everybody
SOCIALACCOUNT_FORMS = {
    "signup": "accounts.forms.entrance.SocialSignupForm",
    "disconnect": "accounts.forms.entrance.DisconnectForm",
}
MFA_TOTP_ISSUER = "고용이음"
SOCIALACCOUNT_PROVIDERS = {
    name: {"APPS": [{"client_id": env.str(f"{name.upper()}_CLIENT_ID"), "secret": env.str(f"{name.upper()}_SECRET")}]}
    for name in ("kakao", "naver")
    if env.str(f"{name.upper()}_CLIENT_ID", "")
}

# --- Messages: everything goes through the outbox; the transport is a setting ------------------------------------
EMAIL_BACKEND = "channels.email.OutboxEmailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "no-reply@localhost")
SMS_BACKEND = "channels.sms.OutboxSmsBackend"
MESSAGE_QUEUE = "channels.services.queue"  # how the rooms below `channels` reach the outbox
OUTBOX_EMAIL_TRANSPORT = env.str("OUTBOX_EMAIL_TRANSPORT", "memory" if TESTING else "file")  # file | console | smtp
OUTBOX_SMS_TRANSPORT = env.str("OUTBOX_SMS_TRANSPORT", "memory" if TESTING else "file")  # file | console | http
OUTBOX_TIMEOUT_SECONDS = env.int("OUTBOX_TIMEOUT_SECONDS", 10)
OUTBOX_CLAIM_SECONDS = env.int("OUTBOX_CLAIM_SECONDS", 90)  # longer than any hand-over can last
OUTBOX_SWEEP_GRACE_SECONDS = env.int("OUTBOX_SWEEP_GRACE_SECONDS", 30)  # due for so long: its task is lost
OUTBOX_SWEEP_LIMIT = 500
OUTBOX_SMTP_URL = env.str("OUTBOX_SMTP_URL", "")
OUTBOX_SMS_URL = env.str("OUTBOX_SMS_URL", "")
OUTBOX_SMS_GATEWAY_KNOWS_KEYS = env.bool("OUTBOX_SMS_GATEWAY_KNOWS_KEYS", False)  # it drops a repeated key
OUTBOX_SMS_TOKEN = env.str("OUTBOX_SMS_TOKEN", "")
OUTBOX_FILE_DIR = Path(env.str("OUTBOX_FILE_DIR", str(VAR_DIR / "outbox")))

# --- Security ----------------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 8
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- Outside learning tools --------------------------------------------------------------------------------------
LTI_PRIVATE_KEY = env.str("LTI_PRIVATE_KEY", "", multiline=True)  # RSA in PEM; the demonstration makes its own

# --- Static and uploaded files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- API ---------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api_keys.KeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "core.api.Pages",
    "PAGE_SIZE": 20,
    "DEFAULT_VERSIONING_CLASS": "rest_framework.versioning.URLPathVersioning",
    "DEFAULT_VERSION": "v1",
    "ALLOWED_VERSIONS": ["v1"],
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"anon": "60/min", "user": "300/min"},
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "EXCEPTION_HANDLER": "core.api.problem",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "고용이음 API",
    "DESCRIPTION": "Vacancies, search, employers' postings and applications, and taxonomy look-ups.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "core.api.describe_problems"],
    "ENUM_NAME_OVERRIDES": {
        "ApplicationState": "matching.models.Application.State",
        "ApplicationReason": "matching.models.Application.Reason",
        "EnrolmentState": "almp_programmes.models.Enrolment.State",
        "VacancyState": "employers.models.Vacancy.State",
        "SpellReason": "jobseekers.models.Spell.Reason",
    },
}

# --- Matching every night ---------------------------------------------------------------------------------------
MATCHING_DIR = Path(env.str("MATCHING_DIR", str(VAR_DIR / "matching")))  # pictures of the vacancies, mapped by workers
MATCHING_CONGESTION = env.float("MATCHING_CONGESTION", 0.05)  # how fast attention gets dearer; 0: it costs nothing
MATCHING_EXPLORED = env.int("MATCHING_EXPLORED", 2)  # vacancies drawn by chance for each person, at most 8; 0: none
MATCHING_RANGE_PEOPLE = env.int("MATCHING_RANGE_PEOPLE", 8192)
MATCHING_CLAIM_SECONDS = env.int("MATCHING_CLAIM_SECONDS", 60)  # without a sign of life for so long, a worker is dead

# --- Work in the background --------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ALWAYS_EAGER = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_TIME_LIMIT = 60 * 60
# Numbers run where nothing forks under numba or OpenMP: `--pool solo -Q changes,numeric` takes turns between both, so
# that a person who changed something does not wait for the night's ranges.
CELERY_TASK_ROUTES = {
    "matching.tasks.match_*": {"queue": "numeric"},
    "matching.tasks.recommend_changed": {"queue": "changes"},
    "matching.tasks.recommend_moved": {"queue": "changes"},
}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A killed worker's task must come back in seconds, not kombu's default minutes; the visibility timeout must
    # outlast the longest task, or a long task would be given to a second worker while the first still runs.
    "visibility_timeout": 2 * CELERY_TASK_TIME_LIMIT,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 5,
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")

# --- Logs carry no personal data: ids and verbs only -------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING" if TESTING else "INFO")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
