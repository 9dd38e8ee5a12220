"""One report, as far as the actor may see it. What the actor may not see does not exist."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, select
from sqlalchemy.orm import joinedload, selectinload

from portal.core.access import Actor
from portal.core.crypto import open_text
from portal.core.db import db
from portal.core.reference import normal_reference
from portal.violations import policy
from portal.violations.models import Evidence, ProtectedNames, Violation


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The policy's `may_view` in SQL. Drafts have no turn."""
    if policy.of_organisation(actor):
        return Violation.organisation_id == actor.organisation_id
    if not policy.is_officer(actor):
        return false()
    if actor.office_is_national:
        return Violation.turn.is_not(None)
    if actor.governorate is None:
        return false()
    return and_(Violation.governorate == actor.governorate, Violation.about_staff == false(), Violation.turn.is_not(None))


def report(reference: str, actor: Actor, **_rest: str) -> Violation | None:
    """Without its timeline and files; for changes and for the pages of the form."""
    known = normal_reference(reference)
    if known is None:
        return None
    return db.session.scalar(select(Violation).where(Violation.reference == known, visible_to(actor)))


def case(reference: str, actor: Actor, **_rest: str) -> Violation | None:
    """With everything that its page shows."""
    known = normal_reference(reference)
    if known is None:
        return None
    everything = (
        selectinload(Violation.steps), selectinload(Violation.messages),
        selectinload(Violation.evidence).options(joinedload(Evidence.stored), joinedload(Evidence.picture)),
    )  # fmt: skip
    return db.session.scalar(select(Violation).where(Violation.reference == known, visible_to(actor)).options(*everything))


@dataclass(frozen=True)
class Piece:
    """A file of a report."""

    violation: Violation
    evidence: Evidence


def piece(reference: str, evidence_id: int, actor: Actor) -> Piece | None:
    known = normal_reference(reference)
    if known is None:
        return None
    found = db.session.execute(
        select(Violation, Evidence)
        .join(Evidence, Evidence.violation_id == Violation.id)
        .where(Violation.reference == known, Evidence.id == evidence_id, visible_to(actor))
        .options(joinedload(Evidence.stored), joinedload(Evidence.picture))
    ).first()
    return Piece(found.Violation, found.Evidence) if found else None


def own_names(violation: Violation) -> dict[str, str]:
    """The protected names in clear, for the people of the organisation that gave them."""
    rows = db.session.scalars(select(ProtectedNames).where(ProtectedNames.violation_id == violation.id))
    return {row.kind: open_text(row.sealed) or "" for row in rows}


def kinds_of_names(violation: Violation) -> list[str]:
    """Which protected names were given, without opening them."""
    return list(db.session.scalars(select(ProtectedNames.kind).where(ProtectedNames.violation_id == violation.id)))


