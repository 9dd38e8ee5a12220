"""The own account."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from portal.core import clock
from portal.core.db import db
from portal.identity import queries
from portal.identity.models import SignIn
from tests.identity.test_signing_in import is_in, sign_in
from tests.people import PASSWORD, Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
NEW = "زورق أبيض عند الضفة"


def test_the_password_is_changed_and_all_other_browsers_are_out(visitor: Visit) -> None:
    here, elsewhere = visitor(), visitor("cso_member")
    sign_in(here, "cso_member")
    here.get("/identity/account")
    page = here.submit("form[action$='/password']", password__old=PASSWORD, password__password=NEW, password__again=NEW)
    assert page.path == "/ar/identity/account"
    assert is_in(here) and not is_in(elsewhere)
    assert sign_in(visitor(), "cso_member", NEW).path == "/ar/"


def test_a_copy_of_the_cookie_of_before_a_new_password_is_worth_nothing(visitor: Visit) -> None:
    here, copy = visitor("cso_member"), visitor("cso_member")
    here.get("/identity/account")
    here.submit("form[action$='/password']", password__old=PASSWORD, password__password=NEW, password__again=NEW)
    assert is_in(here) and not is_in(copy)


def test_people_of_a_suspended_organisation_change_their_password_and_end_their_sign_ins(visitor: Visit) -> None:
    here, elsewhere = visitor("suspended_member"), visitor()
    sign_in(elsewhere, "suspended_member")
    assert elsewhere.get("/identity/account").path == "/ar/identity/account"
    here.get("/identity/account")
    page = here.submit("form[action$='/password']", password__old=PASSWORD, password__password=NEW, password__again=NEW)
    assert page.path == "/ar/identity/account" and elsewhere.get("/identity/account").path == "/ar/sign-in"
    assert here.submit("form[action$='/sign-ins/end-all']").path == "/ar/sign-in"


def test_without_the_old_password_nothing_changes(visitor: Visit) -> None:
    browser = visitor("cso_member")
    browser.get("/identity/account")
    page = browser.submit("form[action$='/password']", password__old="not the old one", password__password=NEW, password__again=NEW)
    assert page.status == 422 and "password-old" in page.errors
    assert sign_in(visitor(), "cso_member").path == "/ar/"


def test_guessing_the_old_password_on_a_left_browser_is_limited(visitor: Visit) -> None:
    browser = visitor("cso_member", lang="en", examined=False)
    browser.get("/identity/account")
    answers = [
        browser.submit("form[action$='/password']", password__old=f"guess {number}", password__password=NEW, password__again=NEW).text for number in range(11)
    ]
    assert "Too many attempts" in answers[-1] and "Too many attempts" not in answers[-2]


def test_one_sees_where_one_is_signed_in_and_ends_another_browser(visitor: Visit) -> None:
    here, elsewhere = visitor(), visitor("cso_member")
    here.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Android 14; Mobile) Gecko/130.0 Firefox/130.0"
    sign_in(here, "cso_member")
    page = here.get("/identity/account")
    assert "Firefox, Android" in page and len(page.all("tbody tr")) == 2
    assert len(page.statements) <= 10
    here.submit("form[action$='/sign-ins/end']")
    assert is_in(here) and not is_in(elsewhere)


def test_the_way_to_the_account_says_that_it_is_the_account(visitor: Visit) -> None:
    link = visitor("cso_member", lang="en").get("/en/").one("li.me a")
    assert link.text_content().startswith("My account: ") and link.cssselect("bdi")[0].get("lang") == "ar"


def test_sign_ins_of_one_kind_of_browser_are_told_apart_by_their_time(visitor: Visit) -> None:
    sign_in(visitor(), "cso_member")
    button = visitor("cso_member", lang="en").get("/identity/account").one("form[action$='/sign-ins/end'] button")
    assert f" {clock.today().year}, " in button.text_content()


def test_nobody_ends_somebody_elses_sign_in(visitor: Visit, people: dict[str, Somebody]) -> None:
    other = visitor("cso_admin")
    visitor("cso_member").post("/identity/account/sign-ins/end", sign_in=str(people["cso_admin"].actor.sign_in_id))
    assert is_in(other)


def test_signing_out_everywhere_ends_this_browser_too(visitor: Visit) -> None:
    here, elsewhere = visitor(), visitor("cso_member")
    sign_in(here, "cso_member")
    here.get("/identity/account")
    assert here.submit("form[action$='/sign-ins/end-all']").path == "/ar/sign-in"
    assert not is_in(here) and not is_in(elsewhere)


def test_appearance_and_language_of_mails_are_kept(visitor: Visit, arrange: Any) -> None:
    browser = visitor("cso_member")
    browser.get("/identity/account")
    page = browser.submit("form[action$='/settings']", settings__language="ckb", settings__theme="dark")
    assert page.one("html").get("data-theme") == "dark"
    here = arrange(lambda: queries.signed_in("token-cso_member", clock.now()))
    assert here.actor.language == "ckb" and here.theme == "dark"


def test_the_appearance_goes_along_to_the_next_sign_in(visitor: Visit, arrange: Any) -> None:
    browser = visitor("cso_member")
    browser.get("/identity/account")
    browser.submit("form[action$='/settings']", settings__theme="light")
    sign_in(visitor(), "cso_member")
    assert arrange(lambda: db.session.scalar(select(SignIn.theme).order_by(SignIn.id.desc()).limit(1))) == "light"


def test_the_language_is_changed_on_a_page_of_errors_too(visitor: Visit) -> None:
    """The errors stand at an address that takes forms only; its other language leads to the page that holds the form."""
    browser = visitor("cso_member", examined=False)
    assert browser.get("/en/identity/account/password").path == "/en/identity/account"
    assert visitor("commission_admin").get("/ckb/identity/organisations/O-2026-halted/rejection").path == "/ckb/identity/organisations/O-2026-halted"
