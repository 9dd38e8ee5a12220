"""What may go: the personal data beside lines, never a line."""

from datetime import datetime

from sqlalchemy import and_, delete, or_, select

from portal.audit.models import Beside, Line, Turned
from portal.core.db import db


def forget_person(person_id: int) -> None:
    """The personal data beside what somebody did and beside what was done to the account. The chain still verifies."""
    about = and_(Line.subject_kind == "person", Line.subject_id == str(person_id))
    lines = select(Line.id).where(or_(Line.actor_id == person_id, about))
    db.session.execute(delete(Beside).where(Beside.line_id.in_(lines)).execution_options(synchronize_session=False))


def forget_personal(before: datetime, most: int) -> int:
    old = select(Beside.line_id).join(Line, Line.id == Beside.line_id).where(Line.at < before).order_by(Beside.line_id).limit(most)
    done = delete(Beside).where(Beside.line_id.in_(old)).execution_options(synchronize_session=False)
    return int(db.session.execute(done).rowcount)  # type: ignore[attr-defined]


def forget_turned(before: datetime, most: int) -> int:
    old = select(Turned.id).where(Turned.at < before).order_by(Turned.id).limit(most)
    done = delete(Turned).where(Turned.id.in_(old)).execution_options(synchronize_session=False)
    return int(db.session.execute(done).rowcount)  # type: ignore[attr-defined]
