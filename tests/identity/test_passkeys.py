"""Passkeys: bound to this portal, to one challenge and to one person."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.core import clock
from portal.core.db import db
from portal.identity import queries
from portal.identity.models import Ceremony, Passkey, SignIn
from tests.identity.authenticator import Authenticator
from tests.identity.second_factors import password_given
from tests.identity.test_signing_in import is_in
from tests.people import Somebody
from tests.visiting import Page, Visitor

Visit = Callable[..., Visitor]
HOME = "/identity/account/second-factor/"
FIRST = "/sign-in/passkey/options/first"


def options(browser: Visitor, path: str) -> dict[str, Any]:
    answer = browser.post(path)
    assert answer.status == 200, answer
    return dict(json.loads(answer.response.get_data()))


def add(browser: Visitor, device: Authenticator, name: str = "key") -> Page:
    browser.get(HOME)
    return browser.submit("form#form-passkey", credential=device.make(options(browser, f"{HOME}passkey/options")), name=name)


def sign_in(browser: Visitor, device: Authenticator) -> Page:
    browser.get("/sign-in")
    return browser.submit(credential=device.sign(options(browser, FIRST)))


@pytest.fixture
def device(visitor: Visit) -> Authenticator:
    """Of the case officer."""
    made = Authenticator()
    page = add(visitor("case_officer"), made)
    assert page.path.endswith("/codes") and len(page.all("ol.items li")) == 10
    return made


def test_a_passkey_alone_opens_the_door_when_it_asked_for_finger_or_pin(visitor: Visit, device: Authenticator, arrange: Any) -> None:
    browser = visitor()
    assert sign_in(browser, device).path == "/ar/" and is_in(browser)
    key = arrange(lambda: db.session.execute(select(Passkey.transports, Passkey.sign_count, Passkey.used_at)).one())
    assert (key.transports, key.sign_count) == ("usb", 1) and key.used_at


def test_without_that_it_is_the_second_step_only(visitor: Visit) -> None:
    simple, browser = Authenticator(verifies=False), visitor(lang="en")
    add(visitor("case_officer"), simple)
    page = sign_in(browser, simple)
    assert page.status == 422 and any("cannot replace the password" in notice for notice in page.notices)
    password_given(browser, "case_officer")
    page = browser.submit(credential=simple.sign(options(browser, "/sign-in/passkey/options/second")))
    assert page.path == "/en/" and is_in(browser)


def test_after_the_password_of_another_the_key_opens_nothing(visitor: Visit, device: Authenticator) -> None:
    add(visitor("auditor"), Authenticator())
    browser = visitor()
    password_given(browser, "auditor")
    challenge = options(browser, "/sign-in/passkey/options/second")
    assert browser.submit(credential=device.sign(challenge)).status == 422 and not is_in(browser)


def test_a_challenge_works_once_and_for_the_browser_that_asked(visitor: Visit, device: Authenticator) -> None:
    browser, other = visitor(), visitor()
    browser.get("/sign-in")
    answer = device.sign(options(browser, FIRST))
    other.get("/sign-in")
    options(other, FIRST)
    assert other.submit(credential=answer).status == 422 and not is_in(other)
    with browser.client.session_transaction() as cookie:
        before = dict(cookie)
    assert browser.submit(credential=answer).path == "/ar/"
    again = visitor()
    with again.client.session_transaction() as cookie:
        cookie.update(before)
    again.get("/sign-in")
    assert again.submit(credential=answer).status == 422 and not is_in(again)


def test_a_challenge_ends_after_five_minutes(visitor: Visit, device: Authenticator, arrange: Any) -> None:
    browser = visitor()
    browser.get("/sign-in")
    answer = device.sign(options(browser, FIRST))
    arrange(lambda: db.session.execute(update(Ceremony).values(ends_at=clock.now() - timedelta(seconds=1))))
    assert browser.submit(credential=answer).status == 422


def test_what_was_signed_on_another_site_is_refused(visitor: Visit, device: Authenticator) -> None:
    device.origin = "https://portal.example.evil"
    assert sign_in(visitor(), device).status == 422


def test_a_copied_key_whose_count_does_not_grow_is_refused(visitor: Visit, device: Authenticator) -> None:
    sign_in(visitor(), device)
    device.count = 0
    assert sign_in(visitor(), device).status == 422


@pytest.mark.parametrize(
    "forged",
    [
        "x",
        "[]",
        "{}",
        '{"id": 1, "response": {}}',
        '{"id": "a", "rawId": "a", "type": "public-key", "response": {"x": 1}}',
        "9" * 40_000,
        '{"id": "a\\u0000", "response": {}}',
    ],
)
def test_nonsense_is_refused_and_noted(visitor: Visit, forged: str) -> None:
    browser = visitor()
    browser.get("/sign-in")
    options(browser, FIRST)
    assert browser.submit(credential=forged).status == 422


def test_the_same_key_is_not_added_twice(visitor: Visit, device: Authenticator) -> None:
    browser = visitor("auditor", lang="en")
    browser.get(HOME)
    page = browser.submit("form#form-passkey", credential=device.make(options(browser, f"{HOME}passkey/options")))
    assert page.status == 422 and any("added already" in notice for notice in page.notices)


def test_a_key_is_bound_to_the_public_name(app: Flask, visitor: Visit, people: dict[str, Somebody]) -> None:
    names = {"PORTAL_SERVER_NAME": "portal.example.org", "TRUSTED_HOSTS": ["portal.example.org", "localhost"]}
    before = {name: app.config[name] for name in names}
    app.config.update(names)
    try:
        browser, key = visitor("case_officer"), Authenticator("https://portal.example.org")
        asked = options(browser, f"{HOME}passkey/options")
        assert asked["rp"]["id"] == "portal.example.org" and asked["user"]["id"] != str(people["case_officer"].person_id)
        assert browser.post(f"{HOME}passkey", credential=key.make(asked)).status == 303
        key.origin = "http://localhost"
        assert sign_in(visitor(), key).status == 422
    finally:
        app.config.update(before)


def test_at_127_0_0_1_the_page_says_where_passkeys_work(visitor: Visit) -> None:
    browser = visitor("cso_member", lang="en")
    with browser.client.session_transaction(base_url="http://127.0.0.1:8000") as cookie:
        cookie["_user_id"] = "token-cso_member"
    page = browser.answer("GET", f"/en{HOME}", base_url="http://127.0.0.1:8000")
    assert page.one("a[href='http://localhost:8000/en/identity/account/second-factor/']") is not None
    assert not page.all("[data-passkey]")


def test_a_passkey_proves_again_who_one_is(visitor: Visit, device: Authenticator, people: dict[str, Somebody], arrange: Any) -> None:
    arrange(lambda: db.session.execute(update(SignIn).values(proved_at=clock.now() - timedelta(minutes=11))))
    browser = visitor("case_officer", lang="en")
    browser.get(HOME)
    page = browser.submit("form[action$='/codes/new']")
    assert page.h1 == "Prove that it is you"
    page = browser.submit(**{"proof-credential": device.sign(options(browser, "/sign-in/passkey/options/proof"))})
    assert page.path.endswith("/codes") and len(page.all("ol.items li")) == 10
    assert arrange(lambda: queries.kinds_of(people["case_officer"].person_id)) == {"passkey"}
