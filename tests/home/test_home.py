"""The way in, the desk of each role, and the pages that are open to all."""

from typing import Any

import pytest

from portal.core.access import Actor
from portal.reports.services import correcting, drafting
from tests.home.making import fill
from tests.reports.making import published

ROLES = (
    "cso_member", "cso_admin", "publishing_officer", "case_officer", "basra_officer", "commission_admin", "auditor",
)  # fmt: skip
OPEN = ("about", "accessibility", "privacy", "credits")


@pytest.mark.parametrize(
    ("accepts", "cookie", "lang"),
    [("en-GB,ar;q=0.5", "", "en"), ("ckb", "", "ckb"), ("ku-Arab-IQ", "", "ckb"), ("de", "", "ar"), ("", "", "ar"), ("en", "ckb", "ckb"), ("en", "xx", "en")],
)
def test_the_bare_address_leads_to_the_readers_language(accepts: str, cookie: str, lang: str, visitor: Any) -> None:
    browser = visitor()
    if cookie:
        browser.client.set_cookie("lang", cookie)
    answer = browser.answer("GET", "/", headers={"Accept-Language": accepts})
    assert answer.status == 302 and answer.headers["Location"] == f"/{lang}/"
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_an_address_that_leads_nowhere_answers_in_its_own_language(lang: str, visitor: Any) -> None:
    answer = visitor().answer("GET", f"/{lang}/nothing-here", headers={"Accept-Language": "de, en"})
    assert answer.status == 404 and f'<html lang="{lang}"' in answer.response.get_data(as_text=True)


def test_the_language_of_the_last_page_is_remembered(visitor: Any, people: Any) -> None:
    browser = visitor("cso_member", lang="ckb")
    answer = browser.answer("GET", "/ckb/about")
    assert "lang=ckb" in answer.headers["Set-Cookie"] and "SameSite=Lax" in answer.headers["Set-Cookie"]
    assert "lang=" not in browser.answer("GET", "/ckb/about").headers.get("Set-Cookie", "")
    assert browser.answer("GET", "/").headers["Location"] == "/ckb/"


def test_a_stranger_is_led_to_sign_in(visitor: Any) -> None:
    page = visitor(lang="en").get("/")
    assert page.path == "/" or "/sign-in" in page.path
    assert "/sign-in" in visitor(lang="en").answer("GET", "/en/").headers["Location"]


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
@pytest.mark.parametrize("place", OPEN)
def test_open_pages_are_read_by_strangers(place: str, lang: str, visitor: Any) -> None:
    page = visitor(lang=lang).get(f"/{place}")
    assert page.status == 200 and page.weight <= 24 * 1024 and not page.statements


def test_the_process_lives_without_a_database(visitor: Any) -> None:
    answer = visitor().answer("GET", "/healthz")
    assert (answer.status, answer.response.get_data(), answer.statements) == (200, b"ok\n", [])


def test_readiness_tells_which_part_is_not_ready(visitor: Any, monkeypatch: Any) -> None:
    from portal.home import queries

    answer = visitor().answer("GET", "/readyz")
    assert set(answer.response.get_json()) == {"ready", "database", "migrations", "data_folder"}
    assert answer.response.get_json()["database"] and answer.response.get_json()["data_folder"]
    monkeypatch.setattr(queries, "_writable", lambda data: False)
    answer = visitor().answer("GET", "/readyz")
    assert answer.status == 503 and not answer.response.get_json()["data_folder"]


def test_search_engines_find_nothing_here(visitor: Any) -> None:
    assert "Disallow: /" in visitor().answer("GET", "/robots.txt").response.get_data(as_text=True)
    assert visitor().answer("GET", "/favicon.ico").headers["Location"].endswith("star.svg")


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
@pytest.mark.parametrize("who", ROLES)
def test_every_role_has_a_desk_that_costs_little(who: str, lang: str, visitor: Any, people: Any, arrange: Any) -> None:
    empty = visitor(who, lang=lang).get(f"/{lang}/")
    assert empty.status == 200 and empty.all(".empty")
    arrange(fill, people)
    page = visitor(who, lang=lang).get(f"/{lang}/")
    assert page.status == 200 and len(page.statements) <= 10 and page.weight <= 24 * 1024
    assert page.all("section.clock") and "تقرير زاكروس 2" in page


def test_an_organisation_sees_what_it_is_asked_and_its_own_drafts_only(visitor: Any, people: Any, arrange: Any) -> None:
    arrange(fill, people)
    page = visitor("cso_member", lang="en").get("/en/")
    assert page.one(".title .lede").text_content().startswith("1 thing")
    assert "مسودة تقرير 2" in page and len(page.all("table.cards tbody tr")) == 4
    other = visitor("other_admin", lang="en").get("/en/")
    assert "مسودة تقرير" not in other and other.one(".title .lede").text_content().startswith("Nothing")


def test_an_open_correction_is_among_the_drafts_and_the_published_text_is_the_news(visitor: Any, people: Any, arrange: Any) -> None:
    def begin() -> None:
        actor = people["cso_member"].actor
        report = published(actor, "كما نُشر")
        correcting.correct(actor, report)
        drafting.write_text(actor, report, "ar", "كما يُصحَّح", "ملخص", "نص", seen=1)

    arrange(begin)
    page = visitor("cso_member", lang="en").get("/en/")
    assert page.one("table.cards tbody th").text_content() == "كما يُصحَّح"
    assert "كما نُشر" in page.one("aside").text_content() and "كما يُصحَّح" not in page.one("aside").text_content()
    assert "كما يُصحَّح" not in visitor("other_member", lang="en").get("/en/")


def test_the_deadline_on_the_desk_is_one_in_which_its_reader_may_act(visitor: Any, people: Any, arrange: Any) -> None:
    arrange(fill, people)
    for who, days in (("cso_member", "2 days"), ("case_officer", "1 day")):
        clock = visitor(who, lang="en").get("/en/").one("section.clock")
        assert f"Time left: {days}" in clock.text_content() and clock.cssselect("a.btn")[0].get("href") == "/en/elections/calendar"


def test_an_officer_sees_what_waits_in_the_own_reach(visitor: Any, people: Any, arrange: Any) -> None:
    arrange(fill, people)
    national = visitor("case_officer", lang="en").get("/en/")
    assert national.one(".title .lede").text_content().startswith("6 things") and len(national.all("ul.items > li.line")) == 5
    assert visitor("nineveh_officer", lang="en").get("/en/").one(".title .lede").text_content().startswith("3 things")
    assert "مسودة" not in national


def test_people_of_a_suspended_organisation_come_to_the_reason(visitor: Any, people: Any) -> None:
    assert visitor("suspended_member").get("/ar/").path.endswith("/suspended")


def test_a_withdrawn_report_is_no_news(visitor: Any, people: Any, arrange: Any) -> None:
    def gone() -> None:
        from portal.reports.services import publishing

        actor: Actor = people["other_member"].actor
        publishing.withdraw(actor, published(actor, "تقرير مسحوب"), "سبب", "ar")

    arrange(gone)
    assert "تقرير مسحوب" not in visitor("cso_member").get("/ar/")
