"""Django's settings, made from what newsroom.env read. docs/settings.md lists the variables."""

import os
import sys

from newsroom import env, secret

try:
    ENV = env.read(os.environ)
    (ENV.var / "static").mkdir(parents=True, exist_ok=True)  # whitenoise looks there at once
except (env.BadEnvironment, OSError) as bad:
    sys.exit(str(bad))

BASE_DIR = env.ROOT
VAR = ENV.var

PRODUCTION = ENV.production
DEBUG = ENV.debug
SECRET_KEY = ENV.secret_key or secret.kept_in(VAR)
SITE_URL = ENV.site_url
ALLOWED_HOSTS = ENV.allowed_hosts
TRUSTED_PROXIES = ENV.trusted_proxies
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "newsroom.demo",
    "newsroom.health",
    "newsroom.sharing",
    "articles",
    "newsroom.photos",
    "newsroom.staff",
    "newsroom.lookup",
    "newsroom.pagecache",
    "newsroom.pulse",
    "axes",
    "ckeditor",
    "newsroom.staff.desk.DeskConfig",  # Django's admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "newsroom.proxies.TrustedProxies",
    "newsroom.headers.SecurityHeaders",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.staff.middleware.LanguageOfPage",
    "newsroom.staff.middleware.WhoAsks",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "articles.old_queries.OldQueries",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
APPEND_SLASH = False  # it would cost a second hop; articles.views.moved gives the slash in one

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    },
]

DATABASES = {"default": ENV.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": ENV.redis_url,
    }
    if ENV.redis_url
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

SENDS_EMAIL = bool(ENV.email) or not PRODUCTION
globals().update(ENV.email)
if not ENV.email:  # the demo writes its letters to files
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"

AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "newsroom.staff.backends.StaffBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "newsroom.proxies.client_address"
AXES_LOCKOUT_CALLABLE = "newsroom.staff.sign_in.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "django"]  # ours first
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_I18N = True
TIME_ZONE = "Asia/Almaty"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "articles.editor.TrimmedFinder",
]
WHITENOISE_USE_FINDERS = not PRODUCTION  # bare runserver works without collectstatic
MEDIA_ROOT = VAR / "media"
BACKUP_DIR = ENV.backup_dir
NGINX_CACHE = ENV.nginx_cache
NGINX_PHOTOS = ENV.nginx_photos
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "photos": {
        "BACKEND": "newsroom.photos.storage.PrivateFolder",
        "OPTIONS": {"folder": "photos"},  # in MEDIA_ROOT
    },
    "staticfiles": {"BACKEND": "newsroom.statics.CollectedOrPlain"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # bytes of a form besides its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

SILENCED_SYSTEM_CHECKS = [
    "ckeditor.W001",  # articles.editor's own check stands in its place
    "security.W005",  # what holds for all hosts below a domain is for its owner to promise
    "security.W008",  # whoever ends TLS in front sends http on to https
    "security.W021",  # as W005
]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # seconds
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
if SITE_URL.startswith("https://"):
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"one_line": {"()": "newsroom.logs.OneLine"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler"},
        "brief": {"class": "logging.StreamHandler", "formatter": "one_line"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # a stranger's Host or form token: worth a line, and the line names ALLOWED_HOSTS
    "loggers": {"django.security": {"handlers": ["brief"], "propagate": False}},
}
