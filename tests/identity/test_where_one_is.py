"""Where one is signed in, how long, and what is told about a new device."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select, update

import config
from portal.core import clock
from portal.core.db import db
from portal.identity import queries
from portal.identity.models import SignIn
from portal.notifications.models import Mail, Notice
from tests.identity.test_signing_in import is_in, sign_in
from tests.people import PASSWORD, Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
PHONE = "Mozilla/5.0 (Android 14; Mobile) Gecko/130.0 Firefox/130.0"


def test_only_a_range_of_the_network_is_kept_and_shown(visitor: Visit, arrange: Any) -> None:
    browser = visitor(lang="en")
    browser.client.environ_base |= {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": PHONE}
    sign_in(browser, "cso_member")
    page = browser.get("/identity/account")
    assert "203.0.113.0/24" in page and "203.0.113.77" not in page.source and "Firefox, Android" in page
    assert "203.0.113.0/24" in arrange(lambda: db.session.scalars(select(SignIn.network)).all())
    assert queries.network_range("2001:db8:1:2::/64") == "2001:db8:1:2::/64" and queries.network_range("2001:db8::5") == "2001:db8::/64"


def test_all_other_sign_ins_are_ended_and_this_one_stays(visitor: Visit) -> None:
    here, elsewhere = visitor(lang="en"), visitor("cso_member")
    sign_in(here, "cso_member")
    page = here.get("/identity/account")
    assert "This browser" in page and "after 60 minutes without use" in page
    here.submit("form[action$='/end-others']")
    assert is_in(here) and not is_in(elsewhere)


def test_a_sign_in_on_a_new_device_is_told_and_on_a_known_one_not(visitor: Visit, arrange: Any, people: dict[str, Somebody]) -> None:
    browser = visitor()
    browser.client.environ_base |= {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": PHONE}
    sign_in(browser, "cso_member")
    mails = select(Mail.body).where(Mail.to == "cso_member@example.org")
    body = arrange(lambda: db.session.scalars(mails).one())
    assert "Firefox, Android" in body and "203.0.113.0/24" in body and "/ar/identity/account#sign-ins-h" in body
    notice = arrange(lambda: db.session.scalars(select(Notice.params).where(Notice.kind == "identity.new_device")).one())
    assert notice == {"browser": "Firefox, Android", "network": "203.0.113.0/24"}
    browser.submit("form[action$='/sign-out']") if browser.get("/identity/account").all("form[action$='/sign-out']") else None
    sign_in(browser, "cso_member")
    assert len(arrange(lambda: db.session.scalars(mails).all())) == 1


def test_the_very_first_sign_in_of_an_account_is_no_news(visitor: Visit, arrange: Any, people: dict[str, Somebody]) -> None:
    arrange(lambda: db.session.query(SignIn).filter_by(person_id=people["auditor"].person_id).delete())
    sign_in(visitor(), "auditor")
    assert not arrange(lambda: db.session.scalars(select(Notice)).all())


def test_both_ends_keep_a_form_that_is_sent_afterwards(visitor: Visit, arrange: Any) -> None:
    for ended in ({"seen_at": clock.now() - timedelta(minutes=61)}, {"made_at": clock.now() - timedelta(hours=13)}):
        browser = visitor("commission_admin", lang="en")
        arrange(lambda: db.session.execute(update(SignIn).values(made_at=clock.now(), seen_at=clock.now(), ended_at=None)))
        browser.get("/identity/organisations/O-2026-zagros")
        arrange(lambda values: db.session.execute(update(SignIn).values(values)), ended)
        page = browser.submit("form[action$='/suspension']", suspend__text="كتبنا السبب كاملاً")
        assert page.h1 == "Your sign-in has ended"
        page = browser.submit(account="commission_admin", password=PASSWORD)
        assert page.h1 == "You can send what you typed now" and "كتبنا السبب كاملاً" in page


def test_asking_how_long_is_no_use_and_staying_is(visitor: Visit, arrange: Any) -> None:
    browser = visitor("cso_member", lang="en")
    arrange(lambda: db.session.execute(update(SignIn).values(seen_at=clock.now() - timedelta(minutes=59), made_at=clock.now() - timedelta(hours=2))))
    told = browser.answer("GET", "/en/identity/staying").response.json
    assert 0 < told["left"] <= 60 and not told["forGood"] and told["stay"] == "Stay signed in"
    assert 0 < browser.answer("GET", "/en/identity/staying").response.json["left"] <= 60
    answer = browser.answer("POST", "/en/identity/staying", data={"csrf_token": told["csrf"]})
    assert answer.response.json["left"] > 3500
    assert int(browser.get("/identity/account").one("html").get("data-left")) > 3500


def test_the_end_for_good_cannot_be_moved(visitor: Visit, arrange: Any) -> None:
    browser = visitor("cso_member")
    arrange(lambda: db.session.execute(update(SignIn).values(made_at=clock.now() - timedelta(hours=11, minutes=59))))
    told = browser.post("/identity/staying").response.json
    assert told["forGood"] and 0 < told["left"] <= 60


def test_with_a_public_name_no_other_host_can_plant_our_cookies(app: Flask, visitor: Visit, tmp_path: Any) -> None:
    read = config.read({"PORTAL_SERVER_NAME": "portal.example.org", "PORTAL_DATA_DIR": str(tmp_path / "data"), "PORTAL_KEY_DIR": str(tmp_path / "keys")})
    before = {name: app.config[name] for name in ("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE")}
    app.config.update({name: read[name] for name in before})
    try:
        browser = visitor()
        browser.client.environ_base["wsgi.url_scheme"] = "https"
        browser.answer("GET", "/ar/sign-in")
        data = {"account": "cso_member", "password": PASSWORD, "csrf_token": browser._token()}
        answer = browser.answer("POST", "/ar/sign-in", data=data, headers={"Referer": "https://localhost/ar/sign-in"})
        cookies = {cookie.split("=")[0]: cookie for cookie in answer.headers.getlist("Set-Cookie")}
        assert set(cookies) == {"__Host-portal", "__Host-device"}
        for cookie in cookies.values():
            assert all(flag in cookie for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/")) and "Domain" not in cookie
    finally:
        app.config.update(before)


def test_a_mistyped_rule_does_not_start(app: Flask) -> None:
    answers = []
    for words in ("comission", "case_officer,boss"):
        try:
            app.extensions["make"]({**app.config, "PORTAL_SECOND_FACTOR": words})
        except SystemExit as refusal:
            answers.append(str(refusal))
    assert len(answers) == 2 and "boss" in answers[1]
