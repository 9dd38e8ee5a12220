"""How often one may try, against whom it holds, and whom it spares."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.core import clock, jobs
from portal.core.db import db
from portal.core.limits import KEPT, Attempt
from portal.factory import create_app
from portal.identity.services import limits, passwords
from tests.people import PASSWORD, Somebody
from tests.visiting import Page, Visitor

WRONG = "not the password"


def attempt(browser: Visitor, account: str = "cso_member", password: str = WRONG, address: str = "192.0.2.10") -> Page:
    browser.client.environ_base["REMOTE_ADDR"] = address
    token = browser._token()
    return browser.answer("POST", f"/{browser.lang}/sign-in", data={"account": account, "password": password, "csrf_token": token})


def test_after_five_failures_one_waits_and_reads_how_long(visitor: Callable[..., Visitor]) -> None:
    browser = visitor(lang="en")
    assert [attempt(browser).status for _ in range(5)] == [422] * 5
    page = attempt(browser, password=PASSWORD)
    assert page.status == 429
    assert any("Try again in 15 minutes" in notice for notice in page.notices)


def test_user_name_and_email_of_one_person_share_their_tries(visitor: Callable[..., Visitor]) -> None:
    browser = visitor()
    names = ["cso_member", "cso_member@example.org"] * 3
    assert [attempt(browser, name).status for name in names] == [422] * 5 + [429]
    assert [attempt(browser, "nobody").status for _ in names] == [422] * 5 + [429]


def test_a_refused_attempt_is_not_hashed(visitor: Callable[..., Visitor], monkeypatch: pytest.MonkeyPatch) -> None:
    browser = visitor()
    for _ in range(5):
        attempt(browser)
    monkeypatch.setattr(passwords, "matches", lambda *_: pytest.fail("hashed"))
    assert attempt(browser).status == 429


def test_the_count_holds_over_processes_and_restarts(app: Flask, visitor: Callable[..., Visitor], portal_workshop: Any) -> None:
    first = visitor()
    for _ in range(3):
        attempt(first)
    other_process = Visitor(create_app(portal_workshop._settings()))
    assert [attempt(other_process).status for _ in range(3)] == [422, 422, 429]
    with other_process.client.application.app_context():
        db.engine.dispose()


def test_other_people_at_the_same_address_are_not_hit(visitor: Callable[..., Visitor]) -> None:
    browser = visitor()
    for _ in range(6):
        attempt(browser)
    assert attempt(visitor(), "cso_admin", PASSWORD).status == 303


def test_the_owner_is_never_locked_out_by_strangers_elsewhere(visitor: Callable[..., Visitor]) -> None:
    """Forty failures from forty addresses: from a fresh address the owner still gets in, on the second try too."""
    stranger = visitor(examined=False)
    for number in range(40):
        attempt(stranger, address=f"198.51.100.{number}")
    owner = visitor()
    assert attempt(owner, address="203.0.113.5").status == 422
    assert attempt(owner, password=PASSWORD, address="203.0.113.5").status == 303


def test_while_an_account_is_attacked_unknown_addresses_get_fewer_tries(visitor: Callable[..., Visitor]) -> None:
    stranger = visitor(examined=False)
    for number in range(limits.ACCOUNT.most):
        attempt(stranger, address=f"198.51.100.{number}")
    assert [attempt(stranger, address="203.0.113.9").status for _ in range(3)] == [422, 422, 429]


def test_a_known_device_is_spared(visitor: Callable[..., Visitor]) -> None:
    """Who signed in here before gets in, though strangers at the same address have used up its tries."""
    owner = visitor()
    assert attempt(owner, password=PASSWORD).status == 303
    owner.client.delete_cookie("portal")
    stranger = visitor(examined=False)
    for _ in range(6):
        attempt(stranger)
    assert attempt(stranger).status == 429
    assert attempt(owner, password=PASSWORD).status == 303


def test_a_known_device_has_a_count_of_its_own(visitor: Callable[..., Visitor]) -> None:
    owner = visitor(examined=False)
    attempt(owner, password=PASSWORD)
    owner.client.delete_cookie("portal")
    assert [attempt(owner).status for _ in range(11)] == [422] * 10 + [429]


def test_an_invented_device_cookie_spares_nobody(visitor: Callable[..., Visitor]) -> None:
    browser = visitor()
    browser.client.set_cookie("device", "x" * 32)
    assert [attempt(browser).status for _ in range(6)][-1] == 429


def test_one_address_trying_many_accounts_is_stopped(app: Flask, visitor: Callable[..., Visitor], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "LIMITS", {limits.NETWORK.name: 20})
    browser = visitor(examined=False)
    statuses = [attempt(browser, account=f"guess{number}").status for number in range(21)]
    assert statuses == [422] * 20 + [429]


def test_ipv6_neighbours_count_as_one(visitor: Callable[..., Visitor]) -> None:
    browser = visitor()
    statuses = [attempt(browser, address=f"2001:db8:1:2::{number:x}").status for number in range(1, 7)]
    assert statuses[-1] == 429


def test_a_claimed_forwarded_address_is_not_believed(visitor: Callable[..., Visitor]) -> None:
    browser = visitor()
    browser.client.environ_base["REMOTE_ADDR"] = "192.0.2.10"
    statuses = []
    for number in range(6):
        data = {"account": "cso_member", "password": WRONG, "csrf_token": browser._token()}
        statuses.append(browser.answer("POST", "/ar/sign-in", data=data, headers={"X-Forwarded-For": f"198.51.100.{number}"}).status)
    assert statuses[-1] == 429


def test_a_success_takes_back_the_failures_before_it(visitor: Callable[..., Visitor], people: dict[str, Somebody], arrange: Any) -> None:
    browser = visitor()
    pair = limits.scope(limits.PAIR, f"PERSON {people['cso_member'].person_id}", "192.0.2.10")

    def counted() -> int:
        return arrange(lambda: db.session.scalar(select(func.count()).select_from(Attempt).where(Attempt.scope == pair)))

    for _ in range(4):
        attempt(browser)
    assert counted() == 4
    assert attempt(browser, password=PASSWORD).status == 303
    assert counted() == 0


def test_the_table_of_attempts_names_neither_accounts_nor_addresses(visitor: Callable[..., Visitor], arrange: Any) -> None:
    attempt(visitor())
    scopes = " ".join(arrange(lambda: list(db.session.scalars(select(Attempt.scope)))))
    assert "cso_member" not in scopes and "192.0.2.10" not in scopes


def test_attempts_that_no_limit_counts_any_more_are_forgotten_once_a_day(arrange: Any) -> None:
    old, fresh = clock.now() - KEPT - timedelta(hours=1), clock.now()

    def work() -> list[str]:
        db.session.add_all([Attempt(scope="old", at=old), Attempt(scope="fresh", at=fresh)])
        jobs.HANDLERS["core.forget_attempts"]({})
        return list(db.session.scalars(select(Attempt.scope)))

    assert "core.forget_attempts" in jobs.DAILY and arrange(work) == ["fresh"]


def test_many_tries_at_the_same_moment_are_counted_one_by_one(app: Flask, visitor: Callable[..., Visitor], monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve requests in parallel: five are compared, whatever their order."""
    monkeypatch.setitem(app.config, "PORTAL_WEB_THREADS", "12")  # nobody is sent away for want of a place in line
    browsers = [visitor(examined=False) for _ in range(12)]
    for browser in browsers:
        browser._token()
    with ThreadPoolExecutor(max_workers=6) as pool:
        statuses = sorted(page.status for page in pool.map(attempt, browsers))
    assert statuses == [422] * 5 + [429] * 7
