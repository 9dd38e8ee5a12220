"""One document as its readers see it: a page of one text, and everything that stands around it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import case, literal, null, or_, select, union_all
from sqlalchemy.orm import aliased

from portal.core.db import db, pick
from portal.core.files import StoredFile
from portal.library.models import (
    Attachment,
    Document,
    DocumentText,
    DocumentTopic,
    IssuerName,
    Provision,
    ProvisionState,
    ProvisionStateNote,
    Relation,
    TopicName,
    Version,
)
from portal.library.vocabulary import Publication
from portal.library.vocabulary.naming import naming

EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


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


@dataclass
class Reading:
    """`text` is the one that is read, None when there is none; `page` counts from 0; `whole` shows all pages at once.
    `provisions` have a body on this page only. `missing` is the language that was wanted and is not there;
    `elsewhere` says that only this text has the wanted provision."""

    document: Document
    version: Version | None
    versions: Sequence[Version]
    texts: Sequence[Any]
    text: Any | None
    title: str
    title_language: str
    missing: str | None
    page: int
    whole: bool
    provisions: Sequence[Any]
    states: dict[str, State] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    attachments: Sequence[Any] = ()
    issuer: tuple[str, str] | None = None
    topics: list[tuple[str, str]] = field(default_factory=list)
    elsewhere: bool = False


def reading(
    document: Document, language: str, *, wanted: str | None = None, key: str | None = None, whole: bool = False,
    number: int | None = None, draft: bool = False,
) -> Reading | None:  # fmt: skip
    """`wanted` is the language of the text (`language` that of the reader), `key` a provision whose page is wanted, `number`
    an earlier version, `draft` the open one. None when there is no such version or provision."""
    versions = db.session.scalars(select(Version).where(Version.document_id == document.id).order_by(Version.number.desc())).all()
    version = _version(document, versions, number, draft)
    if version is None:
        return None
    texts = _texts(version.id)
    text = _chosen(texts, wanted or language)
    found = _provisions(text, key, whole) if text is not None else []
    elsewhere = key is not None and not any(row.key == key for row in found)
    if elsewhere and key is not None:
        text = _other_with(version.id, texts, key)
        found = _provisions(text, key, whole) if text is not None else []
        if text is None:
            return None
    title = next((row for row in texts if row.language == (wanted or language)), text) or pick(texts, language)
    read = Reading(
        document=document, version=version, versions=[row for row in versions if row.published_at], texts=texts, text=text,
        title=title.title if title else document.slug, title_language=title.language if title else "en",
        missing=_missing(text, wanted or language), page=_page_of(found, key), whole=whole or bool(text and text.pages < 2), provisions=found,
        states=states(document, language), links=links(document, language), attachments=_attachments(version.id), elsewhere=elsewhere,
    )  # fmt: skip
    _name(read, language)
    return read


def _version(document: Document, versions: Sequence[Version], number: int | None, draft: bool) -> Version | None:
    if draft:
        return next((row for row in versions if row.id == document.draft_version_id), None)
    if number is not None:
        return next((row for row in versions if row.number == number and row.published_at), None)
    return next((row for row in versions if row.id == document.current_version_id), None)


def _texts(version_id: int) -> Sequence[Any]:
    columns = (
        DocumentText.id, DocumentText.language, DocumentText.title, DocumentText.summary, DocumentText.authentic, DocumentText.origin,
        DocumentText.pages, DocumentText.changed_at, (DocumentText.source_hash != EMPTY_HASH).label("has_text"),
    )  # fmt: skip
    order = case({"ar": 0, "ckb": 1}, value=DocumentText.language, else_=2)
    return db.session.execute(select(*columns).where(DocumentText.version_id == version_id).order_by(order)).all()


def _chosen(texts: Sequence[Any], language: str) -> Any | None:
    """The text in the wanted language, else the authentic one."""
    there = [row for row in texts if row.has_text]
    exact = next((row for row in there if row.language == language), None)
    return exact or next((row for row in there if row.authentic), None) or pick(there, language)


def _missing(text: Any | None, language: str) -> str | None:
    return None if text is None or text.language == language else language


def _provisions(text: Any, key: str | None, whole: bool) -> Sequence[Any]:
    """The outline of the whole text, with bodies where they are read, in one statement."""
    body: Any = Provision.body
    if text.pages > 1 and not whole:
        page: Any = literal(0)
        if key is not None:
            other = aliased(Provision)
            page = select(other.page).where(other.text_id == text.id, other.key == key).scalar_subquery()
        body = case((Provision.page == page, Provision.body), else_="")
    columns = (
        Provision.key,
        Provision.parent,
        Provision.kind,
        Provision.level,
        Provision.page,
        Provision.label,
        Provision.heading,
    )
    statement = select(*columns, body.label("body")).where(Provision.text_id == text.id).order_by(Provision.place)
    return db.session.execute(statement).all()


def _page_of(found: Sequence[Any], key: str | None) -> int:
    return next((row.page for row in found if row.key == key), 0)


def _other_with(version_id: int, texts: Sequence[Any], key: str) -> Any | None:
    """A text in another language that has the provision."""
    ids = select(Provision.text_id).where(Provision.text_id.in_([row.id for row in texts]), Provision.key == key)
    having = set(db.session.scalars(ids))
    return next((row for row in sorted(texts, key=lambda row: not row.authentic) if row.id in having), None)


def states(document: Document, language: str) -> dict[str, State]:
    """The present state of each provision that has one of its own."""
    cause = aliased(Document)
    statement = (
        select(ProvisionState, ProvisionStateNote, cause)
        .outerjoin(ProvisionStateNote, ProvisionStateNote.state_id == ProvisionState.id)
        .outerjoin(cause, (cause.id == ProvisionState.by_document_id) & (cause.publication == Publication.PUBLISHED))
        .where(ProvisionState.document_id == document.id)
        .order_by(ProvisionState.from_on, ProvisionState.id)
    )
    grouped: dict[int, list[Any]] = {}
    for row in db.session.execute(statement):
        grouped.setdefault(row.ProvisionState.id, []).append(row)
    named = naming()
    found = {}
    for rows in grouped.values():
        state, by = rows[0].ProvisionState, rows[0][2]
        note = pick([row.ProvisionStateNote for row in rows if row.ProvisionStateNote], language)
        found[state.key] = State(
            state.state, state.from_on, state.until_on, named.of(by) if by else None, by.slug if by else None,
            note.text if note else None, note.language if note else None,
        )  # fmt: skip
    return found


def links(document: Document, language: str) -> list[Link]:
    """Both directions, with the other documents' titles, in one statement. Documents that are not published stay unsaid."""
    other = aliased(Document)
    joined = or_(
        (Relation.source_id == document.id) & (other.id == Relation.target_id),
        (Relation.target_id == document.id) & (other.id == Relation.source_id),
    )
    statement = (
        select(Relation, other, DocumentText.title, DocumentText.language)
        .outerjoin(other, joined)
        .outerjoin(DocumentText, DocumentText.version_id == other.current_version_id)
        .where(or_(Relation.source_id == document.id, Relation.target_id == document.id))
        .order_by(Relation.kind, Relation.id)
    )
    grouped: dict[int, list[Any]] = {}
    for row in db.session.execute(statement):
        grouped.setdefault(row.Relation.id, []).append(row)
    named = naming()
    found = (_link(rows, document.id, named, language) for rows in grouped.values())
    return [link for link in found if link is not None]


