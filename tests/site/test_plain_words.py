"""What is said where something is missing, too long, or not there: in our own words, and on a page."""

from uuid import uuid4

import pytest
from django.test import Client

from entries.filtering import FilterForm
from tests.people import Person
from tests.site.test_doors import said

pytestmark = pytest.mark.django_db


def test_who_comes_to_the_address_of_a_form_meets_a_page_with_a_way_on(alice: Person) -> None:
    """By a reload, or by unlocking after a form said what was wrong."""
    answer = alice.client.get(f"/journal/tags/{uuid4()}/rename/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "There is nothing to see here." in said(answer)
    assert 'href="/help-now/"' in answer.content.decode()
    assert alice.client.post("/journal/").content == b""


def test_a_form_speaks_our_words_of_what_is_missing_or_too_long(alice: Person) -> None:
    sent = {"mark_id": str(uuid4()), "day": "soon", "line": "x" * 81}
    page = said(alice.client.post("/over-time/", sent))
    assert "This is not a date." in page
    assert "At most 80 characters fit here; this has 81." in page
    assert "This is still empty." in said(alice.client.post("/over-time/", {"mark_id": str(uuid4())}))
    assert "This does not look like an email address." in said(Client().post("/accounts/signup/", {"email": "me"}))


def test_every_field_of_ours_speaks_our_words() -> None:
    """Some forms are made while models are loaded, before anything else of ours is."""
    assert FilterForm.base_fields["tag"].error_messages["required"] == "This is still empty."
