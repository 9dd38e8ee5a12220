"""What is heard while a file of observers is stored, and what a browser without scripts does not offer."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import update

from portal.core.db import db
from portal.identity.models import RosterImport
from portal.identity.services import rosters
from tests.identity.test_staying_in_the_browser import address  # noqa: F401 - a fixture
from tests.people import PASSWORD, Somebody

FOCUSED = "() => document.activeElement.textContent.trim()"
HEARD = "() => document.querySelector('main > .sr[role=status]').textContent"


def _running(arrange: Any, people: dict[str, Somebody], rows: int) -> str:
    def do() -> str:
        actor = people["cso_admin"].actor
        text = "code,governorate,sex\n" + "".join(f"B-{number},BSR,female\n" for number in range(rows))
        made = rosters.read_roster(actor, text.encode(), "observers.csv")
        rosters.confirm_roster(actor, made)
        return made.reference

    return str(arrange(do))


def _signed_in(browser: Callable[..., Any], at: str, **how: Any) -> Any:
    page = browser(**how).new_page()
    page.goto(f"{at}/en/sign-in")
    page.get_by_label("User name or e-mail address").fill("cso_admin")
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/")
    return page


def _looks_again(page: Any) -> None:
    with page.expect_response("**/import/**"):
        page.clock.fast_forward("00:03")
    page.clock.run_for(100)


def test_each_quarter_is_said_once_the_link_keeps_the_focus_and_the_end_takes_it(
    browser: Any,
    address: str,  # noqa: F811
    people: dict[str, Somebody],
    arrange: Any,
    run_jobs: Any,
) -> None:
    reference = _running(arrange, people, 40)
    page = _signed_in(browser, address)
    page.clock.install()
    page.goto(f"{address}/en/identity/observers/import/{reference}")
    page.get_by_role("link", name="Show the present state").focus()
    arrange(lambda: db.session.execute(update(RosterImport).values(done_rows=12)))
    _looks_again(page)
    page.wait_for_function("() => document.querySelector('#progress meter').value === 12")
    assert page.evaluate(HEARD) == "12 of 40 rows" and page.evaluate(FOCUSED) == "Show the present state"
    arrange(lambda: db.session.execute(update(RosterImport).values(done_rows=13)))
    page.evaluate("() => { document.querySelector('main > .sr[role=status]').textContent = ''; }")
    _looks_again(page)
    page.wait_for_function("() => document.querySelector('#progress meter').value === 13")
    assert page.evaluate(HEARD) == "" and page.evaluate(FOCUSED) == "Show the present state"
    run_jobs()
    _looks_again(page)
    page.wait_for_url("**ended=1")
    page.get_by_role("status", name="Stored").wait_for()
    assert page.evaluate(FOCUSED).split("\n")[0].startswith("Stored") and page.evaluate("() => document.activeElement.id") == "progress"


def test_without_scripts_no_dead_button_stands_in_the_tab_order(browser: Any, address: str) -> None:  # noqa: F811
    page = browser(scripts=False).new_page()
    page.goto(f"{address}/en/sign-in")
    assert not page.locator("[data-passkey]").is_visible() and page.locator("[data-passkey]").count() == 1
    assert [button.inner_text() for button in page.get_by_role("button").all() if button.is_visible()].count("Sign in with a passkey") == 0
