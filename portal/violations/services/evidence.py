"""Files that support a report: sealed as they came, photos shown from cleaned copies."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import joinedload

from portal.audit import services as audit
from portal.core import clock, files
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.core.text import written_in
from portal.violations import policy
from portal.violations.models import Evidence, Violation
from portal.violations.services.stepping import KIND, hold
from portal.violations.vocabulary import telling

MOST = 40


def add_files(
    actor: Actor,
    violation: Violation,
    uploads: Sequence[files.Taken],
    once: str | None,
    *,
    description: str | None = None,
    language: str | None = None,
    message_id: int | None = None,
    at: datetime | None = None,
) -> list[files.Rejected]:
    """Takes every upload that is good and tells which are not. The same `once` again adds nothing."""
    hold(violation)
    if not (policy.may_edit(actor, violation) or policy.may_add(actor, violation)):
        raise Refusal(telling.NOT_NOW)
    if once and db.session.scalar(select(Evidence.id).where(Evidence.once == once).limit(1)) is not None:
        return []
    counted = select(func.count(), func.coalesce(func.max(Evidence.number), 0))
    held, highest = db.session.execute(counted.where(Evidence.violation_id == violation.id)).one()
    told: dict[str, Any] = {"message_id": message_id, "once": once, "description": description or None}
    told |= {"language": language or violation.language, "at": at or clock.now()}
    failed: list[files.Rejected] = []
    for number, upload in enumerate(uploads, start=highest + 1):
        if held >= MOST and isinstance(upload, files.Received):
            upload = files.Rejected(upload.name, Refusal(telling.TOO_MANY_FILES, status=422))
        if isinstance(upload, files.Rejected):
            failed.append(upload)
            continue
        _add(actor, violation, upload, {"number": number, **told})
        held += 1
    return failed


def _add(actor: Actor, violation: Violation, received: files.Received, told: dict[str, Any]) -> None:
    original, copy = files.keep_with_copy(received)
    kept = {"stored_id": original.id, "picture_id": copy.id if copy else None}
    db.session.add(Evidence(violation_id=violation.id, added_by_id=actor.person_id, **kept, **told))
    facts = {"sha256": original.sha256, "size": original.size, "media_type": original.media_type}
    audit.record(
        actor,
        "violations.evidence_added",
        KIND,
        violation.reference,
        after=facts,
        organisation_id=violation.organisation_id,
    )


def describe_files(actor: Actor, violation: Violation, descriptions: Mapping[int, str | None]) -> None:
    """Descriptions of a draft's files, by their number."""
    hold(violation)
    if not policy.may_edit(actor, violation):
        raise Refusal(telling.NOT_A_DRAFT)
    mine = select(Evidence).where(Evidence.violation_id == violation.id, Evidence.number.in_(descriptions))
    for evidence in db.session.scalars(mine):
        evidence.description = descriptions[evidence.number] or None
        evidence.language = written_in(evidence.description, violation.language)
    audit.record(
        actor,
        "violations.draft_saved",
        KIND,
        violation.reference,
        after={"part": "evidence"},
        organisation_id=violation.organisation_id,
    )


def remove_files(actor: Actor, violation: Violation, numbers: Collection[int]) -> None:
    """From a draft; what was sent stays for ever."""
    hold(violation)
    if not policy.may_edit(actor, violation):
        raise Refusal(telling.NOT_A_DRAFT)
    gone = select(Evidence).where(Evidence.violation_id == violation.id, Evidence.number.in_(numbers))
    pieces = list(db.session.scalars(gone.options(joinedload(Evidence.stored)))) if numbers else []
    for piece in pieces:
        audit.record(
            actor,
            "violations.evidence_removed",
            KIND,
            violation.reference,
            before={"sha256": piece.stored.sha256},
            organisation_id=violation.organisation_id,
        )
    _drop(pieces)


def drop_files(violation_id: int) -> None:
    _drop(list(db.session.scalars(select(Evidence).where(Evidence.violation_id == violation_id))))


def _drop(several: list[Evidence]) -> None:
    """The rows now; the bytes go with the daily sweep, so that a change that fails loses nothing."""
    if not several:
        return
    copies = [one.picture_id for one in several if one.picture_id]
    originals = [one.stored_id for one in several]
    db.session.execute(delete(Evidence).where(Evidence.id.in_([one.id for one in several])))
    for ids in (copies, originals):
        db.session.execute(delete(files.StoredFile).where(files.StoredFile.id.in_(ids)))


def note_look(actor: Actor, evidence: Evidence, violation: Violation) -> None:
    """Before an original leaves the portal."""
    facts = {"sha256": evidence.stored.sha256}
    audit.record(
        actor,
        "violations.original_opened",
        KIND,
        violation.reference,
        after=facts,
        organisation_id=violation.organisation_id,
    )
