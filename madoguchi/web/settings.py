"""Django's settings, made from ours. Never reads the environment itself: `madoguchi.web.start` does, once."""

from csp.constants import NONCE, NONE, SELF

from madoguchi.ground.clock import WallClock
from madoguchi.help.terms import LARGEST_FORM
from madoguchi.web.databases import database_settings
from madoguchi.web.logs import logging_settings
from madoguchi.web.start import load
from madoguchi.web.terms import Errors, Mode

OPTIONS = load()

# What pages may ask.
DEMO = OPTIONS.mode is Mode.DEMO
LEAVE_TO = OPTIONS.leave_to
CLOCK = WallClock()
# A cookie goes over an open line on this machine and inside Tor only.
COOKIES_SECURE = OPTIONS.on_the_open_web
ONLY_OVER_TLS = OPTIONS.on_the_open_web
ONION = OPTIONS.onion
# Where a caseworker arrives after signing in.
DESK_FIRST = "today"
# The page to which a conversation leads on: help does not know that there are cases.
DESK_TALK_NEXT = "take-up"
# What else locks things under the vault keys: asked before a key is destroyed.
UNDER_VAULT_KEYS = [
    "madoguchi.casework.actions.keeping.move_wraps",
    "madoguchi.tracing.actions.keeping.keys_needed",
    "madoguchi.tracing.actions.keeping_entries.move_released",
]
# Who says until when something needs the conversation on which it hangs: of all of them, or of one.
KEEP_CONVERSATIONS = [
    "madoguchi.tracing.actions.keeping_entries.last_days",
    "madoguchi.tracing.actions.keeping_letters.last_days",
]
# Who keeps something for a conversation outside the tables, and ends it with the conversation.
WHEN_A_CONVERSATION_GOES = ["madoguchi.tracing.actions.keeping_letters.let_go"]
# What a conversation leads its person on to: help does not know what these pages are.
TALK_LEADS_TO = ["trace", "look-status", "trouble"]
# What Today leads a member on to who has no duty to report: casework does not know what these pages are.
TODAY_LEADS_TO = ["tracing", "sealed", "desk-notices"]
# Rooms above casework in which something of a group ends when it goes to another house.
WHEN_A_GROUP_GOES = [
    "madoguchi.tracing.actions.keeping.forget_group",
    "madoguchi.tracing.actions.keeping_entries.forget_group",
    "madoguchi.tracing.actions.keeping_letters.forget_group",
]
# What else waits for a member, as a line on Today: casework does not know that there is tracing.
ON_TODAY = ["madoguchi.tracing.actions.notes.line_on_today", "madoguchi.tracing.actions.opening.line_on_today"]
# Where the network notes that a membership ended: the list of what no backup brings back lies with the vault keys.
ENDINGS_NOTED_BY = "madoguchi.help.erased.note_for_good"
DATA = OPTIONS.data

SECRET_KEY = OPTIONS.key
DEBUG = OPTIONS.errors is Errors.DEBUG
ALLOWED_HOSTS = [*OPTIONS.hosts, *([OPTIONS.onion] if OPTIONS.onion else [])]
DATABASES = {"default": database_settings(OPTIONS.database, OPTIONS.data)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOT_URLCONF = "madoguchi.web.urls"
# Django's sessions, accounts, admin and content types are left out: a visit is a key in one cookie, which we do not keep.
INSTALLED_APPS = [
    "madoguchi.ui",
    "madoguchi.network",
    "madoguchi.help",
    "madoguchi.casework",
    "madoguchi.tracing",
    "madoguchi.rulebook",
    "madoguchi.web",
    "django_tasks",
    "django_tasks_db",
]
# Work that outlasts a page, done by `madoguchi work`; the table lies beside ours.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Django's forgery check is left out with the second cookie it needs: a form of a visit carries a word grown from its one cookie.
MIDDLEWARE = [
    "madoguchi.web.middleware.leave_no_traces",
    "madoguchi.web.middleware.keep_the_line_closed",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Refuses a host name that is not ours, and adds the last slash to an address typed without it.
    "django.middleware.common.CommonMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

# Languages are chosen by the address and read from our own catalogues, not by Django.
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Who asks over an open line is sent to TLS by our own middleware: Django's would send people inside Tor away, too.
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if OPTIONS.on_the_open_web else 0
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [NONCE],
        "img-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

# A form here is a handful of short answers; anything larger is not from one of our pages.
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
# Files stay in memory until they are sealed. The handler that writes to the disk is left out: a form that is larger than this
# has no handler at all, and its files are dropped while what was typed is read.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_FORM

LOGGING = logging_settings()
