"""What was typed is not lost when the sign-in has ended, when the form was open for too long, or when the language changes."""

import io
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from sqlalchemy import update
from wtforms import PasswordField

from portal.core import clock, keeping
from portal.core.db import db
from portal.core.forms import Form
from portal.identity.models import SignIn
from portal.violations.models import Message
from tests.people import PASSWORD
from tests.violations.making import photo
from tests.visiting import Page, Visitor

Filed = Callable[..., str]
Visit = Callable[..., Visitor]
ANSWER = 'زرنا المركز صباح اليوم <b>"مرتين"</b>\nوسنكتب لكم غداً'


def end_every_sign_in(arrange: Any) -> None:
    arrange(lambda: db.session.execute(update(SignIn).values(ended_at=clock.now())))


def answered_too_late(visitor: Visit, arrange: Any, reference: str, who: str = "case_officer", **typed: Any) -> tuple[Visitor, Page]:
    browser = visitor(who, lang="en")
    browser.get(f"/violations/{reference}")
    end_every_sign_in(arrange)
    form = "#form-answer" if who == "case_officer" else "#form-add"
    return browser, browser.submit(form, text=ANSWER, **typed)


def messages(arrange: Any) -> list[str]:
    return list(arrange(lambda: [message.text for message in db.session.query(Message)]))


def test_a_text_sent_after_the_sign_in_ended_goes_through_the_sign_in_and_is_sent_once(visitor: Visit, filed: Filed, arrange: Any) -> None:
    officer, page = answered_too_late(visitor, arrange, filed(), audience="internal")
    assert page.status == 401 and page.h1 == "Your sign-in has ended" and "sign-in has ended" in page.title
    assert any("What you typed is kept on this page" in notice for notice in page.notices)
    wrong = officer.submit(account="case_officer", password="not the password")
    assert wrong.status == 422 and wrong.h1 == "Your sign-in has ended"
    again = officer.submit(account="case_officer", password=PASSWORD)
    assert again.status == 200 and 'زرنا المركز صباح اليوم <b>"مرتين"</b>' in again and "signed in as" in again
    assert messages(arrange) == []
    sent = officer.submit(button="Send it now")
    assert sent.path.startswith("/en/violations/V-") and messages(arrange) == [ANSWER]
    officer.page = again
    officer.submit(button="Send it now")
    assert messages(arrange) == [ANSWER]


def test_what_was_typed_stands_in_no_cookie_and_no_address(visitor: Visit, filed: Filed, arrange: Any) -> None:
    officer, page = answered_too_late(visitor, arrange, filed())
    again = officer.submit(account="case_officer", password=PASSWORD)
    for answer in (page, again):
        assert "زرنا" not in unquote(answer.address) + str(answer.headers)
    with officer.client.session_transaction() as cookie:
        assert "زرنا" not in str(dict(cookie))


def test_another_person_reads_it_first_and_their_own_rights_decide(visitor: Visit, filed: Filed, arrange: Any) -> None:
    officer, _page = answered_too_late(visitor, arrange, filed())
    again = officer.submit(account="other_member", password=PASSWORD)
    assert again.status == 403 and "زرنا المركز" in again and not again.all("main form"), "shown, and not offered for sending"
    assert messages(arrange) == []


def test_files_cannot_be_kept_and_the_form_comes_again_for_them(visitor: Visit, filed: Filed, arrange: Any) -> None:
    member, page = answered_too_late(visitor, arrange, filed(), "cso_member", files=[(io.BytesIO(photo()), "a.jpg")])
    assert "Choose them again" in page
    again = member.submit(account="cso_member", password=PASSWORD)
    assert "Choose them again" in again
    form = member.submit(button="Open the form again with what you typed")
    assert form.status == 200 and form.one("#form-add #text").text.strip() == ANSWER and messages(arrange) == []


@pytest.mark.parametrize("lang", ["ar", "ckb"])
def test_the_language_may_be_changed_on_the_way(visitor: Visit, filed: Filed, arrange: Any, lang: str) -> None:
    officer, _page = answered_too_late(visitor, arrange, filed())
    there = switch(officer, lang)
    assert there.path == f"/{lang}/sign-in"
    again = officer.submit("#form-signin", account="case_officer", password=PASSWORD)
    assert "زرنا المركز" in again and again.one("main form").get("action").startswith(f"/{lang}/violations/")
    form = switch(officer, "en")
    assert form.one("#form-answer #text").text.strip() == ANSWER and messages(arrange) == []


ELSEWHERE = ["https://evil.example/ar/", "//evil.example/ar/", "/\\\\evil.example", "/ar/no-such", "/ar/violations/", "javascript:alert(1)"]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_it_is_sent_to_an_address_of_this_portal_only(visitor: Visit, address: str) -> None:
    browser = visitor()
    typed = {"account": "cso_member", "password": PASSWORD, "kept_address": address, "kept-text": "كلام كثير"}
    answer = browser.post("/sign-in", **typed)
    assert answer.status == 303 and answer.headers["Location"] == "/ar/"


