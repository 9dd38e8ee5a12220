"""What the audit adds to a person's own copy."""

from typing import Any

from sqlalchemy import select

from portal.audit.models import Beside, Line
from portal.core.db import db


def personal(person_id: int) -> dict[str, Any]:
    """What this account did, with the personal data beside it; the newest ten thousand lines."""
    own = select(Line, Beside).outerjoin(Beside, Beside.line_id == Line.id).where(Line.actor_id == person_id).order_by(Line.id.desc()).limit(10_000)
    return {
        "audit": [
            {
                "at": line.at, "action": line.action, "record": [line.subject_kind, line.subject_id],
                "beside": beside.data if beside else None, "hash": line.hash,
            }
            for line, beside in db.session.execute(own)
        ]
    }  # fmt: skip
