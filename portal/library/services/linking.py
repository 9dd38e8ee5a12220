"""What hangs on a document: files, relations to others, states of single provisions."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from portal.audit import services as audit
from portal.core import clock, files
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.library import vocabulary
from portal.library.models import (
    Alias,
    Attachment,
    Document,
    DocumentText,
    Provision,
    ProvisionState,
    ProvisionStateNote,
    Relation,
)
from portal.library.services import holding


def attach(
    actor: Actor, document: Document, uploads: Sequence[FileStorage], *, language: str, description: str = "", role: str = "attachment",
    once: str | None = None,
) -> list[Attachment]:  # fmt: skip
    """Adds files to the open version. Raises Refusal for a file that is not accepted; then none is added."""
    holding.hold(document)
    if once and db.session.scalar(select(Attachment.id).where(Attachment.once == once).limit(1)):
        return []
    files.count_uploads(actor, len(uploads), 0)
    version = holding.open_version(document)
    last = db.session.scalar(select(func.max(Attachment.place)).where(Attachment.version_id == version.id)) or 0
    made = [
        Attachment(
            version_id=version.id, file_id=files.store(upload, kinds=files.DOCUMENTS).id, language=language, description=description.strip(),
            role=role, place=last + number, made_at=clock.now(), made_by_id=actor.person_id, once=once,
        )
        for number, upload in enumerate(uploads, 1)
    ]  # fmt: skip
    db.session.add_all(made)
    holding.touch(actor, document)
    audit.record(actor, "library.attached", "document", document.id, after={"version": version.number, "files": len(made)})
    return made


def detach(actor: Actor, document: Document, attachment_id: int) -> None:
    """From the open version; the stored file stays for the versions that have it."""
    holding.hold(document)
    version = holding.open_version(document)
    row = db.session.scalar(select(Attachment).where(Attachment.id == attachment_id, Attachment.version_id == version.id))
    if row is None:
        return
    db.session.delete(row)
    holding.touch(actor, document)
    audit.record(actor, "library.detached", "document", document.id, before={"version": version.number, "file": row.file_id})


def relate(
    actor: Actor, document: Document, kind: str, target: Document | str, *, source_key: str = "", target_key: str = "",
    target_reference: str | None = None,
) -> Relation | None:  # fmt: skip
    """Says that `document` (or its provision) amends, repeals … `target` (a document or its address). With
    `target_reference` and an unknown target the reference stays open: None comes back only for the same relation sent
    twice. Raises Refusal for an unknown target or provision."""
    holding.hold(document)
    found = _target(target) if target else None
    if found is None and not target_reference:
        raise Refusal(vocabulary.UNKNOWN_TARGET, "target", status=422)
    if found is not None and found.id == document.id:
        raise Refusal(vocabulary.OWN_TARGET, "target", status=422)
    _check_provision(document, source_key, "source_key")
    if found is not None:
        _check_provision(found, target_key, "target_key")
    same = select(Relation.id).where(
        Relation.source_id == document.id, Relation.source_key == source_key, Relation.kind == kind, Relation.target_key == target_key,
        Relation.target_id == found.id if found else Relation.target_reference == target_reference,
    )  # fmt: skip
    if db.session.scalar(same.limit(1)):
        return None
    relation = Relation(
        source_id=document.id, source_key=source_key, kind=kind, target_id=found.id if found else None, target_key=target_key,
        target_reference=None if found else target_reference,
    )  # fmt: skip
    db.session.add(relation)
    holding.touch(actor, document)
    audit.record(actor, "library.related", "document", document.id, after={"kind": kind, "target": found.slug if found else None})
    return relation


def unrelate(actor: Actor, document: Document, relation_id: int) -> None:
    holding.hold(document)
    row = db.session.scalar(select(Relation).where(Relation.id == relation_id, Relation.source_id == document.id))
    if row is None:
        return
    db.session.delete(row)
    holding.touch(actor, document)
    audit.record(actor, "library.unrelated", "document", document.id, before={"kind": row.kind, "target": row.target_id})


def set_provision_state(
    actor: Actor, document: Document, key: str, state: str, *, from_on: str | None = None, until_on: str | None = None,
    by: Document | str | None = None, notes: Mapping[str, str] | None = None,
) -> ProvisionState:  # fmt: skip
    """The legal state of one provision from a day on; `by` is the document that caused it, `notes` tell it by language.
    The same state of the same day is changed, not doubled."""
    holding.hold(document)
    _check_provision(document, key, "key")
    cause = _target(by) if by else None
    if by and cause is None:
        raise Refusal(vocabulary.UNKNOWN_TARGET, "by", status=422)
    known = select(ProvisionState).where(
        ProvisionState.document_id == document.id, ProvisionState.key == key, ProvisionState.state == state,
        ProvisionState.from_on == from_on if from_on else ProvisionState.from_on.is_(None),
    )  # fmt: skip
    row = db.session.scalar(known) or ProvisionState(document_id=document.id, key=key, state=state, from_on=from_on)
    row.until_on, row.by_document_id = until_on, cause.id if cause else None
    db.session.add(row)
    db.session.flush()
    kept = {note.language: note for note in db.session.scalars(select(ProvisionStateNote).where(ProvisionStateNote.state_id == row.id))}
    for language, text in (notes or {}).items():
        note = kept.get(language) or ProvisionStateNote(state_id=row.id, language=language)
        note.text = text.strip()
        db.session.add(note)
    holding.touch(actor, document)
    audit.record(
        actor,
        "library.provision_state",
        "document",
        document.id,
        after={"provision": key, "state": state, "from": from_on},
    )
    return row


def _target(given: Document | str) -> Document | None:
    if isinstance(given, Document):
        return given
    slug = given.strip().rstrip("/").rsplit("/", 1)[-1].lower()
    moved = select(Alias.document_id).where(Alias.slug == slug)
    return db.session.scalar(select(Document).where((Document.slug == slug) | Document.id.in_(moved)))


def _check_provision(document: Document, key: str, field: str) -> None:
    if not key:
        return
    versions = [version for version in (document.current_version_id, document.draft_version_id) if version]
    texts = select(DocumentText.id).where(DocumentText.version_id.in_(versions))
    if not db.session.scalar(select(Provision.id).where(Provision.text_id.in_(texts), Provision.key == key).limit(1)):
        raise Refusal(vocabulary.told(vocabulary.UNKNOWN_PROVISION, key=key), field, status=422)
