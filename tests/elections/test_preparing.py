"""An election from its draft to its end, and who may do what with it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.audit.models import Line
from portal.core import clock
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.elections import policy, queries, services, vocabulary
from portal.elections.models import Election
from portal.elections.vocabulary import Verb
from portal.notifications.models import Notice
from tests.elections.making import enter, make

NAMES = {"ckb": "هەڵبژاردنی پەرلەمانی کوردستان", "ar": "انتخابات برلمان كردستان"}


def _draft(actor: Any, begin_from: str = services.STANDARD, once: str | None = None) -> Election:
    made = services.start(actor, once, "kurdistan_parliament", 2027, NAMES, begin_from)
    return _loaded(made.slug, actor)


def _loaded(slug: str, actor: Any) -> Election:
    found = queries.election(slug, actor)
    assert found is not None
    return found


def test_only_administrators_prepare_elections_and_auditors_see_their_drafts(people: Any) -> None:
    assert [key for key, somebody in people.items() if policy.may_manage(somebody.actor)] == ["commission_admin"]
    assert [key for key, somebody in people.items() if policy.may_see_drafts(somebody.actor)] == ["commission_admin", "auditor"]


def test_a_draft_begins_with_the_usual_deadlines_without_dates_and_is_made_once(session: Any, people: Any) -> None:
    admin = people["commission_admin"].actor
    draft = _draft(admin, once="one-and-the-same-form")
    assert _draft(admin, once="one-and-the-same-form").id == draft.id and draft.slug == "kurdistan-parliament-2027"
    limits = {limit.code: limit for limit in queries.limits_of(draft, "ckb")}
    assert limits["APPEAL_BOC"].length_days == 3 and limits["APPEAL_BOC"].who == "حزب یان کاندید" and limits["OBS_APPLY"].certainty == "C"
    assert not any(limit.ends_at for limit in limits.values())
    assert _draft(admin).slug == "kurdistan-parliament-2027-2"


def test_a_draft_may_begin_as_a_copy_of_a_former_election(session: Any, people: Any) -> None:
    draft = _draft(people["commission_admin"].actor, begin_from=make().slug)
    assert [row.governorates for row in draft.constituencies] == ["BGD", "SUL HLB"]
    assert {row.code for row in draft.deadlines} == {"CMP_POLL", "OBS_APPLY", "OVER", "BOC_REPLY"} and not any(row.ends_at for row in draft.deadlines)


def test_an_election_is_announced_with_its_day_of_general_voting_and_everybody_is_told(session: Any, people: Any) -> None:
    admin = people["commission_admin"].actor
    make()
    draft = _draft(admin)
    with pytest.raises(Refusal) as told:
        services.step(admin, draft, Verb.ANNOUNCE)
    assert told.value.message is vocabulary.NO_GENERAL_DAY
    services.set_day(admin, draft, None, "general", clock.today() + timedelta(days=90), "07:00", "18:00", draft.lock_version)
    assert not db.session.scalars(select(Notice.id)).all(), "nobody hears of a draft"
    services.step(admin, draft, Verb.ANNOUNCE)
    told_of = set(db.session.scalars(select(Notice.person_id).where(Notice.kind == "elections.announced")))
    assert people["cso_member"].person_id in told_of
    assert queries.current_slug() == "sample-2026", "reports go on belonging to the other one"
    services.step(admin, draft, Verb.MAKE_CURRENT)
    assert queries.current_slug() == draft.slug
    other = _loaded("sample-2026", admin)
    assert other.state == "announced", "two elections may be open at once"
    services.step(admin, other, Verb.CLOSE)
    with pytest.raises(Refusal):
        services.step(admin, other, Verb.MAKE_CURRENT)


def test_a_change_after_the_announcement_leaves_before_and_after_and_is_told(session: Any, people: Any) -> None:
    admin = people["commission_admin"].actor
    election = _loaded(make().slug, admin)
    day = next(row for row in election.days if row.kind == "general")
    services.set_day(admin, election, day, "general", day.day, "08:00", "19:00", election.lock_version)
    line = db.session.scalars(select(Line).order_by(Line.id.desc())).first()
    assert line is not None and line.action == "elections.days_changed" and "07:00-18:00 general" in line.text and "08:00-19:00 general" in line.text
    assert db.session.scalar(select(Notice.id).where(Notice.kind == "elections.dates_changed"))


def test_of_two_who_change_one_election_the_second_is_told(session: Any, people: Any) -> None:
    admin = people["commission_admin"].actor
    election = _loaded(make().slug, admin)
    now, seen = clock.now(), election.lock_version
    services.set_phase(admin, election, "results", (now, now + timedelta(days=3)), seen)
    changes: tuple[Callable[[Election], None], ...] = (
        lambda one: services.set_phase(admin, one, "post", (now, now + timedelta(days=3)), seen),
        lambda one: services.set_constituency(admin, one, None, "9", ["BSR"], 22, seen),
        lambda one: services.rename(admin, one, NAMES, {}, seen),
    )
    for change in changes:
        with pytest.raises(Refusal) as told:
            change(election)
        assert told.value.message is vocabulary.ELECTION_CHANGED
        db.session.expire(election)
        election = _loaded("sample-2026", admin)


def test_what_cannot_be_is_refused_at_its_field(session: Any, people: Any) -> None:
    admin = people["commission_admin"].actor
    election = _loaded(make().slug, admin)
    now, seen = clock.now(), election.lock_version
    facts = services.Facts(now, now - timedelta(days=1), None, "A", None, "everybody")
    sound = services.Facts(None, None, 3, "A", None, "everybody")
    cases = [
        (lambda: services.set_day(admin, election, None, "special", clock.today(), "18:00", "07:00", seen), "closes"),
        (lambda: services.set_day(admin, election, None, "special", clock.today() + timedelta(days=5), "07:00", "18:00", seen), "day"),
        (lambda: services.set_phase(admin, election, "post", (now, now), seen), "to_day"),
        (lambda: services.set_constituency(admin, election, None, "1", ["BSR"], None, seen), "code"),
        (lambda: services.set_constituency(admin, election, None, "7", ["HLB"], None, seen), "governorates"),
        (lambda: services.add_deadline(admin, election, "NEW", facts, {"ar": "أجل"}, {"ar": "الجميع"}, {}), "ends_on"),
        (lambda: services.add_deadline(admin, election, "NEW", sound, {"ar": "أجل"}, {}, {}), "who_ar"),
        (lambda: services.add_deadline(admin, election, "CMP_POLL", sound, {"ar": "أجل"}, {"ar": "الجميع"}, {}), "code"),
    ]
    for change, field in cases:
        with pytest.raises(Refusal) as told:
            change()
        assert told.value.field == field


def test_a_draft_is_deleted_and_an_announced_election_is_not(session: Any, people: Any) -> None:
    admin = people["commission_admin"].actor
    draft = _draft(admin)
    services.discard(admin, draft)
    assert queries.election("kurdistan-parliament-2027", admin) is None
    with pytest.raises(Refusal):
        services.discard(admin, _loaded(make().slug, admin))


def test_an_administrator_prepares_an_election_step_by_step(visitor: Any, people: Any, arrange: Any) -> None:
    browser = visitor("commission_admin", lang="en")
    browser.get("/elections/all")
    browser.follow("Enter an election")
    page = browser.submit(year="20", kind="kurdistan_parliament")
    assert page.status == 422 and set(page.errors) == {"year", "name_ar"} and "Name in Arabic (optional)" not in page
    page = browser.submit(year="2027", name_en="Parliament of the Kurdistan Region 2027", name_ckb=NAMES["ckb"])
    assert page.h1 == "Parliament of the Kurdistan Region 2027" and "The day of general voting is missing" in page and len(page.statements) <= 10
    page = browser.submit(form="form[action$='/step/announce']")
    assert page.status == 422 and page.one(".notice.errors a").get("href") == "/en/elections/kurdistan-parliament-2027/days/new"
    assert page.all("details.ask form[action$='/step/announce']") and "None yet." in page
    assert "#areas-h" in {link.get("href") for link in page.all(".notice li a")}
    browser.get("/elections/kurdistan-parliament-2027/days/new")
    assert set(browser.submit(kind="general", opens="25:00").errors) == {"day-day", "opens"}
    page = browser.submit(kind="general", opens="19:00", closes="6 مساءً")
    assert page.errors["closes"] == "Polling stations close at: Enter a time such as 15:00" and "Date:" in page.errors["day-day"]
    assert set(browser.submit(kind="general", opens="19:00", closes="18:00").errors) == {"day-day", "closes"}
    page = browser.submit(kind="general", day__day="20", day__month="10", day__year="2027", opens="7:00", closes="18:00")
    assert "Wednesday 20 October 2027" in page and "open from 07:00 to 18:00" in page
    browser.follow("Change: Campaign")
    span = {"from_day__day": "1", "from_day__month": "9", "from_day__year": "2027", "to_day__day": "17", "to_day__month": "10", "to_day__year": "2027"}
    page = browser.submit(**span, to_time="7.00")
    assert "From 1 September 2027, 00:00 until 17 October 2027, 07:00" in page
    page = browser.submit(form="form[action$='/constituencies/fill']")
    assert page.status == 200 and "19. Basra" in page
    browser.follow("Change: Basra")
    assert "22 seats" in browser.submit(seats="22")
    browser.follow("Change the deadline: Electoral silence")
    page = browser.submit(ends_on__day="20", ends_on__month="10", ends_on__year="2027", ends_time="18:00", button="Save")
    assert "Until 20 October 2027, 18:00" in page
    browser.follow("Add a deadline")
    assert set(browser.submit(code="short", who_ar="", name_ckb="لیستەکان").errors) == {"code", "who_ckb"}
    assert "Lists of candidates" in browser.submit(code="LISTS", name_ckb="", name_en="Lists of candidates", who_en="A party", length_days="10")
    assert "once the election is announced" in page and "The page that everybody reads" not in page
    page = browser.submit(form="form[action$='/step/announce']")
    assert "The page that everybody reads" in page
    assert "announced" in " ".join(page.notices) and visitor("cso_member", lang="en").get("/elections/kurdistan-parliament-2027").status == 200


def test_only_administrators_come_to_these_pages(visitor: Any, people: Any, arrange: Any) -> None:
    arrange(lambda: enter(make()))
    for who in ("cso_admin", "case_officer", "publishing_officer", "auditor"):
        browser = visitor(who)
        assert browser.get("/elections/new").status == 403
        for part in ("plan", "names", "days/new", "days/1", "phases/campaign", "constituencies/1", "deadlines/new", "deadlines/OVER/facts", "places"):
            assert browser.get(f"/elections/sample-2026/{part}").status == 403
    admin = visitor("commission_admin")
    for part in ("days/999", "phases/none", "constituencies/999"):
        assert admin.get(f"/elections/sample-2026/{part}").status == 404
    assert admin.post("/elections/sample-2026/step/fly").status == 404


def test_a_name_in_another_language_says_so_wherever_it_stands(visitor: Any, people: Any, arrange: Any) -> None:
    arrange(lambda: _draft(people["commission_admin"].actor))
    browser = visitor("commission_admin", lang="en")
    for part in ("", "/plan", "/names", "/days/new", "/places", "/centres"):
        page = browser.get(f"/elections/kurdistan-parliament-2027{part}")
        assert page.status == 200
        named = [element for element in page.all("h1, .kind, .crumbs li") if NAMES["ar"] in element.text_content()]
        assert named and all(element.cssselect("[lang=ar][dir=rtl]") for element in named), part
