"""The warning before a sign-in ends, in Chromium with a clock of its own: hours pass without anybody waiting."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.serving import WSGIRequestHandler, make_server

from portal.core import clock
from portal.core.db import db
from portal.identity.models import SignIn
from tests import axe
from tests.people import PASSWORD, Somebody

PAGE = "/en/identity/account"
OLD = "input[name='password-old']"


class Silent(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        pass


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    server = make_server("localhost", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def page(browser: Callable[..., Any], address: str, people: dict[str, Somebody]) -> Any:
    return _at_the_account(browser, address)


def _at_the_account(browser: Callable[..., Any], address: str) -> Any:
    """A member at the account page, and at least a minute later, when the script watches."""
    made = browser(width=360).new_page()
    made.clock.install()
    made.goto(f"{address}/en/sign-in")
    made.get_by_label("User name or e-mail address").fill("cso_member")
    made.locator("input[type=password]").fill(PASSWORD)
    made.keyboard.press("Enter")
    made.wait_for_url("**/en/")
    made.goto(address + PAGE)
    made.clock.fast_forward("01:01")
    made.wait_for_selector("html[data-watched]")
    return made


def _server_says(arrange: Any, **ago: timedelta) -> None:
    values = {name: clock.now() - gap for name, gap in ago.items()}
    arrange(lambda: db.session.execute(update(SignIn).values(values)))


def _seen_just_now(arrange: Any) -> bool:
    newest = arrange(lambda: db.session.scalars(select(SignIn.seen_at).order_by(SignIn.id.desc()).limit(1)).one())
    return bool(clock.now() - newest < timedelta(minutes=1))


def test_an_idle_reader_is_warned_hears_it_and_stays(page: Any, arrange: Any) -> None:
    page.locator(OLD).fill("half written")
    page.locator(OLD).focus()
    _server_says(arrange, seen_at=timedelta(minutes=58, seconds=30), made_at=timedelta(hours=2))
    page.clock.fast_forward("58:00")
    warning = page.get_by_role("alertdialog", name="Your sign-in ends soon")
    warning.wait_for()
    assert "Without an answer" in warning.inner_text() and axe.findings(page) == []
    assert page.evaluate("() => document.activeElement.textContent") == "Stay signed in"
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("Enter")
    warning.wait_for(state="detached")
    assert _seen_just_now(arrange)
    assert page.evaluate("() => document.activeElement.name") == "password-old" and page.locator(OLD).input_value() == "half written"


def test_the_use_of_another_tab_counts(page: Any, arrange: Any) -> None:
    with page.expect_response("**/identity/staying"):
        page.clock.fast_forward("58:30")
    assert page.locator(".staying").count() == 0


def test_writing_is_use(page: Any, arrange: Any) -> None:
    _server_says(arrange, seen_at=timedelta(minutes=30))
    page.clock.fast_forward("06:00")
    with page.expect_response(lambda answer: "/identity/staying" in answer.url and answer.request.method == "POST"):
        page.locator(OLD).press("x")
        page.clock.run_for(16_000)
    assert _seen_just_now(arrange)


def test_the_end_for_good_is_told_without_taking_the_focus(page: Any, arrange: Any) -> None:
    page.locator(OLD).focus()
    _server_says(arrange, made_at=timedelta(hours=11, minutes=58, seconds=30))
    page.clock.fast_forward("58:30")
    told = page.get_by_role("alert").filter(has_text="whatever you do")
    told.wait_for()
    assert page.evaluate("() => document.activeElement.name") == "password-old" and axe.findings(page) == []
    told.get_by_role("button", name="Close").click()
    told.wait_for(state="hidden")


def test_after_a_night_asleep_the_page_says_that_the_sign_in_has_ended_and_keeps_what_was_typed(page: Any, arrange: Any) -> None:
    page.locator(OLD).fill("half written")
    _server_says(arrange, seen_at=timedelta(hours=9), made_at=timedelta(hours=10))
    page.clock.pause_at(page.evaluate("() => Date.now() + 9 * 3600 * 1000"))
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
    told = page.get_by_role("alert").filter(has_text="Your sign-in has ended")
    told.wait_for()
    assert page.locator(OLD).input_value() == "half written" and "What you typed is still on this page" in told.inner_text()
    assert page.evaluate("() => document.querySelector('main').firstElementChild.className") == "staying"
    told.get_by_role("button", name="Close").press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"


def test_where_nothing_was_typed_the_end_does_not_speak_of_it(page: Any, arrange: Any) -> None:
    _server_says(arrange, seen_at=timedelta(hours=9), made_at=timedelta(hours=10))
    page.clock.pause_at(page.evaluate("() => Date.now() + 9 * 3600 * 1000"))
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
    told = page.get_by_role("alert").filter(has_text="Your sign-in has ended")
    told.wait_for()
    assert "Sign in again to go on." in told.inner_text() and "typed" not in told.inner_text()


def test_of_a_short_time_without_use_writing_is_told_more_often(app: Flask, browser: Any, address: str, people: dict[str, Somebody], arrange: Any) -> None:
    before, app.config["IDLE_MINUTES"] = app.config["IDLE_MINUTES"], 5
    try:
        page = _at_the_account(browser, address)
        page.clock.fast_forward("01:10")
        with page.expect_response(lambda answer: "/identity/staying" in answer.url and answer.request.method == "POST"):
            page.locator(OLD).press("x")
            page.clock.run_for(16_000)
        page.context.close()
    finally:
        app.config["IDLE_MINUTES"] = before
