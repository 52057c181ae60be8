"""Settings, read top to bottom; what differs between installations comes from the environment."""

from zhujian.config import environment

# --- where state lives, and the keys made there at the first start -----------------------------

HOME = environment.home()
KEYS = HOME / "keys"
FILES = HOME / "files"

SECRET_KEY = environment.secret("ZHUJIAN_SECRET_KEY", KEYS / "secret.key").hex()
DATA_KEY = environment.secret("ZHUJIAN_DATA_KEY", KEYS / "data.key")
INDEX_KEY = environment.secret("ZHUJIAN_INDEX_KEY", KEYS / "index.key")
LEDGER_KEY = environment.secret("ZHUJIAN_LEDGER_KEY", KEYS / "ledger.key")
LEDGER_HEADS_COPY = environment.text("ZHUJIAN_LEDGER_HEADS_COPY")

# --- doors -------------------------------------------------------------------------------------

DEBUG = False
PORT = environment.number("ZHUJIAN_PORT", 8000, low=1, high=65535)
ALLOWED_HOSTS = environment.hosts("ZHUJIAN_HOSTS", "127.0.0.1,localhost,[::1]")
DEMO = environment.flag("ZHUJIAN_DEMO", default=False)
SMS_URL = environment.text("ZHUJIAN_SMS_URL")
MAIL_URL = environment.text("ZHUJIAN_MAIL_URL")
PUBLIC_READS_PER_SECOND = environment.number(
    "ZHUJIAN_PUBLIC_READS_PER_SECOND", 1000, low=1, high=1_000_000
)
TRUSTED_PROXIES = environment.words("ZHUJIAN_TRUSTED_PROXIES", "")
PAGE_CACHE_BYTES = (
    1024 * 1024 * environment.number("ZHUJIAN_PAGE_CACHE_MEGABYTES", 64, low=1, high=65_536)
)
READING_THREADS = environment.number("ZHUJIAN_READING_THREADS", 2, low=1, high=64)
WRITING_THREADS = environment.number("ZHUJIAN_WRITING_THREADS", 4, low=1, high=64)
METRICS_FROM = environment.words("ZHUJIAN_METRICS_FROM", "127.0.0.0/8,::1")
API_WRITES_PER_PERSON = environment.number(
    "ZHUJIAN_API_WRITES_PER_PERSON", 120, low=1, high=1_000_000
)
API_WRITES_PER_ORGANISATION = environment.number(
    "ZHUJIAN_API_WRITES_PER_ORGANISATION", 1200, low=1, high=1_000_000
)
API_KEYS_LAST_HOURS = environment.number("ZHUJIAN_API_KEYS_LAST_HOURS", 24, low=1, high=720)
MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_CASE_BYTES = 30 * 1024 * 1024

# --- the county --------------------------------------------------------------------------------

SITE_CODE = environment.text("ZHUJIAN_SITE_CODE", "5106839999")
DEFAULT_RATINGS = environment.flag("ZHUJIAN_DEFAULT_RATINGS", default=False)
SITE_DOMAIN = environment.text("ZHUJIAN_SITE_DOMAIN", "zhujian.invalid")
SITE_ICP = environment.text("ZHUJIAN_SITE_ICP")
SITE_POLICE = environment.text("ZHUJIAN_SITE_POLICE")
SITE_BADGE_URL = environment.text("ZHUJIAN_SITE_BADGE_URL")

# --- rooms, from the roof down -------------------------------------------------------------------

ROOMS = [
    "portal",
    "gateway",
    "ops",
    "handbook",
    "window",
    "cases",
    "catalogue",
    "ratings",
    "places",
    "people",
    "divisions",
    "search",
    "postroom",
    "web",
    "kernel",
]

INSTALLED_APPS = [
    *(f"zhujian.{room}.apps.{room.capitalize()}Config" for room in ROOMS),
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "zhujian.web.door.DoorMiddleware",
    "zhujian.web.large.LargeTypeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "zhujian.web.refused.RefusedMiddleware",
]

ROOT_URLCONF = "zhujian.config.urls"
WSGI_APPLICATION = "zhujian.config.wsgi.application"
COMMAND_MODULE = "zhujian.config.cli"
APPEND_SLASH = True

_ROOM_FOLDER = environment.PROJECT / "src" / "zhujian"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [_ROOM_FOLDER / room / "templates" for room in ROOMS],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "zhujian.web.templating.environment",
            "context_processors": ["zhujian.web.parking.form_marks"],
        },
    },
]

# --- state -------------------------------------------------------------------------------------

DATABASES = {"default": environment.database(HOME)}
CACHES = {"default": environment.cache(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- people ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
SIGN_IN_PAGES = {
    "resident": "people:resident-sign-in",
    "staff": "people:staff-sign-in",
    "": "people:resident-sign-in",
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_NAME = "zhujian"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = environment.flag("ZHUJIAN_HTTPS", default=False)
CSRF_COOKIE_NAME = "zhujian_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_FAILURE_VIEW = "zhujian.web.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# --- language, time ----------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- files -------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [environment.PROJECT / "frontend" / "dist"]
FONTS = environment.PROJECT / "frontend" / "fonts"  # what papers are printed with
# Only what the front end was built to: the rooms' static folders are its sources.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES, "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# --- log ---------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"reference": {"()": "zhujian.web.references.ReferenceFilter"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(reference)s %(name)s %(message)s"}
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["reference"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
    },
}
