"""What is said where something is missing, too long, or not there: in our own words, and on a page."""

from uuid import uuid4

import pytest

from tests.people import Person
from tests.site.test_doors import said

pytestmark = pytest.mark.django_db


def test_who_comes_to_the_address_of_a_form_meets_a_page_with_a_way_on(alice: Person) -> None:
    """By a reload, or by unlocking after a form said what was wrong."""
    answer = alice.client.get(f"/journal/tags/{uuid4()}/rename/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "There is nothing to see here." in said(answer)
    assert 'href="/help-now/"' in answer.content.decode()


def test_a_form_speaks_our_words_of_what_is_missing_or_too_long(alice: Person) -> None:
    sent = {"mark_id": str(uuid4()), "day": "soon", "line": "x" * 81}
    page = said(alice.client.post("/over-time/", sent))
    assert "This is not a date." in page
    assert "At most 80 characters fit here; this has 81." in page
    assert "This is still empty." in said(alice.client.post("/over-time/", {"mark_id": str(uuid4())}))
