"""The WSGI application, in a hardened process."""

import os

from django.core.wsgi import get_wsgi_application

from journal_site.bodies import only_whole_bodies
from journal_site.hardening import harden_process

harden_process()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "journal_site.settings")
application = only_whole_bodies(get_wsgi_application())
