"""Walks the demo as each of its accounts, from the home page along every link that a page offers, and stumbles on the way."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from flask import Flask
from werkzeug.exceptions import HTTPException

from portal.core import clock
from portal.core.db import begin_write, db
from portal.identity import queries
from portal.identity.models import Person, SignIn
from tests.examiner import examine
from tests.stumbling import STATUSES, error_page, sendings
from tests.visiting import Page, Visitor, signed_in

LANGUAGES = ("ar", "ckb", "en")
STRANGER = "a stranger"
MOST_OF_A_KIND = {"ar": 4, "ckb": 2, "en": 2}
MOST_EXAMINED = {"ar": 2, "ckb": 1, "en": 1}
# Parts of an address that choose another page of the same record.
PAGES = ("part", "language")
# One account of each role.
ROLES = (
    "staff@nahrain.example",
    "cases@nahrain.example",
    "admin@nahrain.example",
    "publisher@commission.example",
    "cases@commission.example",
    "cases.basra@commission.example",
    "admin@commission.example",
    "auditor@commission.example",
)
ADDRESSES = "//a/@href | //img/@src | //video/@src | //audio/@src | //source/@src | //link/@href | //script/@src"


@dataclass(frozen=True)
class Visit:
    """One page that somebody came to; of many of a kind only the first are `examined`."""

    who: str
    lang: str
    endpoint: str
    path: str
    page: Page
    examined: bool

    @property
    def faults(self) -> list[str]:
        return examine(self.page.source, self.page.path) if self.examined else []


@dataclass
class Crawl:
    """`visits`: pages that links lead to; `mishaps`: forms sent back with 422, and error pages. `reached`: endpoints that a
    link, image or form leads to; `dead`: links that lead to no view; `careless`: forms that need something and took nothing.
    `letters`: addresses that stand in mails or follow a form."""

    app: Flask
    letters: list[str]
    visits: list[Visit] = field(default_factory=list)
    mishaps: list[Visit] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)
    dead: set[str] = field(default_factory=set)
    careless: set[str] = field(default_factory=set)
    _sent: set[tuple[str, ...]] = field(default_factory=set)

    @property
    def everything(self) -> list[Visit]:
        return [*self.visits, *self.mishaps]

    def walk(self, accounts: Iterable[str | None], suffix: str = "") -> None:
        """Each account in each language; `suffix` tells their visits from those of an earlier walk."""
        for login, token in demo_tokens(self.app, accounts, suffix).items():
            for language in LANGUAGES:
                browser = signed_in(self.app, token, language, examined=False)
                who = f"{login or STRANGER}{suffix}"
                self._follow_links(who, browser)
                self._stumble(who, browser)

    def _follow_links(self, who: str, browser: Visitor) -> None:
        home = f"/{browser.lang}/"
        waiting, seen, of_a_kind = [home], set(), Counter[str]()
        if who == STRANGER:
            waiting += [address for address in self.letters if address.startswith(home)]
            self.reached |= {str(self._endpoint(address, "GET")) for address in waiting}
        while waiting:
            address = waiting.pop(0)
            kind = self._kind(address, "GET")
            if address in seen or kind is None or of_a_kind[kind] >= MOST_OF_A_KIND[browser.lang]:
                continue
            seen.add(address)
            of_a_kind[kind] += 1
            page = browser.get(address)
            examined = page.is_html and of_a_kind[kind] <= MOST_EXAMINED[browser.lang]
            self.visits.append(Visit(who, browser.lang, str(self._endpoint(page.path, "GET")), address, page, examined))
            if page.is_html:
                waiting += self._ways_on(page, browser.lang)

    def _stumble(self, who: str, browser: Visitor) -> None:
        """Every kind of form once in each language, and the error pages."""
        for visit in [visit for visit in self.visits if (visit.who, visit.lang, visit.examined) == (who, browser.lang, True)]:
            for sending in sendings(visit.page):
                kind = (browser.lang, str(self._kind(sending.action, "POST")), visit.endpoint, sending.how)
                if kind in self._sent:
                    continue
                self._sent.add(kind)
                page = browser.send(sending.action, sending.data)
                what = f"{visit.path}, sent {sending.how} to {sending.action}"
                if page.status == 422:
                    self.mishaps.append(Visit(who, browser.lang, visit.endpoint, what, page, examined=True))
                elif sending.needs_something and sending.how == "empty":
                    self.careless.add(f"{page.status} {what}")
        for status in STATUSES:
            kind = (browser.lang, f"error {status}", "" if who == STRANGER else "signed in")
            if kind in self._sent:
                continue
            self._sent.add(kind)
            page = error_page(self.app, browser, status)
            self.mishaps.append(Visit(who, browser.lang, f"error {status}", page.path, page, examined=True))

    def _ways_on(self, page: Page, language: str) -> Iterator[str]:
        for method, address in _offers(page):
            endpoint = self._endpoint(address, method)
            if endpoint is None:
                self.dead.add(f"{method} {address} on {page.path}")
                continue
            self.reached.add(endpoint)
            if method == "GET" and address.startswith(f"/{language}/"):
                yield address

    def _endpoint(self, address: str, method: str) -> str | None:
        kind = self._kind(address, method)
        return kind.split()[0] if kind else None

    def _kind(self, address: str, method: str) -> str | None:
        """The endpoint, with the part of the record where that is a page of its own; None where no view is."""
        try:
            endpoint, parts = self.app.url_map.bind("localhost").match(address.split("?")[0], method=method)
        except HTTPException as answer:
            moved: Any = getattr(answer, "new_url", None)
            return self._kind(moved.removeprefix("http://localhost"), method) if moved else None
        return " ".join([str(endpoint), *(str(parts[name]) for name in PAGES if name in parts)])


def demo_tokens(app: Flask, accounts: Iterable[str | None] = (None, *ROLES), suffix: str = "") -> dict[str | None, str | None]:
    """The token of a sign-in for each account; a stranger (None) has none."""
    moment = clock.now()
    marks = {"browser": "Test", "network": "127.0.0.1", "made_at": moment, "seen_at": moment}
    tokens = {login: f"crawl-{login}{suffix}" if login else None for login in accounts}
    with app.app_context():
        begin_write()
        for person in db.session.scalars(db.select(Person).where(Person.email.in_(login for login in tokens if login))):
            db.session.add(SignIn(person_id=person.id, token_hash=queries.token_hash(str(tokens[person.email])), **marks))
        db.session.commit()
    return tokens


def _offers(page: Page) -> Iterator[tuple[str, str]]:
    for address in page.tree.xpath(ADDRESSES):
        whole = urljoin(page.path, str(address)).split("#")[0]
        if whole.startswith("/"):
            yield "GET", whole
    for form in page.tree.xpath("//form"):
        method = form.get("method", "get").upper()
        for action in [form.get("action") or page.path, *form.xpath(".//button/@formaction")]:
            yield method, urljoin(page.path, str(action)).split("#")[0]
