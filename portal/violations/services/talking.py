"""Talk between the organisation and the officers, and the opening of protected names."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from portal.audit import services as audit
from portal.core import clock, files
from portal.core.access import Actor
from portal.core.crypto import open_text
from portal.core.db import db
from portal.core.limits import count
from portal.core.refusal import Refusal
from portal.violations import policy
from portal.violations.models import Message, ProtectedNames, Violation
from portal.violations.services import limits
from portal.violations.services.evidence import add_files
from portal.violations.services.stepping import KIND, hold, note_opening, sent_before, step, tell_officers, tell_organisation, touch
from portal.violations.vocabulary import State, Verb, telling


def answer(
    actor: Actor,
    violation: Violation,
    text: str,
    language: str,
    *,
    internal: bool = False,
    once: str | None = None,
    at: datetime | None = None,
) -> None:
    """An officer's message to the organisation, or a note that only officers read."""
    hold(violation)
    if not policy.may_answer(actor, violation):
        raise Refusal(telling.NOT_YOURS, status=403)
    if _known(once) is not None:
        return
    if not text:
        raise Refusal(telling.NO_MESSAGE, "text", 422)
    moment = at or clock.now()
    _write(actor, violation, text, language, once, moment, internal)
    action = "violations.noted" if internal else "violations.answered"
    audit.record(actor, action, KIND, violation.reference, organisation_id=violation.organisation_id)
    if internal:
        return
    violation.unanswered = False
    touch(violation, moment)
    tell_organisation(violation, "violations.answered", mail=at is None)


def add(
    actor: Actor,
    violation: Violation,
    text: str,
    language: str,
    uploads: Sequence[files.Taken] = (),
    *,
    description: str | None = None,
    once: str | None = None,
    at: datetime | None = None,
) -> list[files.Rejected]:
    """The organisation adds information or evidence, which answers a question of the commission if one stands. Uploads
    that are not good are told and not taken; with nothing good at all nothing happens."""
    hold(violation)
    if not policy.may_take_part(actor, violation):
        raise Refusal(telling.NOT_YOURS, status=403)
    if _known(once) is not None:
        return []
    if not policy.may_add(actor, violation):
        raise Refusal(telling.NOT_NOW)
    if not text and not uploads:
        raise Refusal(telling.NOTHING_TYPED, "text", 422)
    moment = at or clock.now()
    message = _write(actor, violation, text, language, once, moment)
    told = {"description": description, "language": language, "message_id": message.id, "at": moment}
    failed = add_files(actor, violation, uploads, once, **told)  # type: ignore[arg-type]
    if not text and len(failed) == len(uploads):
        db.session.delete(message)
        return failed
    if violation.state == State.NEEDS_INFORMATION:
        step(actor, violation, Verb.INFORM, moment)
    violation.unanswered = True
    touch(violation, moment)
    audit.record(actor, "violations.added", KIND, violation.reference, organisation_id=violation.organisation_id)
    tell_officers(violation, "violations.added", mail=at is None)
    return failed


def open_names(
    actor: Actor,
    violation: Violation,
    reason: str | None,
    language: str,
    once: str | None = None,
    at: datetime | None = None,
) -> dict[str, str]:
    """The protected names by kind. The reason stands in the timeline, where the organisation reads it; the same `once`
    again gives the names without another line."""
    hold(violation)
    if not policy.may_open_names(actor, violation):
        raise Refusal(telling.NOT_YOURS, status=403)
    if not reason:
        raise Refusal(telling.NO_REASON, "reason", 422)
    # Of this report and officer: a key of elsewhere must not open names without a line.
    key = hashlib.sha256(f"names|{violation.id}|{actor.person_id}|{once}".encode()).hexdigest() if once else None
    if not sent_before(key):
        note_opening(actor, violation, reason, language, key, at or clock.now())
        audit.record(actor, "violations.names_opened", KIND, violation.reference, organisation_id=violation.organisation_id)
        tell_organisation(violation, "violations.names_opened", mail=at is None)
    rows = db.session.scalars(select(ProtectedNames).where(ProtectedNames.violation_id == violation.id))
    return {row.kind: open_text(row.sealed) or "" for row in rows}


def _known(once: str | None) -> int | None:
    return db.session.scalar(select(Message.id).where(Message.once == once)) if once else None


def _write(actor: Actor, violation: Violation, text: str, language: str, once: str | None, at: datetime, internal: bool = False) -> Message:
    count(actor, limits.WORDS)
    message = Message(
        violation_id=violation.id,
        once=once,
        text=text,
        language=language,
        internal=internal,
        by_id=actor.person_id,
        office_id=actor.office_id,
        at=at,
    )
    db.session.add(message)
    db.session.flush()
    return message
