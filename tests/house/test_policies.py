"""Law 1, without records: every view says whom it serves, and the address obeys what it says."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule

from portal.core.access import OPEN_TO_ALL, undeclared_views
from tests.people import PEOPLE, Somebody
from tests.visiting import Visitor


def address(app: Flask, rule: Rule, lang: str = "ar") -> str:
    """The rule's address with parts that belong to no record."""
    values = {name: _dummy(rule._converters[name]) for name in rule.arguments} | {"lang": lang}
    method = sorted((rule.methods or {"GET"}) - {"HEAD", "OPTIONS"})[0]
    return str(app.url_map.bind("localhost").build(rule.endpoint, values, method=method, append_unknown=False))


def _dummy(converter: BaseConverter) -> Any:
    if isinstance(converter, IntegerConverter):
        return 999_999
    return sorted(converter.items)[0] if isinstance(converter, AnyConverter) else "none-such"


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def test_every_view_declares_its_policy_or_is_open_with_a_reason(portal_app: Flask) -> None:
    assert undeclared_views(portal_app) == []
    assert all(len(reason.split()) >= 3 for reason in OPEN_TO_ALL.values()), OPEN_TO_ALL


def test_a_stranger_is_sent_to_sign_in_from_everything_that_is_not_open(app: Flask) -> None:
    stranger = Visitor(app, examined=False)
    wrong = []
    for rule in rules(app):
        if rule.endpoint in OPEN_TO_ALL or not {"GET"} & (rule.methods or set()):
            continue
        page = stranger.answer("GET", address(app, rule))
        if page.status not in (302, 303) or "/sign-in" not in page.headers.get("Location", ""):
            wrong.append(f"{rule.endpoint}: {page.status}")
    assert not wrong


def test_a_stranger_changes_nothing(app: Flask) -> None:
    """Even with a valid CSRF token, which any page gives."""
    stranger = Visitor(app, examined=False)
    wrong = []
    for rule in rules(app):
        if rule.endpoint in OPEN_TO_ALL or "POST" not in (rule.methods or set()):
            continue
        page = stranger.post(address(app, rule))
        if page.status not in (302, 303) or "/sign-in" not in page.headers.get("Location", ""):
            wrong.append(f"{rule.endpoint}: {page.status}")
    assert not wrong


@pytest.mark.parametrize("who", PEOPLE)
def test_each_role_enters_exactly_where_the_policy_lets_it(app: Flask, people: dict[str, Somebody], visitor: Any, who: str) -> None:
    browser, actor = visitor(who, examined=False), people[who].actor
    wrong = []
    for rule in rules(app):
        view = app.view_functions[rule.endpoint]
        if rule.arguments - {"lang"} or "GET" not in (rule.methods or set()) or not hasattr(view, "policy") or view.thing is not None:
            continue
        status = browser.answer("GET", address(app, rule)).status
        refused = status in (401, 403) or status >= 500
        if refused == bool(view.policy(actor)):
            wrong.append(f"{rule.endpoint}: {status}, policy says {view.policy(actor)}")
    assert not wrong


def test_a_form_without_its_token_is_refused(app: Flask, visitor: Any) -> None:
    browser = visitor("cso_admin", examined=False)
    wrong = []
    for rule in rules(app):
        if "POST" in (rule.methods or set()):
            status = browser.answer("POST", address(app, rule)).status
            if status != 400:
                wrong.append(f"{rule.endpoint}: {status}")
    assert not wrong, "a POST without a CSRF token must be refused with 400"
