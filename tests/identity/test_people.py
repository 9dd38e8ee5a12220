"""The page of a person: a code to hand over, and the role."""

from collections.abc import Callable

import pytest

from tests.identity.test_invitations import invite
from tests.visiting import Page, Visitor

Visit = Callable[..., Visitor]
PLACE = "/identity/people/volunteer.one"


def code_on(page: Page) -> str:
    return str(page.one(".told[role=status][autofocus] p:nth-child(2) .code").text)


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_a_code_takes_the_focus_and_stays_while_its_page_is_read_in_other_languages(visitor: Visit, lang: str) -> None:
    browser = visitor("cso_admin", lang=lang)
    page = invite(browser, email="", user_name="volunteer.one")
    code = code_on(page)
    assert page.title.split(":")[0] in ("رمز يُستعمل مرة واحدة", "کۆدی یەکجارە", "Single-use code")
    browser.answer("GET", "/static/portal.css")
    assert {code_on(browser.get(f"/{other}{PLACE}")) for other in ("ar", "ckb", "en")} == {code}
    browser.get("/identity/people/")
    page = browser.get(PLACE)
    assert code not in page.source and not page.all(".told") and "دينا كريم" in page.title


def test_a_code_goes_when_another_person_is_looked_at(visitor: Visit) -> None:
    browser = visitor("cso_admin")
    code = code_on(invite(browser, email="", user_name="volunteer.one"))
    browser.get("/identity/people/cso_member")
    assert code not in browser.get(PLACE).source


def test_a_new_code_is_told_in_the_same_way(visitor: Visit) -> None:
    browser = visitor("cso_admin")
    first = code_on(invite(browser, email="", user_name="volunteer.one"))
    assert code_on(browser.submit("form[action$='/code']")) != first


def test_a_role_that_stays_is_not_called_changed_and_ends_no_sign_in(visitor: Visit) -> None:
    browser, member = visitor("cso_admin", lang="en"), visitor("cso_member")
    browser.get("/identity/people/cso_member")
    page = browser.submit("form[action$='/role']")
    assert page.notices == ["Nothing was changed: the person has these roles already."]
    assert member.get("/").path == "/ar/"


def test_mistakes_are_listed_as_the_page_asks_and_only_the_first_of_a_field(visitor: Visit) -> None:
    guest = visitor(lang="en")
    guest.get("/code")
    assert list(guest.submit().errors) == ["account", "code", "password"]
