"""What follows the question mark of an address may be anything: no page breaks on it."""

from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from tests.house.registry import records
from tests.people import Somebody
from tests.visiting import Page, Visitor

# Two digits that int() refuses or reads as others', above every database's numbers, below none, what PostgreSQL refuses.
ODD = ("²", "٣", "9" * 18, "9" * 19, "9" * 5000, "-1", "20²6", "x\x00")
NAMES = (
    "after", "part", "chapter", "q", "from", "to", "kind", "state", "text", "theme", "type", "governorate", "organisation", "group", "show",
    "day-day", "day-month", "day-year", "action", "actor", "subject", "v", "back", "all", "next",
)  # fmt: skip
# Also without `q`, because a search has keys of its own, and `version` alone, because one that is not there ends the matter.
WITHOUT_SEARCH, VERSION = tuple(name for name in NAMES if name != "q"), ("version",)
READERS = ("cso_admin", "case_officer", "publishing_officer", "commission_admin", "auditor")


@pytest.fixture
def addresses(app: Flask, people: dict[str, Somebody], arrange: Any) -> list[str]:
    """Every page without parts in its address, and one record of each kind."""
    pages: dict[str, dict[str, Any]] = {rule.endpoint: {} for rule in app.url_map.iter_rules() if rule.arguments == {"lang"}}
    for make in dict.fromkeys(case.make for case in records()):
        arrange(make, people)
    for case in records():
        with app.app_context():
            pages |= {endpoint: parts for record in case.every() for endpoint, parts in case.addresses(record).items()}
    adapter = app.url_map.bind("localhost")
    readable = [rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint in pages and "GET" in (rule.methods or ())]
    return [adapter.build(endpoint, {"lang": "en", **pages[endpoint]}, method="GET") for endpoint in readable]


@pytest.mark.statements
def test_no_page_breaks_on_odd_parameters(addresses: list[str], visitor: Any) -> None:
    """Each page as the first who may read it."""
    broken, left = list[str](), set(addresses)
    for reader in READERS:
        browser = visitor(reader, examined=False)
        asked = _open_to(browser, left)
        left -= set(asked)
        broken += _broken(browser, asked)
    assert len(addresses) - len(left) > 50 and not broken, "\n".join(broken)


@pytest.mark.long
@pytest.mark.parametrize("reader", READERS)
def test_no_page_breaks_on_odd_parameters_whoever_reads_it(reader: str, addresses: list[str], visitor: Any) -> None:
    browser = visitor(reader, examined=False)
    asked = dict.fromkeys(_open_to(browser, set(addresses)), (NAMES, WITHOUT_SEARCH, VERSION))
    assert len(asked) > 5 and not (broken := _broken(browser, asked)), "\n".join(broken)


def _open_to(browser: Visitor, addresses: set[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Which of them this reader may read, each with the sets of names that are to be tried on it."""
    pages = {address: browser.answer("GET", address) for address in addresses}
    return {address: _worth_trying(page) for address, page in pages.items() if page.status == 200}


def _worth_trying(page: Page) -> tuple[tuple[str, ...], ...]:
    searches, versions = page.is_html and 'name="q"' in page.source, "/library/" in page.path
    return (NAMES, *([WITHOUT_SEARCH] if searches else []), *([VERSION] if versions else []))


def _broken(browser: Visitor, asked: dict[str, tuple[tuple[str, ...], ...]]) -> list[str]:
    return [found for address, sets in asked.items() for names in sets for odd in ODD if (found := _breaks(browser, address, names, odd))]


def test_numbers_that_no_record_can_have_lead_nowhere(app: Flask, people: dict[str, Somebody], visitor: Any) -> None:
    numbered = [rule for rule in app.url_map.iter_rules() if "number" in rule.arguments]
    addresses = {"GET": set[str](), "POST": set[str]()}
    for rule in numbered:
        for method in (rule.methods or set()) & set(addresses):
            parts = {name: "x" for name in rule.arguments} | {"lang": "en", "number": 1}
            path = app.url_map.bind("localhost").build(rule.endpoint, parts, method=method)
            addresses[method] |= {path.replace("/1", f"/{number}") for number in (2**31, 2**63, 10**30)}
    for reader in READERS:
        browser = visitor(reader, examined=False)
        answers = [browser.answer("GET", path) for path in addresses["GET"]] + [browser.post(path) for path in addresses["POST"]]
        assert len(numbered) > 5 and {page.status for page in answers} == {404}


def _breaks(browser: Visitor, address: str, names: tuple[str, ...], odd: str) -> str | None:
    """Each name is given twice, because some are lists."""
    page = browser.answer("GET", f"{address}?{urlencode([(name, value) for name in names for value in (odd.rstrip(chr(0)), odd)])}")
    return f"{address}: {names[0]}… = {odd[:25]!r}" if page.status >= 500 else None
