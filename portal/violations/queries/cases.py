"""One report, as far as the actor may see it. What the actor may not see does not exist."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.core.access import Actor
from portal.core.crypto import open_text
from portal.core.db import db
from portal.core.reference import normal_reference
from portal.identity import queries as identity
from portal.identity.vocabulary import Role
from portal.violations import policy
from portal.violations.models import Evidence, ProtectedNames, Violation
from portal.violations.vocabulary import CHANGES, Side, State
from portal.violations.vocabulary.parts import Part


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The policy's `may_view` in SQL. Drafts have no turn."""
    if policy.of_organisation(actor):
        return and_(Violation.organisation_id == actor.organisation_id, _own(actor))
    if not policy.is_officer(actor):
        return false()
    if actor.office_is_national:
        return Violation.turn.is_not(None)
    return and_(Violation.governorate.in_(sorted(actor.governorates)), Violation.about_staff == false(), Violation.turn.is_not(None))


def _own(actor: Actor) -> ColumnElement[bool]:
    """The policy's `owns` in SQL."""
    sent, mine = Violation.state != State.DRAFT, Violation.filed_by_id == actor.person_id
    if not policy.is_case_holder(actor):
        return or_(mine, and_(sent, Violation.holder_id == actor.person_id))
    return or_(sent, mine, Violation.holder_id.is_distinct_from(Violation.filed_by_id))


def report(reference: str, actor: Actor) -> Violation | None:
    """Without its timeline and files; for changes and for the pages of the form."""
    known = normal_reference(reference)
    if known is None:
        return None
    return db.session.scalar(select(Violation).where(Violation.reference == known, visible_to(actor)))


def case(reference: str, actor: Actor) -> Violation | None:
    """With everything that its page shows."""
    known = normal_reference(reference)
    if known is None:
        return None
    everything = (
        selectinload(Violation.steps),
        selectinload(Violation.messages),
        selectinload(Violation.evidence).options(joinedload(Evidence.stored), joinedload(Evidence.picture)),
    )
    return db.session.scalar(select(Violation).where(Violation.reference == known, visible_to(actor)).options(*everything))


def case_at_part(reference: str, part: str, actor: Actor) -> Violation | None:
    """For a page of the form; there is no page of an unknown part."""
    return case(reference, actor) if part in set(Part) else None


def case_for_change(reference: str, verb: str, actor: Actor) -> Violation | None:
    """For a change of the table of states that officers make."""
    officers = {known for known, change in CHANGES.items() if change.side == Side.OFFICERS}
    return case(reference, actor) if verb in officers else None


Report = Violation


@dataclass(frozen=True)
class Piece:
    """A file of a report."""

    violation: Violation
    evidence: Evidence


def piece(reference: str, number: int, actor: Actor) -> Piece | None:
    known = normal_reference(reference)
    if known is None:
        return None
    found = db.session.execute(
        select(Violation, Evidence)
        .join(Evidence, Evidence.violation_id == Violation.id)
        .where(Violation.reference == known, Evidence.number == number, visible_to(actor))
        .options(joinedload(Evidence.stored), joinedload(Evidence.picture))
    ).first()
    return Piece(found.Violation, found.Evidence) if found else None


def own_names(violation: Violation) -> dict[str, str]:
    """The protected names in clear, for who gave them and for who has taken the draft over."""
    rows = db.session.scalars(select(ProtectedNames).where(ProtectedNames.violation_id == violation.id))
    return {row.kind: open_text(row.sealed) or "" for row in rows}


def takers(violation: Violation) -> list[tuple[str, str]]:
    """User name and name of those to whom it may be handed; a draft, whose form shows the protected names, to
    case-holders only."""
    role = Role.CSO_CASE_HOLDER if violation.state == State.DRAFT else None
    people = identity.colleagues(violation.organisation_id, role)
    return [(user_name, name) for person_id, user_name, name in people if person_id != violation.holder_id]


def kinds_of_names(violation: Violation) -> list[str]:
    """Which protected names were given, without opening them."""
    return list(db.session.scalars(select(ProtectedNames.kind).where(ProtectedNames.violation_id == violation.id)))


def references(ids: Iterable[int]) -> dict[int, str]:
    wanted = set(ids)
    rows = db.session.execute(select(Violation.id, Violation.reference).where(Violation.id.in_(wanted))) if wanted else ()
    return {row.id: row.reference for row in rows}
