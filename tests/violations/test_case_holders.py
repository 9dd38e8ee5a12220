"""Inside an organisation: members see their own reports, case-holders all; what happens to the reports of who leaves."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from portal.audit.models import Line
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.identity import queries as identity
from portal.identity.services import people as membership
from portal.identity.services.observers import add_observer
from portal.identity.vocabulary import Role
from portal.notifications.models import Notice
from portal.violations import policy, queries, services
from portal.violations.models import Violation
from portal.violations.vocabulary import Verb
from tests.people import Somebody
from tests.violations.making import details, make_report
from tests.visiting import Visitor

Filed = Callable[..., str]
Visit = Callable[..., Visitor]
People = dict[str, Somebody]


def as_member(somebody: Somebody) -> Actor:
    """The same person without the role of case-holder."""
    return Actor(**{**vars(somebody.actor), "roles": somebody.actor.roles - {"cso_case_holder"} | {"cso_member"}})


def seen(actor: Actor) -> set[str]:
    return {row.reference for row in queries.own_list(actor, queries.Filters(), None).rows}


def told(desk: Any, kind: str) -> set[int]:
    return set(desk.scalars(select(Notice.person_id).where(Notice.kind == kind)))


def lines(desk: Any, action: str) -> list[int | None]:
    return list(desk.scalars(select(Line.actor_id).where(Line.action == action)))


def remove(people: People, who: str = "cso_member") -> None:
    admin = people["cso_admin"].actor
    member = identity.member(people[who].user_name, admin)
    assert member is not None
    membership.remove(admin, member)


def test_a_member_sees_the_own_reports_and_a_case_holder_all(desk: Any, people: People) -> None:
    mine, theirs = make_report(people["cso_member"].actor), make_report(people["cso_case_holder"].actor)
    words = queries.Filters(words="لافتات")
    assert seen(people["cso_member"].actor) == {mine.reference}
    assert seen(people["cso_case_holder"].actor) == {mine.reference, theirs.reference} == seen(people["cso_admin"].actor)
    assert {row.reference for row in queries.own_list(people["cso_member"].actor, words, None).rows} == {mine.reference}
    assert sum(queries.for_desk(people["cso_member"].actor).counts.values()) == 1
    assert not policy.may_view(people["cso_member"].actor, theirs)


def test_an_administrator_who_is_no_case_holder_sees_the_own_ones_only(desk: Any, people: People) -> None:
    make_report(people["cso_member"].actor)
    assert seen(as_member(people["cso_admin"])) == set()


def test_news_go_to_the_author_and_to_case_holders(desk: Any, people: People) -> None:
    report = make_report(people["cso_case_holder"].actor)
    services.change(people["case_officer"].actor, report, Verb.TAKE_UP)
    assert told(desk, "violations.moved") == {people["cso_case_holder"].person_id, people["cso_admin"].person_id}


@pytest.mark.parametrize("who", ["cso_member", "cso_case_holder"])
def test_author_and_case_holder_look_at_the_names_on_purpose_and_with_a_line(visitor: Visit, filed: Filed, arrange: Any, people: People, who: str) -> None:
    reference = filed(names={"witness": "سلوى حميد"})
    browser = visitor(who)
    assert "سلوى حميد" not in browser.get(f"/violations/{reference}").source
    page = browser.submit("form[action$='/own-names']")
    assert page.status == 200 and "سلوى حميد" in page
    assert "سلوى حميد" not in browser.get(f"/violations/{reference}/own-names").source
    assert arrange(lambda: lines(db.session, "violations.own_names_seen")) == [people[who].person_id]


def test_who_only_works_on_a_report_does_not_look_at_its_names(visitor: Visit, filed: Filed) -> None:
    reference = filed("cso_case_holder", names={"witness": "سلوى حميد"})
    holder = visitor("cso_case_holder")
    holder.get(f"/violations/{reference}")
    holder.submit("form[action$='/holder']", hand__holder="cso_member")
    member = visitor("cso_member")
    assert not member.get(f"/violations/{reference}").all("form[action$='/own-names']")
    assert member.post(f"/violations/{reference}/own-names").status == 403


def test_a_report_is_handed_to_a_colleague_who_works_on_it_without_the_names(visitor: Visit, filed: Filed, people: People) -> None:
    reference = filed("cso_case_holder", names={"witness": "سلوى حميد"})
    assert visitor("cso_member").get(f"/violations/{reference}").status == 404
    browser = visitor("cso_case_holder", lang="en")
    browser.get(f"/violations/{reference}")
    page = browser.submit("form[action$='/holder']", hand__holder="cso_member")
    assert page.notices == ["The report was handed over."]
    member = visitor("cso_member", lang="en")
    page = member.get(f"/violations/{reference}")
    assert "You work on it" in page and "سلوى حميد" not in page.source and "Witnesses" in page
    member.submit("#form-add", text="معلومة أخرى")
    assert reference in member.get("/notifications/")
    assert reference in browser.get("/violations/"), "whoever wrote it goes on seeing it"
    assert member.post(f"/violations/{reference}/holder", hand__holder="cso_member").status == 403


def test_handing_over_leaves_a_line_and_tells_both(desk: Any, people: People) -> None:
    report = make_report(people["cso_member"].actor)
    assert services.hand_over(people["cso_admin"].actor, report, "cso_case_holder")
    assert not services.hand_over(people["cso_admin"].actor, report, "cso_case_holder")
    assert lines(desk, "violations.handed_over") == [people["cso_admin"].person_id]
    assert told(desk, "violations.handed_to_you") == {people["cso_case_holder"].person_id}
    assert told(desk, "violations.handed_on") == {people["cso_member"].person_id}


@pytest.mark.parametrize("to", ["other_member", "case_officer", "nobody"])
def test_nobody_of_elsewhere_is_handed_a_report(desk: Any, people: People, to: str) -> None:
    report = make_report(people["cso_member"].actor)
    with pytest.raises(Refusal) as refused:
        services.hand_over(people["cso_case_holder"].actor, report, to)
    assert refused.value.field == "holder" and report.holder_id == people["cso_member"].person_id


def test_what_somebody_leaves_behind_stays_and_case_holders_find_it(desk: Any, people: People) -> None:
    member, holder = people["cso_member"].actor, people["cso_case_holder"].actor
    report, draft = make_report(member), services.start(member, None, "CAM-01", "ar")
    services.save(member, draft, "people", details(names={"witness": "سلوى حميد"}))
    remove(people)
    desk.expire_all()
    assert seen(holder) == {report.reference, draft.reference} and (report.holder_id, draft.holder_id) == (None, None)
    assert report.filed_by_id == member.person_id, "the work keeps its author"
    assert told(desk, "violations.left") == {holder.person_id} and len(lines(desk, "violations.left")) == 1
    with pytest.raises(Refusal):
        services.save(holder, draft, "where", details())
    with pytest.raises(Refusal):
        services.hand_over(holder, draft, "cso_member")
    assert services.hand_over(holder, draft, "cso_case_holder") and lines(desk, "violations.own_names_seen") == [holder.person_id]
    services.save(holder, draft, "where", details())
    services.save(holder, draft, "what", details())
    services.send(holder, draft)
    assert draft.filed_by_id == holder.person_id and draft.received_at


def test_a_draft_that_was_left_behind_is_read_first_and_taken_over_then(visitor: Visit, filed: Filed, arrange: Any, people: People) -> None:
    filed()
    reference = arrange(lambda: services.start(people["cso_member"].actor, None, "CAM-01", "ar").reference)
    arrange(remove, people)
    browser = visitor("cso_case_holder", lang="en")
    page = browser.get(f"/violations/{reference}")
    assert page.status == 200 and "Nobody works on it" in page
    assert browser.get(f"/violations/{reference}/check").status == 403
    browser.get(f"/violations/{reference}")
    page = browser.submit("form[action$='/holder']", hand__holder="cso_case_holder")
    assert page.path == f"/en/violations/{reference}/check"


def test_where_nobody_can_open_a_report_the_administrators_are_told(desk: Any, people: People) -> None:
    report = make_report(people["other_member"].actor)
    admin = people["other_admin"].actor
    membership.remove(admin, identity.member("other_member", admin))
    services.change(people["case_officer"].actor, report, Verb.TAKE_UP)
    assert told(desk, "violations.nobody_holds") == {admin.person_id} and not told(desk, "violations.moved")
    membership.take_cases(admin)
    assert seen(Actor(**{**vars(admin), "roles": admin.roles | {Role.CSO_CASE_HOLDER}})) == {report.reference}


def test_a_known_code_of_an_observer_is_kept_as_the_roster_has_it(desk: Any, people: People) -> None:
    assert make_report(people["cso_member"].actor, observer_code="any 7").observer_code == "any 7", "there is no roster yet"
    add_observer(people["cso_admin"].actor, "BSR-014", {"governorate": "BSR", "sex": "female"})
    assert make_report(people["cso_member"].actor, observer_code="bsr-٠١٤").observer_code == "BSR-014"
    with pytest.raises(Refusal) as refused:
        make_report(people["cso_member"].actor, observer_code="BSR-999")
    assert refused.value.field == "observer_code"
    assert desk.scalars(select(Violation.observer_code).where(Violation.observer_code == "BSR-014")).all()
