"""Taking a document out of the readers' sight: withdrawn with a tombstone, or a draft thrown away."""

from sqlalchemy import delete, select

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.library import vocabulary
from portal.library.models import Alias, Document, DocumentTopic, ProvisionState, ProvisionStateNote, Relation, Version
from portal.library.services import holding
from portal.library.services.indexing import index_document
from portal.library.services.publishing import delete_version
from portal.library.vocabulary import Publication


def withdraw(actor: Actor, document: Document, reason: str, language: str, seen: int | None = None) -> None:
    """Leaves a dated tombstone at the address. Published versions and files are kept, and only officers see them; an open
    correction is dropped."""
    if not reason.strip():
        raise Refusal(vocabulary.NO_REASON, "reason", status=422)
    holding.hold(document)
    if document.publication == Publication.WITHDRAWN and document.withdrawn_by_id == actor.person_id:
        return
    holding.hold(document, seen)
    if document.publication != Publication.PUBLISHED:
        raise Refusal(vocabulary.NOT_PUBLISHED)
    if document.draft_version_id is not None:
        open_id, document.draft_version_id = document.draft_version_id, None
        delete_version(open_id)
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
        delete_version(version_id)
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
