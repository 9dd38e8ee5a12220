"""Who sees what: another organisation, a governorate's office, its own staff, a suspended organisation, everybody else."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.notifications.models import Notice
from portal.violations import policy, queries, services
from portal.violations.models import Violation
from portal.violations.vocabulary import State, Verb
from tests.people import Somebody
from tests.violations.making import details, make_report
from tests.visiting import Visitor

Filed = Callable[..., str]
Visit = Callable[..., Visitor]
People = dict[str, Somebody]
OTHERS = ["other_member", "other_admin", "suspended_member", "publishing_officer", "commission_admin", "auditor"]


def references(page: Any) -> set[str]:
    return {row.reference for row in page.rows}


@pytest.mark.parametrize("who", [*OTHERS, "nineveh_officer"])
def test_for_everybody_else_the_report_does_not_exist(visitor: Visit, filed: Filed, who: str) -> None:
    reference = filed(governorate="BSR")
    browser = visitor(who, examined=False)
    for rest in ("", "/receipt", "/check", "/edit/where", "/evidence/1", "/evidence/1/original"):
        assert browser.answer("GET", f"/en/violations/{reference}{rest}").status == 404
    for rest in ("/change/take_up", "/messages", "/names", "/additions", "/withdraw", "/discard"):
        assert browser.post(f"/violations/{reference}{rest}").status == 404


@pytest.mark.parametrize("who", ["cso_member", "cso_case_holder", "cso_admin", "case_officer", "basra_officer"])
def test_its_author_the_case_holders_and_its_officers_see_it(visitor: Visit, filed: Filed, who: str) -> None:
    reference = filed(governorate="BSR")
    assert visitor(who).get(f"/violations/{reference}").status == 200
    assert reference in visitor(who).get("/violations/")


@pytest.mark.parametrize("who", ["publishing_officer", "commission_admin", "auditor"])
def test_other_staff_of_the_commission_has_no_access_to_the_desk(visitor: Visit, who: str) -> None:
    browser = visitor(who)
    assert browser.get("/violations/").status == 403
    assert browser.get("/violations/new").status == 403


def test_officers_file_nothing_and_organisations_decide_nothing(visitor: Visit, filed: Filed) -> None:
    reference = filed()
    assert visitor("case_officer").get("/violations/new").status == 403
    assert visitor("cso_member").post(f"/violations/{reference}/change/take_up").status == 403
    assert visitor("cso_member").post(f"/violations/{reference}/names").status == 403
    assert visitor("case_officer").post(f"/violations/{reference}/withdraw").status == 403


def test_a_verb_that_is_not_the_officers_has_no_address(visitor: Visit, filed: Filed) -> None:
    assert visitor("case_officer").post(f"/violations/{filed()}/change/withdraw").status == 404


def test_an_office_sees_neither_report_nor_count_nor_hit_nor_notice_about_its_own_staff(desk: Any, people: People) -> None:
    report = make_report(people["cso_member"].actor, governorate="BSR", about_staff=True, narrative="موظف المكتب طلب رشوة")
    basra, national = people["basra_officer"].actor, people["case_officer"].actor
    words = queries.Filters(words="رشوة")
    assert not policy.may_view(basra, report) and queries.report(report.reference, basra) is None
    assert not queries.inbox(basra, queries.Filters(), None).rows and not queries.inbox(basra, words, None).rows
    assert not queries.inbox(basra, queries.Filters(words=report.reference), None).rows
    assert queries.for_desk(basra).counts == {} and not queries.for_desk(basra).waiting
    assert references(queries.inbox(national, words, None)) == {report.reference}
    assert queries.for_desk(national).counts == {State.RECEIVED: 1}
    told = {notice.person_id for notice in desk.query(Notice)}
    assert people["case_officer"].person_id in told and people["basra_officer"].person_id not in told
    with pytest.raises(Refusal):
        services.change(basra, report, Verb.TAKE_UP)


def test_what_was_marked_meanwhile_as_about_an_offices_staff_is_not_told_to_that_office(desk: Any, people: People) -> None:
    mine = people["cso_member"].actor
    report = services.start(mine, None, "CAM-01", "ar")
    for part in ("where", "what", "people"):
        services.save(mine, report, part, details())
    meanwhile = update(Violation).where(Violation.id == report.id).values(about_staff=True)
    desk.execute(meanwhile.execution_options(synchronize_session=False))
    services.send(mine, report)
    told = {notice.person_id for notice in desk.query(Notice)}
    assert people["case_officer"].person_id in told and people["basra_officer"].person_id not in told


def test_an_office_is_told_of_reports_of_its_governorate_only(desk: Any, people: People) -> None:
    make_report(people["cso_member"].actor, governorate="BSR")
    told = {notice.person_id for notice in desk.query(Notice)}
    assert people["basra_officer"].person_id in told and people["nineveh_officer"].person_id not in told


def test_a_regions_office_reaches_the_governorates_of_the_offices_under_it(desk: Any, people: People) -> None:
    mine, region = people["cso_member"].actor, people["region_officer"].actor
    duhok = make_report(mine, governorate="DHK")
    told = {notice.person_id for notice in desk.query(Notice)}
    make_report(mine, governorate="DHK", about_staff=True)
    make_report(mine, governorate="BSR")
    assert region.governorates == {"DHK"} and people["basra_officer"].actor.governorates == {"BSR"}
    assert references(queries.inbox(region, queries.Filters(), None)) == {duhok.reference}
    assert region.person_id in told and people["basra_officer"].person_id not in told
    assert sum(notice.person_id == region.person_id for notice in desk.query(Notice)) == 1
    services.change(region, duhok, Verb.TAKE_UP)


def test_a_governorate_that_moves_into_a_draft_does_not_reach_an_office_before_it_is_sent(desk: Any, people: People) -> None:
    services.start(people["cso_member"].actor, None, "CAM-01", "ar")
    for officer in ("case_officer", "basra_officer"):
        assert not queries.inbox(people[officer].actor, queries.Filters(), None).rows
        assert queries.for_desk(people[officer].actor).counts == {}


def test_a_suspended_organisation_reads_its_own_and_changes_nothing(visitor: Visit, filed: Filed, arrange: Callable[..., Any], people: People) -> None:
    reference = filed()

    def hand_over() -> None:
        halted = people["suspended_member"]
        db.session.query(Violation).update({"organisation_id": halted.organisation_id, "filed_by_id": halted.person_id, "holder_id": halted.person_id})

    arrange(hand_over)
    member = visitor("suspended_member")
    assert reference in member.get("/violations/")
    page = member.get(f"/violations/{reference}")
    assert page.status == 200 and not page.all("main form[method=post]")
    assert member.get("/violations/new").status == 403 and member.get("/violations/shared").status == 403
    for rest in ("/additions", "/withdraw", "/discard"):
        assert member.post(f"/violations/{reference}{rest}").status == 403


def test_a_service_refuses_a_suspended_organisation_too(desk: Any, people: People) -> None:
    with pytest.raises(Refusal) as refused:
        services.start(people["suspended_member"].actor, None, "CAM-01", "ar")
    assert refused.value.status == 403


def test_a_shared_summary_tells_kind_governorate_and_day_and_not_who(visitor: Visit, filed: Filed) -> None:
    reference = filed(visibility="summary", summary="لافتات قرب مركز اقتراع", summary_language="ar")
    filed_name = "منظمة النهرين"
    page = visitor("other_member").get("/violations/shared")
    assert "لافتات قرب مركز اقتراع" in page and "البصرة" in page
    assert filed_name not in page.source and reference not in page.source and "النخيل" not in page.source
    assert len(page.statements) <= 6
    assert "لافتات قرب مركز اقتراع" not in visitor("cso_member").get("/violations/shared")


def test_summaries_of_drafts_and_of_what_was_withdrawn_are_not_shared(desk: Any, people: People) -> None:
    mine, other = people["cso_member"].actor, people["other_member"].actor
    shared = {"visibility": "summary", "summary": "ملخص", "summary_language": "ar"}
    draft = services.start(mine, None, "CAM-01", "ar")
    services.save(mine, draft, "people", details(**shared))
    withdrawn = make_report(mine, **shared)
    services.withdraw(mine, withdrawn, "سبب", "ar")
    make_report(mine)
    assert not queries.shared(other, queries.Filters(), None).rows
    kept = make_report(mine, **shared)
    assert len(queries.shared(other, queries.Filters(), None).rows) == 1
    assert policy.may_view_summary(other, kept) and not policy.may_view_summary(mine, kept)


def test_case_officers_of_an_office_without_a_governorate_see_nothing(desk: Any, people: People) -> None:
    report = make_report(people["cso_member"].actor)
    basra = vars(people["basra_officer"].actor)
    region = Actor(**{**basra, "governorates": frozenset()})
    assert not policy.may_view(region, report) and queries.report(report.reference, region) is None


def test_keys_of_lists_tell_nobody_how_much_others_file(desk: Any, people: People) -> None:
    mine, other = people["cso_member"].actor, people["other_member"].actor
    first = make_report(mine)
    for _ in range(5):
        make_report(other)
    second = make_report(mine)
    assert second.id - first.id == 6
    assert second.arrival - first.arrival > 6 and second.reference != first.reference
