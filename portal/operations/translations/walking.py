"""Where each string is seen: a walk through a marked demo as each of its accounts, along every link and through every form."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from portal.core import jobs
from portal.core.locale import LANGUAGE_PART
from portal.operations.translations import filling
from portal.operations.translations.marking import numbers_in
from portal.operations.translations.offers import Form, Offers

ROUNDS = 3  # what one account's forms have changed, another finds in the next
PATIENCE = 6  # so many pages of one endpoint, one after the other, may bring nothing new
DULL = 2  # so many accounts may send a form and see nothing new
Kind = tuple[str, ...]  # of a form: the endpoint and the names of its fields


class SignInFailed(Exception):  # noqa: N818 - says what happened
    """Of the account that is named, before anything was changed."""


@dataclass(frozen=True)
class Seen:
    """A page as it came, with its marks, and the strings on it."""

    address: str
    account: str
    html: str
    numbers: set[int]


def walk(app: Flask, accounts: list[tuple[str, str]], language: str) -> list[Seen]:
    """Changes what `app` keeps: its forms are sent."""
    walking = Walk(app, accounts, language)
    for _ in range(ROUNDS):
        walking.follow_links()
        walking.send_forms()
        with app.app_context():
            jobs.work(limit=10_000)
    walking.follow_links()
    return walking.pages


def fewest(pages: list[Seen]) -> list[Seen]:
    """A choice of pages that shows all strings, each page with the strings that it is chosen for; the fullest first."""
    missing = set[int]().union(*(page.numbers for page in pages))
    chosen = []
    while missing:
        best = max(pages, key=lambda page: len(page.numbers & missing))
        chosen.append(replace(best, numbers=best.numbers & missing))
        missing -= best.numbers
    return chosen


class Browser:
    """One account's browser, or a stranger's (no login); signs in again when a form has signed it out."""

    def __init__(self, app: Flask, language: str, login: str, password: str) -> None:
        self.client, self.language = app.test_client(), language
        self.login, self.password = login, password
        self.waiting: list[str] = []
        self.known: set[str] = set()
        self.stale: Counter[str] = Counter()
        self.forms: dict[Kind, list[str]] = {}
        self.sent: set[Kind] = set()
        if login and not self.sign_in():
            raise SignInFailed(login)

    def sign_in(self) -> bool:
        address = f"/{self.language}/sign-in"
        form = next(form for form in Offers(self.client.get(address).text, address).forms if "password" in form.shape)
        typed = {"account": self.login, "password": self.password}
        return self.client.post(address, data=form.filled(lambda control: typed.get(control.name))).status_code == 303

    def begin(self) -> None:
        self.waiting = [f"/{self.language}/", f"/{self.language}/nowhere"]
        self.known.clear()
        self.stale.clear()

    def get(self, address: str) -> TestResponse:
        answer = self.client.get(address, follow_redirects=True)
        if self.login and answer.request.path.endswith("/sign-in"):
            self.sign_in()  # in vain for whom a form of another has removed
            answer = self.client.get(address, follow_redirects=True)
        return answer

    def send(self, form: Form, data: dict[str, list[Any]]) -> TestResponse:
        if form.method == "GET":
            return self.client.get(urlsplit(form.action).path, query_string=data, follow_redirects=True)
        return self.client.post(form.action, data=data, follow_redirects=True)


class Walk:
    """`pages`: those that showed a string which none before them had shown."""

    def __init__(self, app: Flask, accounts: list[tuple[str, str]], language: str) -> None:
        self.pages: list[Seen] = []
        self._found: set[int] = set()
        self._dull: Counter[Kind] = Counter()
        self._map = app.url_map.bind("localhost")
        self._browsers = [Browser(app, language, *account) for account in [("", ""), *accounts]]

    def follow_links(self) -> None:
        for browser in self._browsers:
            browser.begin()
            self._follow(browser)

    def send_forms(self) -> None:
        """Empty, with nonsense and filled: for the words of errors, and of what is done then."""
        for browser in self._browsers:
            for kind in [kind for kind in browser.forms if kind not in browser.sent and self._dull[kind] < DULL]:
                self._send(browser, kind)
            self._follow(browser)

    def _follow(self, browser: Browser) -> None:
        while browser.waiting:
            address = browser.waiting.pop(0)
            endpoint = self._endpoint(address, "GET")
            if address in browser.known or browser.stale[endpoint] >= PATIENCE:
                continue
            browser.known.add(address)
            new = self._take(browser, browser.get(address))
            browser.stale[endpoint] = 0 if new else browser.stale[endpoint] + 1

    def _send(self, browser: Browser, kind: Kind) -> None:
        browser.sent.add(kind)
        before = len(self.pages)
        for typed in (filling.nothing, filling.nonsense, filling.something):
            form = next(self._standing(browser, kind), None)
            if form is None:  # what was sent before has changed the record; another page may offer it later
                browser.sent.discard(kind)
                browser.forms.pop(kind, None)
                return
            self._take(browser, browser.send(form, form.filled(typed)))
        self._dull[kind] += len(self.pages) == before

    def _standing(self, browser: Browser, kind: Kind) -> Iterator[Form]:
        """Forms of this kind as they stand now, on the pages where they stood, the latest first."""
        for address in reversed(browser.forms.get(kind, [])[-PATIENCE:]):
            yield from (form for form in Offers(browser.get(address).text, address).forms if self._kind(form) == kind)

    def _take(self, browser: Browser, answer: TestResponse) -> bool:
        """Notes what the page shows and offers; says whether it shows a string for the first time."""
        if answer.mimetype != "text/html":
            return False
        address = answer.request.full_path.rstrip("?")
        offers = Offers(answer.text, address)
        browser.waiting += [LANGUAGE_PART.sub(f"/{browser.language}", link) for link in offers.links if link.startswith("/")]
        for form in offers.forms:
            places = browser.forms.setdefault(self._kind(form), [])
            if address not in places:
                places.append(address)
        numbers = numbers_in(answer.text)
        if numbers <= self._found:
            return False
        self._found |= numbers
        self.pages.append(Seen(address, browser.login, answer.text, numbers))
        return True

    def _kind(self, form: Form) -> Kind:
        return (self._endpoint(form.action, form.method), *form.shape)

    def _endpoint(self, address: str, method: str) -> str:
        try:
            return str(self._map.match(urlsplit(address).path, method=method)[0])
        except HTTPException:
            return ""
