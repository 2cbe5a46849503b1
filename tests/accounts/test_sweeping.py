"""What has run out is swept away, and nothing else."""

from datetime import timedelta
from io import StringIO

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from tests.people import Person
from vault.models import VaultSession


def test_only_what_has_run_out_goes(alice: Person, bob: Person) -> None:
    long_ago = timezone.now() - timedelta(days=100)
    alice.user.vault_sessions.update(expires_at=long_ago)
    alice.user.security_events.update(happened_at=long_ago)
    Session.objects.filter(session_key=alice.client.session.session_key).update(expire_date=long_ago)
    cache.set("counted", 1, timeout=-1)
    cache.set("still counting", 1, timeout=600)
    said = StringIO()
    call_command("sweep", stdout=said)
    assert said.getvalue() == "Swept away: 5 rows\n"
    assert alice.user.security_events.count() == 0
    assert VaultSession._base_manager.count() == Session.objects.count() == UserSession.objects.count() == 1
    assert bob.has_open_journal()
    assert cache.get("still counting") == 1
