"""From draft to published, corrected and withdrawn; every step once, whoever presses twice."""

from sqlalchemy import delete, select

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.identity import queries as identity
from portal.library import vocabulary
from portal.library.models import (
    Alias,
    Attachment,
    Document,
    DocumentText,
    DocumentTopic,
    Provision,
    ProvisionState,
    ProvisionStateNote,
    Relation,
    Version,
)
from portal.library.services import holding
from portal.library.services.indexing import index_document
from portal.library.services.writing import copy_text, digest
from portal.library.vocabulary import Publication
from portal.library.vocabulary.facts import order_of
from portal.notifications import services as notifications


def publish(
    actor: Actor, document: Document, *, note: str = "", note_language: str | None = None, effective_on: str | None = None,
    once: str | None = None, seen: int | None = None, tell: bool = True,
) -> None:  # fmt: skip
    """Publishes the open version: the first one, or a correction, which needs a note. Raises Refusal when nothing is open,
    a text or its authentic language is missing, or somebody saved since `seen`."""
    holding.hold(document)
    if once and db.session.scalar(select(Version.id).where(Version.once == once)):
        return
    holding.hold(document, seen)
    version = holding.open_version(document)
    correction = document.publication == Publication.PUBLISHED
    if correction and not note.strip():
        raise Refusal(vocabulary.NO_NOTE, "note", status=422)
    texts = _complete_texts(version)
    now = clock.now()
    version.published_at, version.published_by_id, version.once = now, actor.person_id, once
    version.note, version.note_language = note.strip() or None, note_language or actor.language
    version.effective_on = effective_on
    document.current_version_id, document.draft_version_id = version.id, None
    there = [code for code in vocabulary.TEXT_LANGUAGES if code in texts and texts[code].source_hash != digest("")]
    document.languages = f",{','.join(there)},"
    if not correction:
        document.publication, document.published_at, document.published_by_id = (
            Publication.PUBLISHED,
            now,
            actor.person_id,
        )
    document.order_key = order_of(document, document.id)
    holding.touch(actor, document)
    action = "library.corrected" if correction else "library.published"
    audit.record(actor, action, "document", document.id, after={"version": version.number, "languages": sorted(texts)})
    index_document(document)
    if tell:
        main = next((text for text in texts.values() if text.authentic), next(iter(texts.values())))
        people = set(identity.cso_people()) - {actor.person_id}
        notifications.tell(people, action, "document", document.slug, {"title": main.title}, mail=False)


def _complete_texts(version: Version) -> dict[str, DocumentText]:
    texts = {text.language: text for text in db.session.scalars(select(DocumentText).where(DocumentText.version_id == version.id))}
    with_words = select(Provision.id).where(Provision.text_id.in_([text.id for text in texts.values()])).limit(1)
    with_files = select(Attachment.id).where(Attachment.version_id == version.id).limit(1)
    if not texts or not (db.session.scalar(with_words) or db.session.scalar(with_files)):
        raise Refusal(vocabulary.NO_TEXT, status=422)
    there = [text for text in texts.values() if text.source_hash != digest("")] or list(texts.values())
    if len(there) == 1 and there[0].origin == vocabulary.Origin.WRITTEN:
        there[0].authentic = True
    if len(there) > 1 and not any(text.authentic for text in there):
        raise Refusal(vocabulary.NO_AUTHENTIC, status=422)
    return texts


def begin_correction(actor: Actor, document: Document) -> Version:
    """Opens the next version as a copy; readers keep the present one until it is published. An open one is given back."""
    holding.hold(document)
    if document.publication != Publication.PUBLISHED or document.current_version_id is None:
        raise Refusal(vocabulary.NOT_PUBLISHED)
    if document.draft_version_id is not None:
        return holding.open_version(document)
    current = db.session.get_one(Version, document.current_version_id)
    version = holding.new_version(actor, document, current.number + 1)
    for text in db.session.scalars(select(DocumentText).where(DocumentText.version_id == current.id).order_by(DocumentText.id)).all():
        copy_text(text, version.id)
    kept = ("file_id", "role", "language", "origin", "checked_by_id", "description", "place", "made_at", "made_by_id")
    attached = db.session.scalars(select(Attachment).where(Attachment.version_id == current.id)).all()
    db.session.add_all(Attachment(version_id=version.id, **{name: getattr(row, name) for name in kept}) for row in attached)
    holding.touch(actor, document)
    audit.record(actor, "library.correction_begun", "document", document.id, after={"version": version.number})
    return version


def drop_correction(actor: Actor, document: Document) -> None:
    """Throws the open correction away; the published version stays as it is."""
    holding.hold(document)
    if document.publication != Publication.PUBLISHED or document.draft_version_id is None:
        return
    version = holding.open_version(document)
    number = version.number
    document.draft_version_id = None
    _delete_version(version.id)
    holding.touch(actor, document)
    audit.record(actor, "library.correction_dropped", "document", document.id, before={"version": number})


def withdraw(actor: Actor, document: Document, reason: str, language: str, seen: int | None = None) -> None:
    """Leaves a dated tombstone at the address. Versions and files are kept, and only officers see them."""
    if not reason.strip():
        raise Refusal(vocabulary.NO_REASON, "reason", status=422)
    holding.hold(document)
    if document.publication == Publication.WITHDRAWN and document.withdrawn_by_id == actor.person_id:
        return
    holding.hold(document, seen)
    if document.publication != Publication.PUBLISHED:
        raise Refusal(vocabulary.NOT_PUBLISHED)
    document.publication = Publication.WITHDRAWN
    document.withdrawn_at, document.withdrawn_by_id = clock.now(), actor.person_id
    document.withdrawal_reason, document.withdrawal_language = reason.strip(), language
    holding.touch(actor, document)
    audit.record(
        actor,
        "library.withdrawn",
        "document",
        document.id,
        before={"publication": "published"},
        after={"publication": "withdrawn"},
    )
    index_document(document)


def discard(actor: Actor, document: Document) -> None:
    """Deletes a draft that was never published; the audit line keeps its address and identity."""
    holding.hold(document)
    if document.publication != Publication.DRAFT:
        raise Refusal(vocabulary.NOT_DRAFT)
    audit.record(
        actor,
        "library.discarded",
        "document",
        document.id,
        before={"slug": document.slug, "identity": document.identity},
    )
    versions = db.session.scalars(select(Version.id).where(Version.document_id == document.id)).all()
    for version_id in versions:
        _delete_version(version_id)
    states = select(ProvisionState.id).where(ProvisionState.document_id == document.id)
    db.session.execute(delete(ProvisionStateNote).where(ProvisionStateNote.state_id.in_(states)))
    for model, column in (
        (ProvisionState, ProvisionState.document_id), (Relation, Relation.source_id), (Relation, Relation.target_id),
        (DocumentTopic, DocumentTopic.document_id), (Alias, Alias.document_id),
    ):  # fmt: skip
        db.session.execute(delete(model).where(column == document.id))
    db.session.delete(document)
    db.session.flush()


def reindex(document: Document) -> None:
    index_document(document)


def _delete_version(version_id: int) -> None:
    texts = select(DocumentText.id).where(DocumentText.version_id == version_id)
    db.session.execute(delete(Provision).where(Provision.text_id.in_(texts)))
    for model in (DocumentText, Attachment):
        db.session.execute(delete(model).where(model.version_id == version_id))
    db.session.flush()
    db.session.execute(delete(Version).where(Version.id == version_id))
