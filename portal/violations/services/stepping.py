"""One step of a report: its state, its line in the timeline, its place in the lists."""

import secrets
from datetime import datetime

from sqlalchemy import select

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.identity import queries as identity
from portal.identity.vocabulary import Role
from portal.notifications import services as notifications
from portal.violations.models import Step, Violation
from portal.violations.vocabulary import (
    FINISHED,
    NAMES_OPENED,
    OFFICERS_MOVE,
    State,
    Timing,
    Verb,
    Visibility,
    leads_to,
    telling,
)

# Turns are made of a group and of the arrival. 2^54 is above every arrival until the year 2100.
GROUP = 2**54
WAITING = 2 * GROUP
KIND = "violation"


def hold(violation: Violation) -> None:
    """Until the transaction ends nobody else changes this report; all its columns are the present ones afterwards, so that
    nobody is told of what was meanwhile marked as being about an office's staff."""
    db.session.refresh(violation, attribute_names=Violation.__table__.columns.keys(), with_for_update=True)


def sent_before(once: str | None) -> bool:
    return once is not None and db.session.scalar(select(Step.id).where(Step.once == once)) is not None


def step(
    actor: Actor,
    violation: Violation,
    verb: Verb,
    at: datetime,
    *,
    once: str | None = None,
    reason: str | None = None,
    language: str | None = None,
    outcome: str | None = None,
    referred_to: str | None = None,
) -> Step:
    """Makes the change of the table, or refuses."""
    target = leads_to(verb, violation.state)
    if target is None:
        raise Refusal(telling.NOT_NOW)
    made = Step(
        violation_id=violation.id,
        once=once,
        verb=verb,
        from_state=violation.state,
        to_state=target,
        outcome=outcome,
        referred_to=referred_to,
        reason=reason or None,
        language=language if reason else None,
        by_id=actor.person_id,
        office_id=actor.office_id,
        at=at,
    )
    db.session.add(made)
    violation.state = target
    if verb in (Verb.CONCLUDE, Verb.REOPEN):
        violation.outcome = outcome
    violation.unanswered = actor.organisation_id is not None and verb == Verb.INFORM
    touch(violation, at)
    return made


def note_opening(actor: Actor, violation: Violation, reason: str, language: str, once: str | None, at: datetime) -> None:
    """Not a change of state; the organisation sees it in the timeline all the same."""
    made = Step(
        violation_id=violation.id,
        once=once,
        verb=NAMES_OPENED,
        from_state=violation.state,
        to_state=violation.state,
        reason=reason,
        language=language,
        by_id=actor.person_id,
        office_id=actor.office_id,
        at=at,
    )
    db.session.add(made)


def touch(violation: Violation, at: datetime) -> None:
    """After every change: the report's places in the lists follow its state."""
    violation.updated_at = at
    violation.turn = turn_of(violation)
    shared = violation.visibility == Visibility.SUMMARY and violation.state not in (State.DRAFT, State.WITHDRAWN)
    violation.share_key = (violation.share_key or share_key(violation)) if shared else None


def arrival_of(at: datetime) -> int:
    """Milliseconds with chance at their end: in order of time, and two of one millisecond differ."""
    return int(at.timestamp() * 1000) * 4096 + secrets.randbelow(4096)


def share_key(violation: Violation) -> int:
    """By the day of receipt and by chance within it: the hour of a filing could tell who filed."""
    day = clock.local(violation.received_at or violation.made_at).date()
    return day.toordinal() * 2**32 + secrets.randbelow(2**32)


def turn_of(violation: Violation) -> int | None:
    """Highest first: urgent ones, then what waits for officers, each longest waiting first; then what waits for others
    and what is finished, newest first."""
    if violation.state == State.DRAFT:
        return None
    waits = violation.state in OFFICERS_MOVE or (violation.unanswered and violation.state != State.WITHDRAWN)
    if waits:
        urgent = violation.timing != Timing.OCCURRED and violation.state in (State.RECEIVED, State.REOPENED)
        return (4 if urgent else 3) * GROUP - violation.arrival
    return (0 if violation.state in FINISHED else 1) * GROUP + violation.arrival


def tell_officers(violation: Violation, kind: str, mail: bool) -> None:
    people = identity.officers(Role.CASE_OFFICER, violation.governorate, national_only=violation.about_staff)
    notifications.tell(people, kind, KIND, violation.reference, {"reference": violation.reference}, mail=mail)


def tell_organisation(violation: Violation, kind: str, mail: bool) -> None:
    """Those who may open it. When nobody can any more, the administrators learn that a case-holder is needed."""
    people = identity.among_people(violation.organisation_id, (violation.filed_by_id, violation.holder_id), Role.CSO_CASE_HOLDER)
    told = {"reference": violation.reference, "state": violation.state}
    notifications.tell(people, kind, KIND, violation.reference, told, mail=mail)
    if not people:
        administrators = identity.people_with_role(violation.organisation_id, Role.CSO_ADMIN)
        notifications.tell(administrators, "violations.nobody_holds", "people", "own", {"reference": violation.reference}, mail=mail)
