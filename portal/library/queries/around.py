"""What stands around a text: states of its provisions, relations to other documents, files, the issuer and topics.

The statements are made once: building them costs more than asking them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, null, or_, select, union_all

from portal.core.db import db, pick
from portal.core.files import StoredFile
from portal.library.models import (
    Attachment,
    Document,
    DocumentText,
    DocumentTopic,
    IssuerName,
    ProvisionState,
    ProvisionStateNote,
    Relation,
    TopicName,
)
from portal.library.vocabulary import Publication
from portal.library.vocabulary.naming import Naming, naming

NAMED = (
    Document.slug, Document.kind, Document.number, Document.year, Document.minutes_kind, Document.minutes_number, Document.minutes_year,
    Document.publication,
)  # fmt: skip
OWN = bindparam("document_id", type_=Document.id.type)
STATES = (
    select(
        ProvisionState.id.label("state_id"), ProvisionState.key, ProvisionState.state, ProvisionState.from_on, ProvisionState.until_on,
        ProvisionStateNote.language, ProvisionStateNote.text, *NAMED,
    )
    .outerjoin(ProvisionStateNote, ProvisionStateNote.state_id == ProvisionState.id)
    .outerjoin(Document, (Document.id == ProvisionState.by_document_id) & (Document.publication == Publication.PUBLISHED))
    .where(ProvisionState.document_id == OWN)
    .order_by(ProvisionState.from_on, ProvisionState.id)
)  # fmt: skip
LINKS = (
    select(
        Relation.id.label("relation_id"), Relation.kind.label("relation"), Relation.source_id, Relation.source_key, Relation.target_key,
        Relation.target_reference, Document.published_on, Document.ratified_on, Document.passed_on, DocumentText.title,
        DocumentText.language, *NAMED,
    )
    .outerjoin(
        Document,
        or_(
            (Relation.source_id == OWN) & (Document.id == Relation.target_id),
            (Relation.target_id == OWN) & (Document.id == Relation.source_id),
        ),
    )
    .outerjoin(DocumentText, DocumentText.version_id == Document.current_version_id)
    .where(or_(Relation.source_id == OWN, Relation.target_id == OWN))
    .order_by(Relation.kind, Relation.id)
)  # fmt: skip
ATTACHMENTS = (
    select(Attachment.id, Attachment.language, Attachment.description, Attachment.role, StoredFile.name, StoredFile.size, StoredFile.media_type)
    .join(StoredFile, StoredFile.id == Attachment.file_id)
    .where(Attachment.version_id == bindparam("version_id"))
    .order_by(Attachment.place)
)
NAMES: Any = union_all(
    select(null().label("topic_id"), IssuerName.language, IssuerName.text).where(IssuerName.issuer_id == bindparam("issuer_id")),
    select(TopicName.topic_id, TopicName.language, TopicName.text).where(
        TopicName.topic_id.in_(select(DocumentTopic.topic_id).where(DocumentTopic.document_id == OWN))
    ),
)


@dataclass(frozen=True)
class State:
    """A provision's own state; `note` in the language `note_language`; `by` and `by_slug` the document that caused it."""

    state: str
    from_on: str | None
    until_on: str | None
    by: str | None
    by_slug: str | None
    note: str | None
    note_language: str | None


@dataclass(frozen=True)
class Link:
    """A relation from this document's side: `kind` with `back` when the other document has it; `name` where the title says
    neither number nor year."""

    id: int
    kind: str
    back: bool
    own_key: str
    slug: str | None
    name: str
    title: str
    title_language: str
    key: str
    day: str | None


def states(document: Document, language: str) -> dict[str, State]:
    """The present state of each provision that has one of its own."""
    named, found = naming(), {}
    for rows in _grouped(db.session.execute(STATES, {"document_id": document.id}), "state_id"):
        first, note = rows[0], pick([row for row in rows if row.language], language)
        found[first.key] = State(
            first.state, first.from_on, first.until_on, named.of(first) if first.slug else None, first.slug,
            note.text if note else None, note.language if note else None,
        )  # fmt: skip
    return found


def links(document: Document, language: str) -> list[Link]:
    """Both directions, with the other documents' titles, in one statement. Documents that are not published stay unsaid."""
    named = naming()
    rows = _grouped(db.session.execute(LINKS, {"document_id": document.id}), "relation_id")
    found = (_link(same, document.id, named, language) for same in rows)
    return [link for link in found if link is not None]


def _link(rows: list[Any], document_id: int, named: Naming, language: str) -> Link | None:
    first = rows[0]
    back = first.source_id != document_id
    own_key, key = (first.target_key, first.source_key) if back else (first.source_key, first.target_key)
    if first.slug is None:
        reference = first.target_reference or ""
        return Link(first.relation_id, first.relation, back, own_key, None, "", reference, language, key, None)
    if first.publication != Publication.PUBLISHED:
        return None
    title: Any = pick([row for row in rows if row.language], language)
    words = title.title if title else first.slug
    said = not first.number or (first.number in words and str(first.year or "") in words)
    return Link(
        first.relation_id, first.relation, back, own_key, first.slug, "" if said else named.of(first), words,
        title.language if title else "en", key, first.published_on or first.ratified_on or first.passed_on,
    )  # fmt: skip


def attachments(version_id: int) -> Sequence[Any]:
    return db.session.execute(ATTACHMENTS, {"version_id": version_id}).all()


def names(document: Document, language: str) -> tuple[tuple[str, str] | None, list[tuple[str, str]]]:
    """The issuer's name and those of the topics, each with its language, in one statement."""
    found = db.session.execute(NAMES, {"document_id": document.id, "issuer_id": document.issuer_id})
    best: dict[int | None, Any] = {rows[0].topic_id: pick(rows, language) for rows in _grouped(found, "topic_id")}
    issuer = best.pop(None, None)
    topics = [(row.text, row.language) for _topic, row in sorted(best.items(), key=lambda pair: pair[0] or 0)]
    return ((issuer.text, issuer.language) if issuer else None), topics


def _grouped(rows: Iterable[Any], key: str) -> list[list[Any]]:
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, key), []).append(row)
    return list(found.values())
