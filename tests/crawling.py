"""Walks the demo as each of its accounts, from the home page along every link that a page offers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from portal.core import clock
from portal.core.db import begin_write, db
from portal.identity import queries
from portal.identity.models import Person, SignIn
from tests.examiner import examine
from tests.visiting import Page, Visitor, signed_in

LANGUAGES = ("ar", "ckb", "en")
MOST_OF_A_KIND = {"ar": 4, "ckb": 1, "en": 1}
MOST_EXAMINED = 2
# One account of each role walks in Arabic; those whose pages differ most walk in the other languages too.
ROLES = (
    "staff@nahrain.example",
    "admin@nahrain.example",
    "publisher@commission.example",
    "cases@commission.example",
    "cases.basra@commission.example",
    "admin@commission.example",
    "auditor@commission.example",
)
EVERY_LANGUAGE = {None, "admin@nahrain.example", "publisher@commission.example", "cases@commission.example", "admin@commission.example"}
ADDRESSES = "//a/@href | //img/@src | //video/@src | //source/@src | //link/@href | //script/@src"


@dataclass(frozen=True)
class Visit:
    """One page that somebody reached."""

    who: str
    endpoint: str
    path: str
    page: Page
    faults: list[str]


@dataclass
class Crawl:
    """`reached`: endpoints that a link, image or form leads to; `dead`: links that lead to no view."""

    visits: list[Visit] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)
    dead: set[str] = field(default_factory=set)


def crawl(app: Flask) -> Crawl:
    found = Crawl()
    adapter = app.url_map.bind("localhost")
    for login, token in demo_tokens(app).items():
        for language in LANGUAGES if login in EVERY_LANGUAGE else LANGUAGES[:1]:
            _walk(found, adapter, login or "a stranger", signed_in(app, token, language, examined=False), language)
    return found


def demo_tokens(app: Flask) -> dict[str | None, str | None]:
    """The token of a sign-in for each of ROLES, and the stranger, who has none."""
    moment = clock.now()
    marks = {"browser": "Test", "network": "127.0.0.1", "made_at": moment, "seen_at": moment}
    with app.app_context():
        begin_write()
        for person in db.session.scalars(db.select(Person).where(Person.email.in_(ROLES))):
            db.session.add(SignIn(person_id=person.id, token_hash=queries.token_hash(f"crawl-{person.email}"), **marks))
        db.session.commit()
    return {None: None, **{login: f"crawl-{login}" for login in ROLES}}


def _walk(found: Crawl, adapter: MapAdapter, who: str, browser: Visitor, language: str) -> None:
    waiting, seen, of_a_kind = [f"/{language}/"], set(), Counter[str]()
    while waiting:
        address = waiting.pop(0)
        endpoint = _endpoint(adapter, address, "GET")
        if address in seen or endpoint is None or of_a_kind[endpoint] >= MOST_OF_A_KIND[language]:
            continue
        seen.add(address)
        of_a_kind[endpoint] += 1
        page = browser.get(address)
        examined = page.is_html and of_a_kind[endpoint] <= MOST_EXAMINED
        faults = examine(page.source, page.path) if examined else []
        found.visits.append(Visit(who, _endpoint(adapter, page.path, "GET") or endpoint, address, page, faults))
        if page.is_html:
            waiting += _ways_on(found, adapter, page, language)


def _ways_on(found: Crawl, adapter: MapAdapter, page: Page, language: str) -> Iterator[str]:
    for method, address in _offers(page):
        endpoint = _endpoint(adapter, address, method)
        if endpoint is None:
            found.dead.add(f"{method} {address} on {page.path}")
            continue
        found.reached.add(endpoint)
        if method == "GET" and address.startswith(f"/{language}/"):
            yield address


def _offers(page: Page) -> Iterator[tuple[str, str]]:
    for address in page.tree.xpath(ADDRESSES):
        whole = urljoin(page.path, str(address)).split("#")[0]
        if whole.startswith("/"):
            yield "GET", whole
    for form in page.tree.xpath("//form"):
        method = form.get("method", "get").upper()
        for action in [form.get("action") or page.path, *form.xpath(".//button/@formaction")]:
            yield method, urljoin(page.path, str(action)).split("#")[0]


def _endpoint(adapter: MapAdapter, address: str, method: str) -> str | None:
    try:
        return str(adapter.match(address.split("?")[0], method=method)[0])
    except HTTPException as answer:
        moved: Any = getattr(answer, "new_url", None)
        return _endpoint(adapter, moved.removeprefix("http://localhost"), method) if moved else None
