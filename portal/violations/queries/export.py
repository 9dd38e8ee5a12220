"""An organisation's own records as plain data, as far as somebody of it sees them."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.core.access import Actor
from portal.core.crypto import open_text
from portal.core.db import db
from portal.core.files import StoredFile, safe_name
from portal.violations import policy
from portal.violations.models import Evidence, Message, Step, Violation
from portal.violations.queries.cases import visible_to

FIELDS = (
    "reference",
    "state",
    "outcome",
    "category",
    "severity",
    "phase",
    "title",
    "narrative",
    "language",
    "governorate",
    "district",
    "place",
    "timing",
    "happened_on",
    "happened_time",
    "precision",
    "affected_women",
    "affected_men",
    "affected_pwd",
    "affected_displaced",
    "source",
    "observer_code",
    "about_staff",
    "visibility",
    "summary",
    "made_at",
    "received_at",
    "updated_at",
)


def export_of(actor: Actor) -> list[dict[str, Any]]:
    """What the actor sees of the own organisation's reports, drafts included; protected names for their author and for
    case-holders. Officers' notes are not the organisation's own."""
    everything = (
        selectinload(Violation.steps),
        selectinload(Violation.messages),
        selectinload(Violation.names),
        selectinload(Violation.evidence).options(joinedload(Evidence.stored)),
    )
    mine = select(Violation).where(visible_to(actor)).order_by(Violation.arrival).options(*everything)
    return [_plain(violation, policy.may_look_at_names(actor, violation)) for violation in db.session.scalars(mine)] if policy.of_organisation(actor) else []


def export_files(actor: Actor) -> list[tuple[str, StoredFile]]:
    """Originals of the evidence in the reports that the actor sees, by report and number."""
    mine = select(Violation.reference, Evidence.number, StoredFile).join(Evidence, Evidence.violation_id == Violation.id)
    mine = mine.join(StoredFile, StoredFile.id == Evidence.stored_id).where(visible_to(actor))
    if not policy.of_organisation(actor):
        return []
    rows = db.session.execute(mine.order_by(Violation.arrival, Evidence.number))
    return [(f"violations/{row.reference}/{row.number}-{safe_name(row.StoredFile)}", row.StoredFile) for row in rows]


def filed_by(person_id: int) -> list[dict[str, Any]]:
    """What a person wrote in the reports that this person began."""
    rows = db.session.scalars(select(Violation).where(Violation.filed_by_id == person_id).order_by(Violation.arrival))
    return [{name: _value(getattr(violation, name)) for name in FIELDS} for violation in rows]


def _plain(violation: Violation, with_names: bool) -> dict[str, Any]:
    return {
        **{name: _value(getattr(violation, name)) for name in FIELDS},
        "protected_names": {row.kind: open_text(row.sealed) for row in violation.names if with_names},
        "timeline": [_step(step) for step in violation.steps],
        "messages": [_message(message) for message in violation.messages if not message.internal],
        "evidence": [_evidence(evidence) for evidence in violation.evidence],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "at": _value(step.at),
        "from": step.from_state,
        "to": step.to_state,
        "outcome": step.outcome,
        "referred_to": step.referred_to,
        "reason": step.reason,
        "language": step.language,
        "by": "commission" if step.office_id else "organisation",
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "at": _value(message.at),
        "text": message.text,
        "language": message.language,
        "by": "commission" if message.office_id else "organisation",
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "name": evidence.stored.name,
        "sha256": evidence.stored.sha256,
        "size": evidence.stored.size,
        "media_type": evidence.stored.media_type,
        "description": evidence.description,
        "at": _value(evidence.at),
    }


def _value(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