def _link(rows: list[Any], document_id: int, named: Any, language: str) -> Link | None:
    relation, other = rows[0].Relation, rows[0][1]
    back = relation.source_id != document_id
    own_key, key = (relation.target_key, relation.source_key) if back else (relation.source_key, relation.target_key)
    if other is None:
        reference = relation.target_reference or ""
        return Link(relation.id, relation.kind, back, own_key, None, reference, reference, language, key, None)
    if other.publication != Publication.PUBLISHED:
        return None
    title: Any = pick([row for row in rows if row.language], language)
    day = other.published_on or other.ratified_on or other.passed_on
    words = title.title if title else ""
    said = not other.number or (other.number in words and str(other.year or "") in words)
    return Link(
        relation.id, relation.kind, back, own_key, other.slug, "" if said else named.of(other),
        title.title if title else other.slug, title.language if title else "en", key, day,
    )  # fmt: skip


def _attachments(version_id: int) -> Sequence[Any]:
    columns = (
        Attachment.id,
        Attachment.language,
        Attachment.description,
        Attachment.role,
        StoredFile.name,
        StoredFile.size,
        StoredFile.media_type,
    )
    statement = select(*columns).join(StoredFile, StoredFile.id == Attachment.file_id)
    return db.session.execute(statement.where(Attachment.version_id == version_id).order_by(Attachment.place)).all()


def _name(read: Reading, language: str) -> None:
    """The issuer's and the topics' names, in one statement."""
    of_topics = select(DocumentTopic.topic_id).where(DocumentTopic.document_id == read.document.id)
    issuer = select(null().label("topic_id"), IssuerName.language, IssuerName.text).where(IssuerName.issuer_id == read.document.issuer_id)
    topics = select(TopicName.topic_id, TopicName.language, TopicName.text).where(TopicName.topic_id.in_(of_topics))
    grouped: dict[int | None, list[Any]] = {}
    names: Any = db.session.execute(union_all(issuer, topics))
    for row in names:
        grouped.setdefault(row.topic_id, []).append(row)
    best: dict[int | None, Any] = {owner: pick(rows, language) for owner, rows in grouped.items()}
    read.issuer = (best[None].text, best[None].language) if best.get(None) else None
    read.topics = [(row.text, row.language) for owner, row in sorted(best.items(), key=lambda pair: pair[0] or 0) if owner and row]
