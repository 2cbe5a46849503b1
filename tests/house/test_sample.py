"""`make sample`: a newcomer sees a full journal at once, and twice is once."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from entries.sample import keep_letters
from vault.flows import open_with_password

pytestmark = pytest.mark.django_db


def sample() -> str:
    said = StringIO()
    call_command("sample", stdout=said)
    return said.getvalue()


def test_the_printed_password_opens_a_journal_of_82_letters(client: Client) -> None:
    found = re.search(r"Email +(\S+)\n +Password +(.+)\n", sample())
    assert found
    client.post("/accounts/login/", {"login": found.group(1), "password": found.group(2)})
    page = client.get("/journal/")
    assert b"I am grateful to your love, Wilhelm" in page.content
    years = [each.whole for each in page.context["years"]]
    assert [(year.first_day.year, year.count) for year in years] == [(1772, 41), (1771, 41)]


def test_making_it_twice_makes_no_doubles_and_prints_the_password_once() -> None:
    first, second = sample(), sample()
    password = re.search(r"Password +(.+)\n", first)
    assert password
    assert password.group(1) not in second
    assert "there already" in second
    user = User.objects.get()
    keep_letters(user, vault=open_with_password(user, password=password.group(1)))
    assert user.entries.count() == 82
