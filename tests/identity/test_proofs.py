"""The password is asked again before sensitive acts, and what was sent goes on with the answer."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.audit.models import Turned
from portal.core import clock
from portal.core.db import db
from portal.identity import queries
from portal.identity.models import Organisation, SignIn
from tests.identity.second_factors import code_now, with_app
from tests.people import PASSWORD, Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


@pytest.fixture
def later(arrange: Any, people: People) -> None:
    """Everybody's last proof is eleven minutes old."""
    arrange(lambda: db.session.execute(update(SignIn).values(proved_at=clock.now() - timedelta(minutes=11))))


def _suspends(browser: Visitor) -> Any:
    browser.get("/identity/organisations/O-2026-nahrain")
    return browser.submit("form[action$='/suspension']", suspend__text="نشرت نتائج قبل إعلانها")


def _suspended(arrange: Any) -> bool:
    nahrain = arrange(lambda: db.session.scalar(select(Organisation.id).where(Organisation.reference == "O-2026-nahrain")))
    return bool(arrange(lambda: queries.suspended_among([nahrain])))


def test_a_sensitive_form_goes_on_with_the_password_and_nothing_typed_is_lost(visitor: Visit, later: None, arrange: Any) -> None:
    browser = visitor("commission_admin", lang="en")
    page = _suspends(browser)
    assert page.status == 401 and page.h1 == "Prove that it is you" and not _suspended(arrange)
    page = browser.submit(proof__password="not mine at all")
    assert page.status == 422 and "proof-password" in page.errors and not _suspended(arrange)
    page = browser.submit(proof__password=PASSWORD)
    assert page.path == "/en/identity/organisations/O-2026-nahrain" and "نشرت نتائج" in page and _suspended(arrange)


def test_for_ten_minutes_it_is_not_asked_again(visitor: Visit, later: None) -> None:
    browser = visitor("commission_admin")
    _suspends(browser)
    browser.submit(proof__password=PASSWORD)
    assert browser.submit("form[action$='/reinstatement']", reinstate__text="رُفع التعليق").path == "/ar/identity/organisations/O-2026-nahrain"


def test_a_mere_button_goes_on_too_and_the_code_of_the_app_is_as_good(visitor: Visit, people: People, later: None, arrange: Any) -> None:
    secret, _codes = arrange(with_app, people["cso_admin"].actor)
    browser = visitor("cso_admin", lang="en", examined=False)
    browser.get("/identity/people/cso_member")
    assert browser.submit("form[action$='/removal']").h1 == "Prove that it is you"
    page = browser.submit(proof__code=code_now(secret))
    assert any("has been removed" in notice for notice in page.notices)


def test_in_another_language_the_question_is_asked_without_acting(visitor: Visit, later: None, arrange: Any) -> None:
    browser = visitor("commission_admin", lang="en")
    _suspends(browser)
    switch = browser.page.one(".langs button[lang=ckb]") if browser.page else None
    assert switch is not None
    data = {"csrf_token": browser._token(), "switch_language": "ckb", "suspend-text": "نشرت نتائج", "proof-password": PASSWORD}
    page = browser.send(switch.get("formaction"), data)
    assert page.path.startswith("/ckb/") and page.status == 401 and not _suspended(arrange)
    browser.submit(proof__password=PASSWORD)
    assert _suspended(arrange)


def test_what_is_only_fetched_is_asked_on_a_page_of_its_own_and_leads_back(visitor: Visit, later: None) -> None:
    browser = visitor("suspended_member", lang="en")
    page = browser.get("/identity/data/export")
    assert page.path == "/en/identity/account/proof"
    assert browser.submit(proof__password="wrong").status == 422
    assert browser.submit(proof__password=PASSWORD).path == "/en/identity/data/export"


def test_a_copy_of_the_cookie_of_before_has_not_proved_anything(visitor: Visit, later: None) -> None:
    browser = visitor("commission_admin", lang="en")
    kept = browser.client.get_cookie("portal").value
    _suspends(browser)
    browser.submit(proof__password=PASSWORD)
    assert browser.get("/identity/account").status == 200 and browser.client.get_cookie("portal").value != kept
    browser.client.set_cookie("portal", kept)
    assert browser.get("/identity/account").path == "/en/sign-in"


def test_guessing_at_the_question_is_limited_and_noted(visitor: Visit, later: None, arrange: Any) -> None:
    browser = visitor("commission_admin", examined=False)
    _suspends(browser)
    answers = [browser.submit(proof__password=f"guess {number}").status for number in range(11)]
    assert answers == [422] * 10 + [429]
    assert arrange(lambda: db.session.scalars(select(Turned.action)).all()).count("identity.proof_failed") == 10


def test_who_may_not_do_it_is_not_asked(visitor: Visit, later: None) -> None:
    assert visitor("cso_member").post("/identity/staff/new").status == 403
    assert visitor("cso_admin").post("/identity/people/other_member/removal").status == 404


def test_files_cannot_be_kept_and_the_form_is_opened_again(visitor: Visit, later: None) -> None:
    browser = visitor("commission_admin", lang="en")
    token = browser._token()
    data = {"csrf_token": token, "suspend-text": "كتبنا السبب", "x": (BytesIO(b"x"), "x.pdf")}
    page = browser.send("/en/identity/organisations/O-2026-nahrain/suspension", data)
    assert "choose them once more" in page
    page = browser.submit(proof__password=PASSWORD)
    assert page.status == 200 and page.one("[name='suspend-text']").text.strip() == "كتبنا السبب"


def test_the_password_of_the_change_itself_is_the_proof(visitor: Visit, later: None, arrange: Any) -> None:
    browser = visitor("commission_admin")
    browser.get("/identity/account")
    new = "زورق أبيض عند الضفة"
    page = browser.submit("form[action$='/account/password']", password__old=PASSWORD, password__password=new, password__again=new)
    assert page.path == "/ar/identity/account"
    assert _suspends(browser).status == 200


def test_which_acts_ask_again(portal_app: Flask) -> None:
    """Whoever makes an act sensitive, or no longer so, says it here."""
    fresh = {endpoint for endpoint, view in portal_app.view_functions.items() if getattr(view, "fresh", False)}
    assert fresh == SENSITIVE


SENSITIVE = {
    "identity.delete_account",
    "identity.ask_address",
    "identity.confirm_address",
    "identity.member_address",
    "identity.leave",
    "identity.stop_leaving",
    "identity.observer_names",
    "identity.observers_names",
    "identity.export_observers",
    "identity.export_self",
    "identity.download_self",
    "identity.export_organisation",
    "identity.download_organisation",
    *("identity.invite_person", "identity.member_role", "identity.remove_member", "identity.member_code", "identity.reset_member_factors"),
    *("identity.invite_officer", "identity.officer_role", "identity.remove_officer", "identity.officer_code", "identity.reset_officer_factors"),
    *("identity.resend_staff_invitation", "identity.revoke_staff_invitation"),
    *("identity.accept", "identity.invite_contact", "identity.reject", "identity.suspend", "identity.reinstate", "identity.refuse_appeal"),
    "violations.names",
    *("identity.new_app", "identity.add_app", "identity.new_passkey_options", "identity.add_passkey"),
    *("identity.new_recovery_codes", "identity.own_factor", "identity.remove_factor"),
}
