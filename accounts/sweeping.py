"""What has run out is swept away: open journals, sign-ins that were never completed, sessions, old lines of the record.

None of it opens or proves anything any more. Only this, the daily emptying of the trash
(`entries.flows.empty_every_trash`), and the forgetting of waits (`reflections.wait.flows.forget_old_waits`) and of
finished books (`archive.orders.forget_old_books`) reach over all people's rows at once.
"""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from vault.models import SecurityEvent, VaultSession
from vault.record import KEPT_FOR


def sweep() -> int:
    """Delete what has run out; return how many rows."""
    now = timezone.now()
    run_out = [
        VaultSession._base_manager.filter(expires_at__lt=now),
        SecurityEvent._base_manager.filter(happened_at__lt=now - KEPT_FOR),
        Session.objects.filter(expire_date__lt=now),
        UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")),
    ]
    return int(sum(rows.delete()[0] for rows in run_out)) + _forget_tries()


def _forget_tries() -> int:
    """Empty the table in which tries are counted of what counts no more; the cache itself only does so when full."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0, tzinfo=None))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608  the name is a setting
        return int(cursor.rowcount)
