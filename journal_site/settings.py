"""Django's settings. Everything that varies comes from the environment: `journal_site.env`, docs/operations.md."""

import os

from csp.constants import NONE, SELF

from journal_site import env

environment = env.read(os.environ)

SECRET_KEY = environment.secret_key
DEBUG = False
ALLOWED_HOSTS = environment.allowed_hosts
CSRF_TRUSTED_ORIGINS = [environment.origin]
ROOT_URLCONF = "journal_site.urls"
WSGI_APPLICATION = "journal_site.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "crispy_forms",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "vault",
    "accounts",
    "entries",
    "reflections",
    "archive",
    "journal_site",
]

MIDDLEWARE = [
    "journal_site.middleware.WireMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    # What somebody chose for her account comes after this, in `accounts.middleware.PreferencesMiddleware`.
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "vault.middleware.VaultMiddleware",
    "accounts.middleware.PreferencesMiddleware",
    "accounts.middleware.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "journal_site.middleware.FormAddressMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [env.ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "journal_site.ui.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "journal"
CRISPY_FAIL_SILENTLY = False

# Data -----------------------------------------------------------------------------------------------------------------
DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Counts tries, and nothing else: in a table, so that limits hold over several processes and machines.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "tries",
        "KEY_FUNCTION": "vault.record.hidden_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Nothing that is sent ever becomes a file. A page holds a million characters, which take up to twelve bytes each when
# a form is encoded.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
# A request with files that is longer is read past, and its page says so: see `archive.import_views`.
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024

# People ---------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["vault.hashers.SignInHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passphrases.RepetitionValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email",)},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "signup": "accounts.forms.SignupForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "confirm_email_verification_code": "accounts.forms.ConfirmAddressForm",
    "confirm_password_reset_code": "accounts.forms.ConfirmResetForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_CHANGE_EMAIL = True
# Without mail there is nothing to confirm an address with, and an address that is taken is told.
MAILS_STAY_HERE = environment.mail is None
ACCOUNT_EMAIL_VERIFICATION = "none" if MAILS_STAY_HERE else "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = not MAILS_STAY_HERE
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
# The closed cover, and not the page that says what this is.
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {
    "vault_unlock": "10/5m/user",
    "change_password": "10/5m/user",
    "signup": "20/h/ip",
    "reset_password": "10/10m/ip,5/h/key",
}
# Whoever reaches the journal by https reaches it through one proxy, which says whom it speaks for.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if environment.is_secure else 0
MFA_ADAPTER = "accounts.second_factors.MFAAdapter"
MFA_FORMS = {
    "add_webauthn": "accounts.second_factor_forms.AddPasskeyForm",
    "edit_webauthn": "accounts.second_factor_forms.RenamePasskeyForm",
    "activate_totp": "accounts.second_factor_forms.ActivateAppForm",
    "authenticate": "accounts.second_factor_forms.SecondStepForm",
    "reauthenticate": "accounts.second_factor_forms.SecondStepAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = MAILS_STAY_HERE
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not environment.is_secure
MFA_TOTP_TOLERANCE = 1
USERSESSIONS_ADAPTER = "accounts.devices.UserSessionsAdapter"

# The vault: Argon2id with 64 MiB, 3 passes, 1 lane, and how long a journal stays open.
VAULT_COST = (64 * 1024, 3, 1)
VAULT_IDLE_SECONDS = 15 * 60
VAULT_LONGEST_SECONDS = 12 * 3600
VAULT_TOUCH_SECONDS = 60
VAULT_PENDING_SECONDS = 15 * 60

# So many books are set at once on one server; others wait their turn.
BOOKS_AT_ONCE = environment.books_at_once

# The wire -------------------------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = environment.is_secure
SESSION_COOKIE_NAME = "__Host-session" if environment.is_secure else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if environment.is_secure else "csrf"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "journal_site.errors.csrf_failure"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.is_secure else None
SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if environment.is_secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.is_secure
# Preloading binds a whole domain for years; that is for its owner to ask for, not for this program.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
LEAVE_URL = environment.leave_url

# Words, time and files ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("es", "Español"), ("ar", "العربية")]
# Translated, but not read by somebody who grew up with the language: each says so where it is chosen.
LANGUAGES_AWAITING_A_READER = frozenset({"de", "es", "ar"})
LOCALE_PATHS = [env.ROOT / "locale"]
FORMAT_MODULE_PATH = "journal_site.formats"
LANGUAGE_COOKIE_NAME = "__Host-language" if environment.is_secure else "language"
LANGUAGE_COOKIE_SECURE = environment.is_secure
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = environment.time_zone
STATIC_URL = "static/"
# No other site needs them, and none needs to know that this one is here.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_ROOT = environment.var / "static"
STATICFILES_DIRS = [env.ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "journal_site.assets.StaticFilesAtOnce"},
}
# Mails say nothing and come from nobody in particular: others may look at the list of them.
DEFAULT_FROM_EMAIL = environment.mail_from
EMAIL_TIMEOUT = 10
if environment.mail is None:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = environment.var / "mail"
else:
    EMAIL_HOST, EMAIL_PORT = environment.mail.host, environment.mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = environment.mail.user, environment.mail.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = environment.mail.starttls, environment.mail.tls

# Logs without a word anybody wrote ------------------------------------------------------------------------------------
DEFAULT_EXCEPTION_REPORTER = "journal_site.reporting.WordlessReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "journal_site.reporting.WordlessFilter"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "wordless": {
            "()": "journal_site.reporting.WordlessFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "wordless"}},
    "root": {"handlers": ["stderr"], "level": environment.log_level},
    # These replace Django's own handlers, which would also send mails.
    "loggers": {
        "django": {"handlers": ["stderr"], "level": environment.log_level, "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": environment.log_level, "propagate": False},
        "django.db.backends": {"handlers": [], "level": "WARNING", "propagate": False},
    },
}
