"""Laws 1 and 2, with records: what a person may not see does not exist, at any address; SQL and policy agree."""

import re
from typing import Any

import pytest
from flask import Flask

from portal.core.access import OPEN_TO_ALL
from tests.house.registry import Records, reasons, records
from tests.house.sources import TOP
from tests.people import Somebody
from tests.visiting import Visitor

CASES = records()
MOST_RECORDS = 12


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_visible_to_and_may_view_agree(case: Records, app: Flask, people: dict[str, Somebody], arrange: Any) -> None:
    arrange(case.make, people)
    with app.app_context():
        every = list(case.every())
        shares = []
        for somebody in people.values():
            by_policy = {case.key(record) for record in every if case.may_view(somebody.actor, record)}
            assert case.seen(somebody.actor) == by_policy, f"{case.kind}: SQL and policy differ for {somebody.key}"
            shares.append(len(by_policy))
    in_part = any(0 < share < len(every) for share in shares)
    assert in_part or (not case.mixed and 0 in shares and len(every) in shares), f"the set is not mixed: {shares}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_what_one_may_not_see_does_not_exist_at_any_address(case: Records, app: Flask, people: dict[str, Somebody], arrange: Any, visitor: Any) -> None:
    arrange(case.make, people)
    with app.app_context():
        every = list(case.every())[:MOST_RECORDS]
        known = [(record, case.addresses(record)) for record in every]
        rights = {key: [case.may_view(somebody.actor, record) for record in every] for key, somebody in people.items()}
    wrong = []
    for key in people:
        browser = visitor(key, examined=False)
        for (record, addresses), may in zip(known, rights[key], strict=True):
            for endpoint, parts in addresses.items():
                wrong += _wrong_answers(app, browser, endpoint, parts, may, f"{key}, {case.kind} {case.key(record)}")
    assert not wrong, "\n".join(wrong)


def _wrong_answers(app: Flask, browser: Visitor, endpoint: str, parts: dict[str, Any], may: bool, who: str) -> list[str]:
    rule = next(rule for rule in app.url_map.iter_rules(endpoint))
    path = app.url_map.bind("localhost").build(endpoint, {"lang": "ar", **parts}, method="GET" if "GET" in (rule.methods or ()) else "POST")
    if "GET" in (rule.methods or ()):
        status = browser.answer("GET", path).status
    elif not may:
        status = browser.post(path).status
    else:
        return []
    right = status < 500 and status != 404 if may else status == 404
    return [] if right else [f"{endpoint}: {status} for {who}, who may {'' if may else 'not '}see it"]


def test_every_address_of_a_record_is_tried(app: Flask, people: dict[str, Somebody], arrange: Any) -> None:
    """An endpoint with an address part is named by a feature's Records, or listed in its UNTRIED with the reason."""
    for make in dict.fromkeys(case.make for case in CASES):
        arrange(make, people)
    with app.app_context():
        tried = {endpoint for case in CASES for record in case.every() for endpoint in case.addresses(record)}
    bare = {rule.endpoint for rule in app.url_map.iter_rules() if rule.arguments - {"lang", "filename"}} - tried
    missing = sorted(bare - set(reasons("UNTRIED")) - set(OPEN_TO_ALL))
    assert not missing, f"name them in Records(addresses=…) of tests/<feature>/house.py: {missing}"


def test_a_reason_names_only_tests_that_exist() -> None:
    lists = ("UNTRIED", "UNREACHED", "UNAUDITED", "HEAVY")
    named = {path for name in lists for why in reasons(name).values() for path in re.findall(r"tests/\S+\.py", why)}
    assert named
    assert not {path for path in named if not (TOP / path).exists()}
