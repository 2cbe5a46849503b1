"""A full story with words that occur nowhere else, told through the product's own pages."""

import re
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.mails import last_code
from tests.ordering import USUAL, until
from tests.people import PROMPT
from tests.site.secret_words import PASSWORD, SECOND_PASSWORD, THIRD_PASSWORD, WORDS

EMAIL = "ana@example.org"


class Story:
    """What happened: every answer of the server, and the secrets only the browser and the paper hold."""

    def __init__(self) -> None:
        self.client = Client(raise_request_exception=False, headers={"Sec-Fetch-Site": "same-origin"})
        self.answers: list[tuple[str, HttpResponse]] = []
        self.recovery_key = ""
        self.suspended = ""
        self.book = b""
        # What the browser held at one time or another, by when.
        self.cookies: dict[str, str] = {}

    def get(self, url: str) -> Any:
        return self._seen(url, self.client.get(url))

    def post(self, url: str, **fields: Any) -> Any:
        return self._seen(url, self.client.post(url, fields))

    def live(self) -> "Story":
        """Sign up, write, answer, make a book, run into every error there is, lock, come back by every way there is."""
        self.post("/accounts/signup/", email=EMAIL, password1=PASSWORD, tab_name="Notes", time_zone="UTC")
        self.recovery_key = self.get("/settings/recovery-key/file/").content.decode().strip()
        self.post("/settings/recovery-key/", last_group=self.recovery_key[-4:])
        entry = self._writes()
        self._answers_and_makes_a_book(entry)
        self._is_asked(entry)
        self._notes_how_it_is()
        self._looks_back(entry)
        self._works_on_herself()
        self._waits()
        self._searches()
        self._runs_into_errors(entry)
        self._locks_and_comes_back()
        self._changes_every_lock()
        return self

    def _changes_every_lock(self) -> None:
        preferences = {
            "tab_name": "Notes",
            "idle_minutes": "15",
            "day_ends_at": "0",
            "their_pronoun": "them",
            "night": "off",
        }
        self.post("/settings/", **preferences, their_name=WORDS["name"])
        self.get("/settings/")
        self.post("/settings/second-step/app/", code="000000")
        self.suspended = str(self.client.session["account_reauthentication_state"])
        self.post("/settings/password/", oldpassword=PASSWORD, password1=SECOND_PASSWORD)
        self.post("/accounts/login/", login=EMAIL, password=f"{PASSWORD} wrong")
        self.post("/accounts/logout/")
        self._resets_and_recovers()
        self.post("/settings/new-key/", password=THIRD_PASSWORD)
        self.post("/settings/new-key/progress/")
        self.get("/settings/security/")

    def _resets_and_recovers(self) -> None:
        self.post("/accounts/password/reset/", email=EMAIL)
        self.post("/accounts/password/reset/confirm/", code=last_code())
        self.post("/accounts/password/reset/complete/", password1=THIRD_PASSWORD)
        self.post("/accounts/login/", login=EMAIL, password=THIRD_PASSWORD)
        self.post("/recover/", recovery_key=self.recovery_key, former_password="", password=THIRD_PASSWORD)

    def _writes(self) -> str:
        page = {"entry_id": str(uuid4()), "revision": "0", "written_on": "2025-06-14", "title": WORDS["title"]}
        page["tags"] = f"{WORDS['tag']}, the sea"
        page["body"], entry = f"I said {WORDS['body']}. Then it rained.", f"/write/{page['entry_id']}/"
        self.post(f"{entry}autosave/", **page | {"body": WORDS["earlier"]})
        self.post("/write/", **page | {"revision": "1"})
        elsewhere = page | {"body": f"stale {WORDS['elsewhere']}"}
        self.post(f"{entry}autosave/", **elsewhere)
        both = self.post(entry, **elsewhere)["Location"]
        self.get(both)
        self.post(f"{both}keep-apart/")
        history = self.get(f"/journal/{page['entry_id']}/history/").content.decode()
        for version in re.findall(r'href="(/journal/[^"]+/history/[^"]+/)"', history):
            self.get(version)
        self._discards()
        self._tags_and_filters(entry)
        return page["entry_id"]

    def _tags_and_filters(self, entry: str) -> None:
        """Rename a tag, look for what has one, and go through the calendar."""
        tag = re.findall(r'"(/journal/tags/[^"]{36}/)"', self.get("/journal/tags/").content.decode())[0]
        self.post(f"{tag}rename/", title=WORDS["renamed"])
        self.post(f"{tag}rename/", title=f"{WORDS['error']}, the sea")
        calendar, found = "/journal/calendar/", f"/journal/?tag={tag.split('/')[3]}&kind=page&from={WORDS['error']}"
        for url in (tag, found, entry, calendar, f"{calendar}2025/", f"{calendar}2025/6/14/"):
            self.get(url)

    def _discards(self) -> None:
        page = {"entry_id": str(uuid4()), "revision": "0", "written_on": "2025-06-13", "title": ""}
        self.post("/write/", **page, body=WORDS["discarded"])
        self.post(f"/journal/{page['entry_id']}/discard/")
        for url in ("/journal/trash/", f"/journal/{page['entry_id']}/", f"/journal/{page['entry_id']}/delete/"):
            self.get(url)
        self._writes_letters()

    def _writes_letters(self) -> None:
        ids = {name: str(uuid4()) for name in ("letter", "let go")}
        for name, letter in ids.items():
            page = {"entry_id": letter, "revision": "0", "written_on": "2025-06-12", "title": "", "kind": "letter"}
            self.post("/write/", **page, body=WORDS[name])
            self.get(f"/letters/{letter}/?read=now")
        self.post(f"/letters/{ids['letter']}/close/", until="2099-10-01")
        self.get("/letters/")
        self.get(f"/letters/{ids['let go']}/let-go/")
        self.post(f"/letters/{ids['let go']}/gone/", stay="line", revision="1")

    def _answers_and_makes_a_book(self, entry: str) -> None:
        url = f"/reflections/prompts/{PROMPT}/?entry={entry}"
        sentence = f"0-{len('I said ' + WORDS['body'] + '.')}"
        self.post(url, reflection_id=str(uuid4()), revision="0", passage=sentence, answer=WORDS["answer"])
        for page in ("/", "/journal/", f"/journal/{entry}/", f"/write/{entry}/", "/reflections/", url, "/contents/"):
            self.get(page)
        self._makes_a_book()
        self._takes_everything_along()

    def _makes_a_book(self) -> None:
        """Look at its first pages, choose one by one and not, set it under a password, fetch it."""
        form = USUAL | {"dedication": WORDS["dedication"]}
        self.post("/book/", **form, do="look")
        for url in ("/book/", "/book/first-pages/", "/book/choose/pages/", "/book/choose/answers/"):
            self.get(url)
        self.post("/book/choose/pages/", go="book")
        self.post("/book/choose-nothing/")
        self.post("/book/", **form | {"password": "morvendrilka", "password_again": "morvendrilka"})
        until(lambda: b"Your book is ready" in self.client.get("/book/progress/").content)
        self.book = self.get("/book/file/").getvalue()

    def _takes_everything_along(self) -> None:
        lock = {"zip_password": PASSWORD, "zip_password_again": PASSWORD}
        locked = b"".join(self.post("/archive/", **lock))
        everything = b"".join(self.post("/archive/", zip_password=""))
        for content in (everything, everything[:500], locked):
            self._chooses(content, "a.zip", "bring-in")
        for way in ("leave", "bring-in"):
            self._chooses(WORDS["brought in"].encode(), "2025-06-10.md", way)
        self.get("/journal/")

    def _chooses(self, content: bytes, name: str, way: str) -> None:
        """Choose a file, and if it can be read, look at it and bring it in, or leave it."""
        file = SimpleUploadedFile(name, content)
        chosen = self._seen("/archive/import/", self.client.post("/archive/import/", {"file": file}))
        if chosen.status_code == 302:
            self.get(chosen["Location"])
            self.post(f"{chosen['Location']}{way}/")

    def _notes_how_it_is(self) -> None:
        for _ in range(2):
            self.post("/check-in/", today="2", gentleness="1", wish="5", acted="1")
            self.get("/check-in/")
        self.post("/over-time/", mark_id=str(uuid4()), day="2025-06-14", line=WORDS["marked"])
        self.post("/over-time/words/", count="yes")
        for page in ("", "?until=2025-06-14", "words/", "words/?year=2025", "words/if-onlys/?month=2025-06-01"):
            self.get(f"/over-time/{page}")

    def _is_asked(self, entry: str) -> None:
        """Keep a question with her sentence for later, refuse one, ask one of her own, and close the page."""
        questions = f"/journal/{entry}/questions/"
        self.get(questions)
        for do in ("later", "no", "answer"):
            self.post(questions, prompt=PROMPT, do=do, row_id=str(uuid4()))
        own = self.post("/reflections/own/", row_id=str(uuid4()), title=WORDS["own question"], theme="regret")
        self.get(own["Location"])
        said = {"body_first": WORDS["thing"], "body_line": WORDS["line"], "felt": "same"}
        self.post(f"/journal/{entry}/closing/", closing_id=str(uuid4()), **said)
        self.get(f"/journal/{entry}/")
        self.get("/reflections/")

    def _looks_back(self, entry: str) -> None:
        older = {"entry_id": str(uuid4()), "revision": "0", "written_on": "2025-03-01", "title": "", "body": "before"}
        self.post("/write/", **older)
        pair, note = f"/then-and-now/pages/{older['entry_id']}/{entry}/", str(uuid4())
        names = ("answer_hurt_then", "answer_hurt_now", "answer_known_now", "answer_to_the_writer")
        words = (WORDS[each] for each in ("noticed then", "noticed now", "known now", "said to her"))
        sent = dict(zip(names, words, strict=True)) | {"comparison_id": note, "revision": "0"}
        self.post("/then-and-now/", today="very low")
        for url in ("/then-and-now/pages/", f"/then-and-now/pages/{older['entry_id']}/", pair):
            self.get(url)
        self.post(pair, **sent)
        self.post(pair, **sent | {"answer_hurt_then": WORDS["error"]})
        for url in ("", "close/", "revise/", "delete/"):
            self.get(f"/then-and-now/notes/{note}/{url}")
        self.get("/then-and-now/")

    def _works_on_herself(self) -> None:
        steps = {"value": WORDS["goal"], "reason": WORDS["goal"], "moment": WORDS["earlier plan"], "act": WORDS["plan"]}
        goal = self.post("/self-work/new/", **steps, goal_id=str(uuid4()), revision="0", begin="yes")["Location"]
        self.post(f"{goal}plan/", revision="2", moment=WORDS["plan"], act=WORDS["plan"])
        fact = {"check_in_id": str(uuid4()), "revision": "0", "outcome": "slipped", "line": WORDS["fact"]}
        self.get(self.post(f"{goal}check-in/", **fact)["Location"])
        self.post(f"{goal}set-down/", set_down="yes", line=WORDS["ending"])
        for page in ("/self-work/", goal, f"{goal}delete/"):
            self.get(page)

    def _waits(self) -> None:
        page = {"entry_id": str(uuid4()), "revision": "0", "written_on": "2025-06-14", "body": WORDS["urge"]}
        self.post("/wait/begin/", strength="8")
        self.post(f"/wait/write/{page['entry_id']}/autosave/", **page, kind="urge")
        self.post("/wait/write/", **page, kind="urge")
        for url in ("/wait/", f"/wait/write/{page['entry_id']}/", f"/journal/{page['entry_id']}/"):
            self.get(url)
        self.post("/wait/end/")
        self.post("/wait/next-time/", body=WORDS["next time"], revision="0")
        self.post("/wait/begin/", strength="7")
        self.get("/wait/")

    def _searches(self) -> None:
        """Look for what is there and for what is not, and forget one search."""
        for words in (WORDS["body"], WORDS["looked for"], f"{WORDS['looked for']} again"):
            found = self.post("/search/", words=words, kind="page")["Location"]
            self.get(found)
        self.get("/search/")
        self.post(f"{found}forget/")

    def _runs_into_errors(self, entry: str) -> None:
        self.get(f"/nothing/?q={WORDS['error']}")
        self.post("/nothing/", body=WORDS["error"])
        self.post(f"/journal/{entry}/", body=WORDS["error"])
        self.post("/write/", body=WORDS["error"], entry_id="x")
        self.get(f"/boom/?q={WORDS['error']}")
        self.post("/boom/", body=WORDS["error"], password=PASSWORD)
        strict = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})
        strict.cookies = self.client.cookies
        self._seen("/write/", strict.post("/write/", {"body": WORDS["error"]}))

    def _locks_and_comes_back(self) -> None:
        self.post("/lock/")
        self.post("/write/", title=WORDS["locked"], body=WORDS["locked"])
        self.post("/unlock/", password=f"{PASSWORD} wrong")
        self.post("/unlock/", password=PASSWORD)
        self.post("/accounts/logout/")
        self.post("/accounts/login/", login=EMAIL, password=PASSWORD)

    def _seen(self, url: str, answer: Any) -> Any:
        self.answers.append((url, answer))
        if "vault" in self.client.cookies and self.client.cookies["vault"].value:
            value = self.client.cookies["vault"].value
            # The first sixteen bytes are the row's id, which is no secret.
            self.cookies[f"cookie after {url}"] = value[24:]
        return answer