def test_words_that_another_site_sends_are_not_offered_for_sending(visitor: Visit, filed: Filed) -> None:
    path = f"/en/violations/{filed()}/messages"
    for who, status in (("case_officer", 400), (None, 400)):
        page = visitor(who, lang="en").answer("POST", path, data={"text": ANSWER}, headers={"Origin": "https://evil.example"})
        assert page.status == status and "زرنا" not in page.source


def test_a_form_that_was_open_for_too_long_is_sent_again_from_the_answer(visitor: Visit, filed: Filed, arrange: Any) -> None:
    officer = visitor("case_officer", lang="en")
    officer.get(f"/violations/{filed()}")
    with officer.client.session_transaction() as cookie:
        cookie.pop("csrf_token")
    page = officer.submit("#form-answer", text=ANSWER)
    assert page.status == 400 and page.h1 == "This form was open for too long" and "زرنا المركز" in page
    officer.submit(button="Send it now")
    assert messages(arrange) == [ANSWER]


def test_a_browser_that_was_closed_meanwhile_goes_through_the_sign_in_too(visitor: Visit, filed: Filed, arrange: Any) -> None:
    officer = visitor("case_officer", lang="en")
    officer.get(f"/violations/{filed()}")
    officer.client.delete_cookie("portal")
    assert officer.submit("#form-answer", text=ANSWER).status == 401
    officer.submit(account="case_officer", password=PASSWORD)
    officer.submit(button="Send it now")
    assert messages(arrange) == [ANSWER]


def test_no_password_is_carried_along(visitor: Visit, arrange: Any) -> None:
    names = {name for form in _forms(Form) for name, field in vars(form).items() if getattr(field, "field_class", None) is PasswordField}
    assert names and names <= keeping.SECRETS
    browser = visitor("cso_member", lang="en")
    browser.get("/identity/account")
    end_every_sign_in(arrange)
    secret = "كلمة سر طويلة جدا"
    page = browser.submit("form[action$='/password']", password__old=secret, password__password=secret, password__again=secret)
    assert page.path == "/en/sign-in" and secret not in page.source


def _forms(base: type[Form]) -> list[type[Form]]:
    return [one for form in base.__subclasses__() for one in (form, *_forms(form))]


def switch(browser: Visitor, lang: str) -> Page:
    """Presses the other language's button, which sends the form that the page names."""
    page = browser._present()
    button = page.one(f".langs button[value={lang}]")
    form = page.one(f"form#{button.get('form')}")
    typed = {field.get("name"): field.get("value") or "" for field in form.cssselect("input[name]")}
    typed |= {area.get("name"): (area.text or "").removeprefix("\n") for area in form.cssselect("textarea")}
    return browser.send(button.get("formaction"), {**typed, "switch_language": lang})


@pytest.mark.parametrize(("who", "form"), [("case_officer", "form-answer"), ("cso_member", "form-add")])
def test_on_a_page_with_several_forms_the_main_one_goes_along_with_the_language(visitor: Visit, filed: Filed, arrange: Any, who: str, form: str) -> None:
    browser = visitor(who, lang="en")
    page = browser.get(f"/violations/{filed()}")
    page.one(f"#{form} textarea").text = ANSWER
    assert page.one(".langs button[value=ckb]").get("form") == form
    there = switch(browser, "ckb")
    assert there.status == 200 and there.one("html").get("lang") == "ckb"
    assert there.one(f"#{form} textarea").text.strip() == ANSWER and messages(arrange) == []
    assert all(asked.get("open") is not None for asked in there.all(f"details:has(#{form})"))


def test_a_form_that_came_back_is_the_one_that_goes_along(visitor: Visit, filed: Filed) -> None:
    officer = visitor("case_officer", lang="en")
    officer.get(f"/violations/{filed()}")
    page = officer.submit("#form-change-not_take_up", not_take_up__reason="x" * 30_000)
    assert page.status == 422 and page.one(".langs button[value=ar]").get("form") == "form-change-not_take_up"
    assert page.one("#form-change-not_take_up").get("data-guard") == "back"
    assert {form.get("data-guard") for form in page.all("main form:not(#form-change-not_take_up)")} == {""}


@pytest.mark.parametrize("path", ["/violations/?state=received&after=9", "/library/law-1?text=ckb&version=2", "/library/?q=12%2F2018&kind=law"])
def test_the_language_switch_keeps_the_address_with_its_query(visitor: Visit, path: str) -> None:
    page = visitor("cso_member", lang="en").answer("GET", f"/en{path}")
    addresses = {link.get("hreflang"): link.get("href") for link in page.all(".langs a[hreflang]")}
    assert addresses == {code: f"/{code}{path}" for code in ("ar", "ckb")}
