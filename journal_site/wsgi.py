"""The WSGI application, in a hardened process."""

import os

from django.core.wsgi import get_wsgi_application

from journal_site.hardening import harden_process

harden_process()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "journal_site.settings")
application = get_wsgi_application()
