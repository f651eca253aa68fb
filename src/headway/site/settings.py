"""Django's settings, all of them from headway.site.environment."""

from pathlib import Path

from django.utils.csp import CSP

from headway.site.databases import database
from headway.site.environment import choice, contact, switch, text, whole
from headway.site.logs import logging_setup
from headway.site.mail import mailer
from headway.site.providers import providers
from headway.site.secrets import secret_key

ROOT = Path(__file__).resolve().parents[3]
PAGES = Path(__file__).resolve().parents[1] / "pages"
DATA = Path(text("HEADWAY_DATA")).absolute()
DATA.mkdir(parents=True, exist_ok=True)
POLICIES = Path(text("HEADWAY_POLICIES") or ROOT / "policies")
HTTPS = switch("HEADWAY_HTTPS")
DEMONSTRATION = switch("HEADWAY_DEMONSTRATION")
MFA_REQUIRED = switch("MFA_REQUIRED") or not DEMONSTRATION
SERVICE_NAME = text("HEADWAY_SERVICE_NAME")
BRAND_COLOUR = text("HEADWAY_BRAND_COLOUR")
PORT = int(text("PORT"))
BASE_URL = text("HEADWAY_URL") or f"http://localhost:{PORT}"

SECRET_KEY = secret_key(text("HEADWAY_SECRET_KEY"), DATA)
DEBUG = False
ALLOWED_HOSTS = text("HEADWAY_HOSTS").split(",")
ROOT_URLCONF = "headway.site.urls"
WSGI_APPLICATION = "headway.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"
DATABASES = {"default": database(text("DATABASE_URL"), DATA)}
# A connection of its own for every request would cost SQLite reading the schema, PostgreSQL a sign-in.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

FEATURES = [
    "audit",
    "search",
    "jobs",
    "people",
    "appointments",
    "arrangements",
    "undoing",
    "endings",
    "files",
    "policies",
    "releases",
    "schools",
    "contacts",
    "intelligence",
    "triggers",
    "practice",
    "readiness",
    "governance",
    "evidence",
    "sharing",
    "approvals",
    "undertakings",
    "letters",
    "ledgers",
    "categories",
    "partnerships",
    "targets",
    "performance_reviews",
    "school_reviews",
    "committees",
    "structural_changes",
    "standing_groups",
    "performance_reports",
    "consents",
    "impact",
    "summaries",
    "plans",
    "allocation",
    "visits",
    "day_ledger",
    "photographs",
    "visit_invitations",
    "visit_times",
    "records",
    "device_drafts",
    "deployment",
    "workforce",
    "units",
    "budgets",
    "decisions",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_ox",
    *[f"headway.features.{name}" for name in FEATURES],
    "headway.kit",
    "headway.pages",
    "headway.commands",
    "headway.worker",
    "headway.demo",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "headway.pages.requestlog.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "headway.pages.characters.VisibleCharacters",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "headway.pages.bodies.BodyLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "headway.pages.doors.DoorMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before the apps' own, so that the house's pages stand in place of the sign-in library's.
        "DIRS": sorted(PAGES.glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "headway.pages.context.installation",
                "headway.pages.context.navigation",
            ],
        },
    }
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "files"

# In the database, so that limits and used codes count across processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Enough that nobody can push the counts of others out by making new ones.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
TASKS = {
    "default": {
        "BACKEND": "django_ox.backend.OxBackend",
        "QUEUES": [],
        "OPTIONS": {"MAX_ATTEMPTS": 5, "LOCK_TIMEOUT": 60, "BACKOFF_INITIAL": 2, "BACKOFF_MAX": 60},
    }
}

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^health/$", "^ready/$"]  # asked from beside the process, without the proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "headway.pages.errors.csrf_failure"

# Whose address a limit counts: the one the outermost proxy of ours saw, never one that a browser made up.
ALLAUTH_TRUSTED_PROXY_COUNT = whole("HEADWAY_PROXIES")
# What one person may ask of one process of the web: far more than anybody types or reads, less than a script would.
MOST_A_MINUTE = {"search": 600, "download": 60}
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_ADAPTER = "headway.pages.signin.adapter.SignInAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Passkeys need https; a browser lets localhost do without, and so does the library then.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Headway"
MFA_TOTP_TOLERANCE = 1  # a code of the half minute before or after: phones' clocks differ
MFA_ADAPTER = "headway.pages.signin.adapter.SecondFactorAdapter"

IDENTITY_PROVIDERS = providers()
SECURITY_CONTACT = contact(text("HEADWAY_SECURITY_CONTACT"))
PUBLISHERS_MIRROR = text("HEADWAY_PUBLISHERS_MIRROR")

MAILERS = {"default": mailer(text("HEADWAY_MAIL"), DATA)}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = text("HEADWAY_MAIL_FROM")

LOGGING = logging_setup(choice("HEADWAY_LOG_FORMAT", "text", "json"), text("HEADWAY_LOG"))
