"""Words that are sent and come back: what tests of interruptions share."""

import re
from typing import Any
from uuid import uuid4

from django.test import Client

from tests.people import Person

WORDS = "a long <b>evening</b>\nand a second line"
COMES_BACK = "a long &lt;b&gt;evening&lt;/b&gt;\nand a second line"


def page_of(**more: str) -> dict[str, str]:
    page = {"entry_id": str(uuid4()), "revision": "0", "written_on": "2025-06-14", "title": "", "body": WORDS}
    return page | more


def lenient(person: Person) -> Client:
    """Her browser, which is shown an error page where a test would see the exception."""
    browser = Client(raise_request_exception=False, headers={"Sec-Fetch-Site": "same-origin"})
    browser.cookies = person.client.cookies
    return browser


def given_back(answer: Any) -> dict[str, str]:
    """Return what the form of a page sends again."""
    page = answer.content.decode()
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    written = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return dict(hidden) | {name: words.replace("&lt;", "<").replace("&gt;", ">") for name, words in written}


def kept(person: Person) -> list[str]:
    return [entry.read(person.vault).body for entry in person.user.entries.all()]
