"""The pages of elections."""

from typing import Any

import pytest

from tests.elections.making import NAMES, enter, make

EVERYBODY = ("cso_member", "suspended_member", "publishing_officer", "basra_officer", "commission_admin", "auditor")


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_everybody_reads_days_and_deadlines(lang: str, visitor: Any, people: Any, arrange: Any) -> None:
    arrange(lambda: make().slug)
    for who in EVERYBODY:
        page = visitor(who, lang=lang).get("/elections/")
        assert page.status == 200 and page.h1 == NAMES[lang] and len(page.all("main li[id]")) == 4
        assert len(page.statements) <= 10
        assert bool(page.all("a[href$='/deadlines/CMP_POLL']")) == (who == "commission_admin")


@pytest.mark.parametrize("who", ["cso_member", "commission_admin"])
def test_a_deadline_shows_neither_its_code_nor_the_notes_about_its_source(visitor: Any, people: Any, arrange: Any, who: str) -> None:
    arrange(lambda: make().slug)
    page = visitor(who, lang="en").get("/elections/")
    assert "CMP_POLL" not in page and "art. 20" not in page and "Counted from" in page


def test_an_election_that_is_over_says_so(visitor: Any, people: Any, arrange: Any) -> None:
    arrange(lambda: (make().slug, make("sample-2027").slug))
    assert visitor("cso_member").get("/elections/sample-2026").all(".notice")
    assert visitor("cso_member").get("/elections/none").status == 404


def test_without_an_election_the_page_says_what_will_stand_there(visitor: Any, people: Any) -> None:
    assert visitor("cso_member").get("/elections/").all(".empty")


def test_an_administrator_changes_a_deadline(visitor: Any, people: Any, arrange: Any) -> None:
    arrange(lambda: make().slug)
    browser = visitor("commission_admin", lang="en")
    browser.get("/elections/sample-2026/deadlines/CMP_POLL")
    page = browser.submit(ends_on__day="31", ends_on__month="2", ends_on__year="2027", ends_time="25:00")
    assert page.status == 422 and set(page.errors) == {"ends_on-day", "ends_time"}
    page = browser.submit(ends_on__day="1", ends_on__month="3", ends_on__year="2001", ends_time="15:00")
    assert page.status == 422
    page = browser.submit(ends_on__day="1", ends_on__month="3", ends_on__year="2031", ends_time="9.30")
    assert page.status == 200 and "1 March 2031, 09:30" in page


def test_nobody_else_changes_one(visitor: Any, people: Any, arrange: Any) -> None:
    arrange(lambda: make().slug)
    for who in ("cso_admin", "case_officer", "publishing_officer", "auditor"):
        browser = visitor(who)
        assert browser.get("/elections/sample-2026/deadlines/CMP_POLL").status == 403
        assert browser.post("/elections/sample-2026/deadlines/CMP_POLL", ends_time="15:00").status == 403


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_phases_say_that_their_hours_are_those_of_baghdad(visitor: Any, people: Any, arrange: Any, lang: str) -> None:
    arrange(lambda: make().slug)
    zone = {"ar": "بتوقيت بغداد", "ckb": "بە کاتی بەغدا", "en": "Baghdad time"}[lang]
    aside = visitor("cso_member", lang=lang).get("/elections/sample-2026").one("aside")
    assert zone in aside.text_content()
    plan = visitor("commission_admin", lang=lang).get("/elections/sample-2026/plan")
    dated = [row.text_content() for row in plan.all("#phases-h + ul .meta span:has(time)")]
    assert dated and all(zone in words for words in dated)
    for row in visitor("cso_member", lang=lang).get("/elections/calendar").all("main ul.items > li .meta"):
        assert zone in row.text_content(), row.text_content()


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_each_fact_of_a_polling_centre_has_its_name_and_its_code_stands_apart(visitor: Any, people: Any, arrange: Any, lang: str) -> None:
    arrange(lambda: enter(make()))
    page = visitor("cso_member", lang=lang).get("/elections/sample-2026/centres/")
    first = page.all("main ul.items > li")[0].cssselect("dl.facts")[0]
    assert len(first.cssselect("dt")) == len(first.cssselect("dd")) >= 5
    assert first.cssselect("dd")[0].cssselect("bdi[dir=ltr]")[0].text == "330044"
