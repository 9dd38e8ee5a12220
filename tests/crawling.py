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
from tests.examiner import examine
from tests.visiting import Page, Visitor

LANGUAGES = ("ar", "ckb", "en")
MOST_OF_A_KIND = {"ar": 3, "ckb": 1, "en": 1}
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


def crawl(app: Flask, tokens: dict[str, str | None], languages: tuple[str, ...] = LANGUAGES) -> Crawl:
    """`tokens`: who (for messages) to the token of their sign-in, None for the stranger."""
    found = Crawl()
    adapter = app.url_map.bind("localhost")
    for who, token in tokens.items():
        for language in languages:
            _walk(found, adapter, who, _browser(app, token, language), language)
    return found


def demo_tokens(app: Flask) -> dict[str, str | None]:
    """A sign-in for each demo account, and the stranger."""
    from portal.core.db import begin_write, db
    from portal.identity import queries
    from portal.identity.models import Person, SignIn

    with app.app_context():
        begin_write()
        with_email = db.select(Person.id, Person.email).where(Person.demo, Person.email.is_not(None))
        accounts = list(db.session.execute(with_email))
        for person_id, email in accounts:
            moment, token = clock.now(), queries.token_hash(f"crawl-{email}")
            marks = {"browser": "Test", "network": "127.0.0.1", "made_at": moment, "seen_at": moment}
            db.session.add(SignIn(person_id=person_id, token_hash=token, **marks))
        db.session.commit()
    return {"stranger": None, **{email: f"crawl-{email}" for _id, email in accounts}}


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
        faults = examine(page.source, page.path) if page.is_html else []
        found.visits.append(Visit(who, endpoint, address, page, faults))
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


def _browser(app: Flask, token: str | None, language: str) -> Visitor:
    from tests.conftest import signed_in

    return signed_in(app, token, language, examined=False)
