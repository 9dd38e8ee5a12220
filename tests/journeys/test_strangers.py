"""Who has not signed in meets a few pages; everything else leads to sign-in. A change of language loses nothing."""

from collections.abc import Callable

import pytest

from portal.core.locale import LANGUAGE_NAMES
from tests.journeys import written
from tests.journeys.filing import governorate
from tests.journeys.reader import Reader

OPEN = ("Accessibility statement", "Privacy notice", "Credits")
FROM_THE_DOOR = {
    "Apply for registration": "Apply for registration",
    "Forgotten your password?": "Forgotten password",
    "Enter a code": "Enter a code",
}
CLOSED = (
    "/", "/library/", "/library/law-12-2018", "/library/desk/", "/library/desk/new", "/violations/", "/violations/new",
    "/violations/shared", "/violations/V-2026-0000-0000", "/violations/V-2026-0000-0000/evidence/1", "/reports/", "/reports/new",
    "/reports/own", "/reports/zagros-voter-lists-final-2026", "/elections/", "/notifications/", "/audit/", "/audit/turned-away",
    "/identity/account", "/identity/people/", "/identity/people/new", "/identity/staff/", "/identity/organisations/",
    "/identity/suspended", "/identity/data", "/identity/data/organisation/export", "/identity/agreements/",
)  # fmt: skip


@pytest.fixture
def stranger(person: Callable[..., Reader]) -> Reader:
    return person()


def test_a_stranger_meets_the_open_pages(stranger: Reader) -> None:
    stranger.go("/sign-in")
    for page in OPEN:
        stranger.follow(page, within="footer")
        stranger.stands_at(page)
    for link, heading in FROM_THE_DOOR.items():
        stranger.go("/sign-in")
        stranger.follow(link)
        stranger.stands_at(heading)


def test_every_other_address_leads_to_sign_in_and_back(stranger: Reader, lang: str) -> None:
    for path in CLOSED:
        answer = stranger.page.request.get(f"{stranger.address}/{lang}{path}", max_redirects=0)
        assert answer.status == 303 and f"/{lang}/sign-in" in answer.headers["location"], f"{path} answers {answer.status}"
    stranger.go("/library/")
    stranger.stands_at("Sign in")
    stranger.fill("User name or e-mail address", "staff@nahrain.example")
    stranger.page.get_by_label(stranger.says("Password"), exact=True).fill("demo-Pass-2026")
    stranger.press("Sign in")
    assert stranger.path == f"/{lang}/library/"


def test_a_change_of_language_keeps_what_was_typed(stranger: Reader, lang: str) -> None:
    stranger.go("/apply")
    stranger.tick("Show it to me once; I keep it myself")
    stranger.press("Begin")
    private = stranger.path.removesuffix("/names").removeprefix(f"/{lang}")
    stranger.go(f"{private}/work")
    stranger.fill("Your work on elections", written.WORK[lang])
    stranger.tick(words=governorate(lang))
    for other in [code for code in LANGUAGE_NAMES if code != lang]:
        switch = stranger.page.get_by_role("navigation", name=stranger.says("Language"), exact=True)
        with stranger.page.expect_event("domcontentloaded"):
            switch.get_by_role("button", name=LANGUAGE_NAMES[other]).click()
        stranger.lang = other
        stranger.look()
        assert stranger.path == f"/{other}{private}/work"
        stranger.stands_at("Its work on elections")
        assert stranger.page.get_by_label(stranger.says("Your work on elections")).input_value() == written.WORK[lang]
        assert stranger.page.get_by_label(governorate(other), exact=True).is_checked()
        assert not stranger.page.locator(".notice.errors").count(), "half-written is no mistake"
