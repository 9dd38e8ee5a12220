"""The calendar of all open elections, its file, and what ends next."""

import re
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import update

from portal.core import clock
from portal.core.access import SYSTEM, Actor
from portal.core.db import db
from portal.elections import queries, services
from portal.elections.models import Election
from portal.elections.vocabulary import Verb
from portal.identity.models import SignIn
from tests.elections.making import NAMES, make


def two_open() -> None:
    """The other one stays open; one more is over, and one a draft."""
    make("sample-2024")
    make("sample-2025")
    make()
    db.session.execute(update(Election).where(Election.slug == "sample-2025").values(state="announced"))
    services.start(SYSTEM, None, "kurdistan_parliament", 2027, {"ar": "مسودة"}, "sample-2026")


def test_dates_of_open_elections_stand_in_the_order_of_time(session: Any, people: Any) -> None:
    two_open()
    rows, more = queries.coming(clock.now(), "en")
    counted = [row.next_turn(clock.now()) for row in rows]
    assert not more and counted == sorted(counted)
    assert {row.slug for row in rows} == {"sample-2025", "sample-2026"}
    one = [(row.kind, row.code) for row in rows if row.slug == "sample-2026"]
    assert one[:3] == [("deadline", "CMP_POLL"), ("deadline", "OBS_APPLY"), ("ends", "campaign")]
    assert set(one[3:]) == {("begins", "silence"), ("voting", "special"), ("ends", "silence"), ("voting", "general")}
    over, _more = queries.past(clock.now(), "en")
    assert {row.code for row in over} == {"OVER", "campaign"} and all(row.at < clock.now() for row in over)


def test_a_long_calendar_is_read_page_by_page_and_nothing_is_lost(session: Any, people: Any) -> None:
    two_open()
    whole, _more = queries.coming(clock.now(), "en", most=100)
    pieces = [queries.coming(clock.now(), "en", skip=skip, most=5) for skip in range(0, len(whole), 5)]
    assert [row for rows, _more in pieces for row in rows] == whole and [more for _rows, more in pieces][-1] is False


def test_a_reader_narrows_it_to_an_election_and_to_who_may_act(session: Any, people: Any) -> None:
    two_open()
    rows, _more = queries.coming(clock.now(), "en", queries.Narrowed("sample-2026", "organisations"))
    assert {row.slug for row in rows} == {"sample-2026"} and {row.code for row in rows if row.kind == "deadline"} == {"OBS_APPLY"}
    assert any(row.kind == "voting" for row in rows)


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_everybody_reads_the_calendar_and_takes_it_along(lang: str, visitor: Any, people: Any, arrange: Any) -> None:
    arrange(two_open)
    for who in ("cso_member", "suspended_member", "case_officer", "auditor"):
        page = visitor(who, lang=lang).get("/elections/calendar")
        assert page.status == 200 and len(page.statements) <= 8 and len(page.all("main ul.items > li")) == 18
        assert page.one("section.clock .remains").text_content() and len(page.all("ul.items li[aria-current]")) == 1
    browser = visitor("cso_member", lang=lang)
    assert len(browser.get("/elections/calendar?show=past").all("main ul.items > li")) == 4
    assert browser.get("/elections/calendar?election=none&party=none&skip=x").status == 200
    answer = browser.answer("GET", browser.address("/elections/calendar.ics?election=sample-2026"))
    raw = answer.response.get_data()
    assert answer.headers["Content-Type"].startswith("text/calendar") and max(map(len, raw.split(b"\r\n"))) <= 75
    events = {str(event["uid"]).split("@")[0]: event for event in Calendar.from_ical(raw).walk("VEVENT")}
    voting = next(event for uid, event in events.items() if "voting-general" in uid)
    assert len(events) == 9 and voting.decoded("dtstart").isoformat().endswith("T07:00:00+03:00") and voting.decoded("dtend").hour == 18


def test_a_draft_is_in_nobodys_calendar_before_it_is_announced(visitor: Any, people: Any, arrange: Any) -> None:
    def draft() -> None:
        admin = people["commission_admin"].actor
        made = services.start(admin, None, "kurdistan_parliament", 2027, {"ar": "انتخابات برلمان كردستان"})
        found = queries.election(made.slug, admin)
        assert found is not None
        services.set_day(admin, found, None, "general", clock.today() + timedelta(days=3), "07:00", "18:00", 0)

    def announce() -> None:
        admin = people["commission_admin"].actor
        found = queries.election("kurdistan-parliament-2027", admin)
        assert found is not None
        services.step(admin, found, Verb.ANNOUNCE)

    arrange(draft)
    assert not visitor("commission_admin").get("/elections/calendar").all("main ul.items > li")
    assert not visitor("cso_member").get("/").all("section.clock")
    arrange(announce)
    assert len(visitor("cso_member").get("/elections/calendar").all("main ul.items > li")) == 1
    for who in ("cso_member", "case_officer", "auditor", "publishing_officer"):
        page = visitor(who).get("/")
        assert page.all("section.clock a[href$='/elections/calendar']")


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_a_clock_says_whether_the_polls_open_or_close_and_desk_and_calendar_agree(lang: str, visitor: Any, people: Any, arrange: Any) -> None:
    """Before the opening it counts to the opening, and while people vote to the closing."""
    opening = arrange(_only_a_voting_day, people["commission_admin"].actor)
    told = {}
    for hours, words in ((-3, "open"), (3, "close")):
        with clock.at(opening + timedelta(hours=hours)):
            arrange(lambda: db.session.execute(update(SignIn).values(made_at=clock.now(), seen_at=clock.now())) and None)
            clocks = [visitor("cso_member", lang=lang).get(f"/{lang}{place}").one("section.clock") for place in ("/", "/elections/calendar")]
        said = [[" ".join(one.text_content().split()) for one in clock_.xpath(".//*[self::h2 or contains(@class, 'remains')]")] for clock_ in clocks]
        assert said[0] == said[1] and all("07:00" in one.text_content() and "18:00" in one.text_content() for one in clocks)
        told[words] = said[0]
    assert told["open"][0] != told["close"][0]
    assert [re.findall(r"\d+", told[words][1]) for words in told] == [["3"], ["8"]]
    if lang == "en":
        assert [told[words][0] for words in told] == [f"General voting: polling stations {words}" for words in told]


def _only_a_voting_day(admin: Actor) -> datetime:
    made = services.start(admin, None, "kurdistan_parliament", 2027, NAMES)
    found = queries.election(made.slug, admin)
    assert found is not None
    on = clock.today() + timedelta(days=1)
    services.set_day(admin, found, None, "general", on, "07:00", "18:00", 0)
    found = queries.election(made.slug, admin)
    assert found is not None
    services.step(admin, found, Verb.ANNOUNCE)
    return datetime.combine(on, time(7), clock.BAGHDAD)
