"""What goes by itself when its time has come."""

from datetime import datetime

from sqlalchemy import delete, select, update

from portal.audit import services as audit
from portal.core.access import SYSTEM
from portal.core.db import db
from portal.violations.models import ProtectedNames, Violation
from portal.violations.services.filing import KIND, remove_draft
from portal.violations.vocabulary import State

ENDED = (State.CLOSED, State.WITHDRAWN, State.NOT_TAKEN_UP)


def drop_drafts(before: datetime, most: int) -> int:
    old = select(Violation).where(Violation.state == State.DRAFT, Violation.updated_at < before).order_by(Violation.id).limit(most)
    found = list(db.session.scalars(old))
    for violation in found:
        remove_draft(SYSTEM, violation)
    return len(found)


def drop_names(before: datetime, most: int) -> int:
    """The report stays; a line says that its names went."""
    old = select(Violation.id, Violation.reference, Violation.organisation_id).where(Violation.state.in_(ENDED), Violation.updated_at < before)
    named = select(ProtectedNames.violation_id).where(ProtectedNames.violation_id == Violation.id).exists()
    found = db.session.execute(old.where(named).order_by(Violation.id).limit(most)).all()
    for row in found:
        db.session.execute(delete(ProtectedNames).where(ProtectedNames.violation_id == row.id))
        audit.record(SYSTEM, "violations.names_forgotten", KIND, row.reference, organisation_id=row.organisation_id)
    return len(found)


def forget_organisation(organisation_id: int) -> None:
    """Drafts go, and nobody of it works on what was sent; that stays: the commission has received it."""
    drafts = select(Violation).where(Violation.state == State.DRAFT, Violation.organisation_id == organisation_id).order_by(Violation.id)
    for violation in db.session.scalars(drafts).all():
        remove_draft(SYSTEM, violation)
    db.session.execute(update(Violation).where(Violation.organisation_id == organisation_id).values(holder_id=None))
