"""Coming in, staying in, and going out."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.core import clock
from portal.core.db import db
from portal.identity import queries
from portal.identity.models import Membership, SignIn
from portal.identity.services import passwords
from tests.people import PASSWORD, Somebody
from tests.visiting import Page, Visitor

People = dict[str, Somebody]


def sign_in(browser: Visitor, account: str, password: str = PASSWORD, query: str = "") -> Page:
    browser.get(f"/sign-in{query}")
    return browser.submit(account=account, password=password)


def is_in(browser: Visitor) -> bool:
    return browser.answer("GET", browser.address("/notifications/")).status == 200


@pytest.mark.parametrize("account", ["cso_member", "cso_member@example.org", "  CSO_Member@Example.ORG "])
def test_people_sign_in_by_user_name_or_email_and_capitals_do_not_matter(visitor: Callable[..., Visitor], account: str) -> None:
    browser = visitor(lang="ckb")
    page = sign_in(browser, account)
    assert page.path == "/ckb/"
    assert is_in(browser)


def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(visitor: Callable[..., Visitor]) -> None:
    known = sign_in(visitor(), "cso_member", "a wrong password")
    unknown = sign_in(visitor(), "nobody@example.org", "a wrong password")
    assert (known.status, known.notices) == (unknown.status, unknown.notices) == (422, known.notices)
    assert known.notices and known.all("input[name=account][aria-invalid=true]") and known.all("input[name=password][aria-invalid=true]")
    assert set(known.errors) == {"account", "password"}
    shape = [statement.split()[0] for statement in known.statements]
    assert shape == [statement.split()[0] for statement in unknown.statements]


def test_an_unknown_account_costs_as_much_as_a_known_one(session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    hasher = passwords._hasher

    def verify(password_hash: str, password: str) -> bool:
        compared.append(password_hash)
        return bool(hasher.verify(password_hash, password))

    known = passwords.hash_password(PASSWORD)
    cost = {name: getattr(hasher, name) for name in ("memory_cost", "time_cost", "parallelism")}
    monkeypatch.setattr(passwords, "_hasher", SimpleNamespace(verify=verify, **cost))
    assert not passwords.matches(None, PASSWORD)
    assert passwords.matches(known, PASSWORD)
    costs = [password_hash.split("$")[3] for password_hash in compared]
    assert len(costs) == 2 and costs[0] == costs[1]


def test_who_was_signed_in_is_told_that_it_has_ended_and_a_stranger_is_not(visitor: Callable[..., Visitor], arrange: Any) -> None:
    member = visitor("cso_member", lang="en")
    member.get("/notifications/")
    arrange(lambda: db.session.execute(update(SignIn).values(ended_at=clock.now())))
    page = member.get("/library/")
    assert page.path == "/en/sign-in" and "Your sign-in has ended. Sign in again to go on." in page.one(".told").text_content()
    assert not member.get("/library/").all(".told"), "once"
    assert not visitor(lang="en").get("/library/").all(".told")


def test_the_password_is_never_shown_again(visitor: Callable[..., Visitor]) -> None:
    page = sign_in(visitor(), "cso_member", "my secret attempt")
    assert "my secret attempt" not in page.source
    assert page.one("input[name=account]").get("value") == "cso_member"


def test_empty_fields_are_named_in_the_readers_language(visitor: Callable[..., Visitor]) -> None:
    page = sign_in(visitor(lang="en"), "", "")
    assert page.status == 422
    assert page.errors == {
        "account": "User name or e-mail address: Enter your user name or your e-mail address",
        "password": "Password: Enter your password",
    }


def test_the_cookies_cannot_be_read_by_scripts_and_stay_with_this_site(visitor: Callable[..., Visitor]) -> None:
    browser = visitor()
    browser.get("/sign-in")
    token = browser._token()
    answer = browser.answer("POST", "/ar/sign-in", data={"account": "cso_member", "password": PASSWORD, "csrf_token": token})
    cookies = answer.headers.getlist("Set-Cookie")
    assert {cookie.split("=")[0] for cookie in cookies} >= {"portal", "device"}
    for cookie in cookies:
        assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
    assert "Max-Age" not in next(cookie for cookie in cookies if cookie.startswith("portal="))


def test_with_a_public_name_cookies_go_over_https_only(app: Flask, visitor: Callable[..., Visitor]) -> None:
    before = app.config["SESSION_COOKIE_SECURE"]
    app.config["SESSION_COOKIE_SECURE"] = True
    try:
        browser = visitor()
        browser.client.environ_base["wsgi.url_scheme"] = "https"
        browser.answer("GET", "/ar/sign-in")
        token = browser._token()
        data = {"account": "cso_member", "password": PASSWORD, "csrf_token": token}
        answer = browser.answer("POST", "/ar/sign-in", data=data, headers={"Referer": "https://localhost/ar/sign-in"})
        assert all("Secure" in cookie for cookie in answer.headers.getlist("Set-Cookie"))
    finally:
        app.config["SESSION_COOKIE_SECURE"] = before


def test_a_session_planted_before_sign_in_is_worth_nothing_afterwards(visitor: Callable[..., Visitor]) -> None:
    browser = visitor()
    browser.get("/sign-in")
    with browser.client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
        old_token = cookie["csrf_token"]
    browser.submit(account="cso_member", password=PASSWORD)
    with browser.client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie.get("csrf_token") != old_token


def test_signing_in_as_somebody_else_ends_the_sign_in_of_before(visitor: Callable[..., Visitor], arrange: Any) -> None:
    browser = visitor("cso_member")
    browser.client.get("/ar/sign-in")
    token = browser._token()
    browser.answer("POST", "/ar/sign-in", data={"account": "cso_admin", "password": PASSWORD, "csrf_token": token})
    assert arrange(lambda: db.session.scalar(select(SignIn.ended_at).where(SignIn.token_hash == queries.token_hash("token-cso_member"))))


def test_one_comes_back_to_where_one_wanted_to_go(visitor: Callable[..., Visitor]) -> None:
    browser = visitor(lang="en")
    assert browser.get("/identity/account").path == "/en/sign-in"
    page = browser.submit(account="cso_member", password=PASSWORD)
    assert page.path == "/en/identity/account"


@pytest.mark.parametrize(
    "next_",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "/%09/evil.example", "javascript:alert(1)", "https:evil.example", ""],
)
def test_one_is_never_led_to_another_host(visitor: Callable[..., Visitor], next_: str) -> None:
    browser = visitor()
    path = f"/ar/sign-in?next={next_}"
    browser.get(path)
    answer = browser.answer("POST", path, data={"account": "cso_member", "password": PASSWORD, "csrf_token": browser._token()})
    assert answer.status == 303
    assert answer.headers["Location"] == "/ar/"


def test_a_sign_in_ends_after_an_idle_hour(visitor: Callable[..., Visitor], arrange: Any) -> None:
    browser = visitor("cso_member")
    arrange(lambda: db.session.execute(update(SignIn).values(seen_at=clock.now() - timedelta(minutes=61))))
    assert not is_in(browser)


def test_a_sign_in_ends_after_half_a_day_even_when_used(visitor: Callable[..., Visitor], arrange: Any) -> None:
    browser = visitor("cso_member")
    arrange(lambda: db.session.execute(update(SignIn).values(made_at=clock.now() - timedelta(hours=13))))
    assert not is_in(browser)


def test_being_here_is_noted_every_five_minutes_at_most(visitor: Callable[..., Visitor], arrange: Any) -> None:
    browser = visitor("cso_member")
    assert not [s for s in browser.get("/notifications/").statements if s.startswith("UPDATE")]
    arrange(lambda: db.session.execute(update(SignIn).values(seen_at=clock.now() - timedelta(minutes=6))))
    assert [s for s in browser.get("/notifications/").statements if s.startswith("UPDATE identity_sign_in")]
    assert not [s for s in browser.get("/notifications/").statements if s.startswith("UPDATE")]


def test_who_is_here_is_asked_in_one_statement(visitor: Callable[..., Visitor]) -> None:
    statements = visitor("case_officer").get("/notifications/").statements
    assert sum("identity_sign_in" in statement for statement in statements) == 1
    assert not any("FROM identity_office" in statement and "identity_sign_in" not in statement for statement in statements)


def test_after_signing_out_a_kept_cookie_opens_nothing(visitor: Callable[..., Visitor]) -> None:
    browser = visitor("cso_member")
    browser.get("/identity/account")
    kept = browser.client.get_cookie("portal")
    assert kept is not None
    page = browser.submit("form[action$='/sign-out']")
    assert page.path == "/ar/sign-in"
    browser.client.set_cookie("portal", kept.value)
    assert not is_in(browser)


def test_a_button_pressed_after_the_sign_in_ended_leads_to_sign_in_with_a_word(visitor: Callable[..., Visitor], arrange: Any) -> None:
    browser = visitor("cso_member", lang="en")
    browser.get("/identity/account")
    arrange(lambda: db.session.execute(update(SignIn).values(ended_at=clock.now())))
    page = browser.submit("form[action$='/end-all']")
    assert page.path == "/en/sign-in"
    assert any("session has expired" in notice for notice in page.notices)


def test_who_belongs_to_no_body_any_more_cannot_sign_in(visitor: Callable[..., Visitor], people: People, arrange: Any) -> None:
    arrange(lambda: db.session.execute(update(Membership).where(Membership.person_id == people["cso_member"].person_id).values(to_at=clock.now())))
    page = sign_in(visitor(lang="en"), "cso_member")
    assert page.status == 422
    assert any("no organisation or office" in notice for notice in page.notices)


def test_roles_of_an_officer_are_those_held_now(people: People, session: Any) -> None:
    officer = people["case_officer"]
    session.add(Membership(person_id=officer.person_id, office_id=officer.actor.office_id, role="auditor", from_at=clock.now(), to_at=clock.now()))
    session.add(Membership(person_id=officer.person_id, office_id=officer.actor.office_id, role="publishing_officer", from_at=clock.now()))
    session.flush()
    here = queries.signed_in(officer.token, clock.now())
    assert here is not None and here.actor.roles == {"case_officer", "publishing_officer"}


@pytest.mark.parametrize(("language", "name"), [("ar", "المكتب الوطني"), ("ckb", "نووسینگەی نیشتمانی"), ("en", "National Office")])
def test_the_bodys_name_is_in_the_readers_language(people: People, session: Any, language: str, name: str) -> None:
    here = queries.signed_in(people["case_officer"].token, clock.now(), language)
    assert here is not None and here.actor.body_name == name
