"""Who may. In an organisation each works on the own reports and case-holders on all, case officers on those of their
office's reach."""

from typing import Protocol

from portal.core.access import CSO_ROLES, Actor
from portal.violations.vocabulary import Side, State, Verb, Visibility, changes_from

CASE_OFFICER, CASE_HOLDER = "case_officer", "cso_case_holder"


# In every other state the organisation may tell more; an officer can then reopen what was closed.
CLOSED_TO_ADDITIONS = frozenset({State.DRAFT, State.WITHDRAWN})


class Report(Protocol):
    """What the policy looks at."""

    organisation_id: int
    filed_by_id: int
    holder_id: int | None
    governorate: str | None
    about_staff: bool
    state: str
    visibility: str


def is_officer(actor: Actor) -> bool:
    return actor.is_commission and CASE_OFFICER in actor.roles


def of_organisation(actor: Actor) -> bool:
    """A suspended organisation's people too: they read their own records and do nothing else."""
    return actor.organisation_id is not None and bool(CSO_ROLES & actor.roles)


def may_list(actor: Actor) -> bool:
    return of_organisation(actor) or is_officer(actor)


def may_file(actor: Actor) -> bool:
    return actor.is_cso and of_organisation(actor)


def may_see_shared(actor: Actor) -> bool:
    return may_file(actor)


def reaches(actor: Actor, report: Report) -> bool:
    """A region's and a governorate's office never see what is about the staff of a governorate's office; the national
    office sees it."""
    if not is_officer(actor) or report.state == State.DRAFT:
        return False
    if actor.office_is_national:
        return True
    return report.governorate in actor.governorates and not report.about_staff


def is_case_holder(actor: Actor) -> bool:
    return of_organisation(actor) and CASE_HOLDER in actor.roles


def owns(actor: Actor, report: Report) -> bool:
    """Its author, who works on it now, and the case-holders. A draft is its author's alone until somebody else takes it
    over or the author leaves (`holder_id` is then another, or nobody)."""
    if not of_organisation(actor) or report.organisation_id != actor.organisation_id:
        return False
    if actor.person_id == report.filed_by_id:
        return True
    if report.state == State.DRAFT:
        return is_case_holder(actor) and report.holder_id != report.filed_by_id
    return is_case_holder(actor) or actor.person_id == report.holder_id


def may_look_at_names(actor: Actor, report: Report) -> bool:
    """Who gave them and case-holders, each look with a trace; only the form's own pages show what was typed there."""
    return owns(actor, report) and (is_case_holder(actor) or actor.person_id == report.filed_by_id)


def may_hand_over(actor: Actor, report: Report) -> bool:
    return may_file(actor) and owns(actor, report) and is_case_holder(actor)


def may_view(actor: Actor, report: Report) -> bool:
    return owns(actor, report) or reaches(actor, report)


def may_view_summary(actor: Actor, report: Report) -> bool:
    """Of another organisation's report, where it shares one."""
    shared = report.visibility == Visibility.SUMMARY and report.state not in (State.DRAFT, State.WITHDRAWN)
    return may_see_shared(actor) and shared and report.organisation_id != actor.organisation_id


def may_see_receipt(actor: Actor, report: Report) -> bool:
    return may_view(actor, report) and report.state != State.DRAFT


def may_edit(actor: Actor, report: Report) -> bool:
    """Somebody else's draft only after taking it over."""
    mine = actor.person_id in (report.filed_by_id, report.holder_id)
    return may_file(actor) and owns(actor, report) and mine and report.state == State.DRAFT


def may_open_form(actor: Actor, report: Report) -> bool:
    """The pages of the form; who comes to them after sending is led to the report."""
    return may_file(actor) and owns(actor, report) and (report.state != State.DRAFT or may_edit(actor, report))


def may_take_part(actor: Actor, report: Report) -> bool:
    """The organisation's addresses on a report that was sent; whether its state allows it, the service says."""
    return may_file(actor) and owns(actor, report) and report.state != State.DRAFT


def may_add(actor: Actor, report: Report) -> bool:
    return may_take_part(actor, report) and report.state not in CLOSED_TO_ADDITIONS


def may_withdraw(actor: Actor, report: Report) -> bool:
    return may_take_part(actor, report) and Verb.WITHDRAW in changes_from(report.state, Side.ORGANISATION)


def may_decide(actor: Actor, report: Report) -> bool:
    return reaches(actor, report)


may_answer = may_decide
may_open_names = may_decide


def may_open_original(actor: Actor, report: Report) -> bool:
    return may_view(actor, report)
