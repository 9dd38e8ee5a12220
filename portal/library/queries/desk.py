"""What a publishing officer works with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, literal, select, union_all

from portal.core.access import Actor
from portal.core.db import db, pick
from portal.core.files import StoredFile
from portal.identity import queries as identity
from portal.library import policy
from portal.library.models import (
    Attachment,
    Document,
    DocumentText,
    DocumentTopic,
    IssuerName,
    Provision,
    Topic,
    TopicName,
    Version,
)
from portal.library.queries.documents import document, shown_version
from portal.library.queries.reading import EMPTY_HASH
from portal.library.vocabulary import Publication
from portal.library.vocabulary.facts import COLUMNS, Facts
from portal.library.vocabulary.naming import naming

MOST = 50
PUBLISHED = (
    select(Document.id, literal(0).label("open"))
    .where(Document.publication == Publication.PUBLISHED)
    .order_by(Document.published_at.desc(), Document.id.desc())
)
OPEN = (
    select(Document.id, literal(1).label("open"))
    .where(Document.draft_version_id.is_not(None))
    .order_by(Document.changed_at.desc())
    .limit(2 * MOST)
)


@dataclass(frozen=True)
class Paper:
    id: int
    slug: str
    name: str
    title: str
    title_language: str
    publication: str
    correcting: bool
    changed_at: datetime
    changed_by_id: int | None
    changed_by: str | None
    published_at: datetime | None


@dataclass(frozen=True)
class DocumentFile:
    """A stored file with the document that it belongs to."""

    document: Document
    stored: StoredFile

    @property
    def publication(self) -> str:
        return self.document.publication


@dataclass(frozen=True)
class Desk:
    """`waiting` are the drafts and corrections of others, such as those of an import."""

    mine: list[Paper]
    waiting: list[Paper]
    published: list[Paper]


@dataclass(frozen=True)
class Workbench:
    """A document with its open version's texts (else the current ones), files and versions, for officers."""

    document: Document
    texts: Sequence[Any]
    attachments: Sequence[Any]
    versions: Sequence[Version]
    people: dict[int, str]
    title: str
    title_language: str
    facts: Facts


def desk(actor: Actor, language: str) -> Desk:
    """For a publishing officer, with what this one published."""
    return _desk(actor, language, PUBLISHED.where(Document.published_by_id == actor.person_id).limit(MOST))


def for_desk(actor: Actor, language: str, most: int = 5) -> Desk:
    """With what anybody published last, which all readers see; drafts and corrections are for publishing officers."""
    return _desk(actor, language, PUBLISHED.limit(most))


def _desk(actor: Actor, language: str, published: Select[int, int]) -> Desk:
    """One statement, and one for the names of officers, whatever the number of papers."""
    officer = policy.may_publish(actor)
    chosen = union_all(*(part.subquery().select() for part in ((published, OPEN) if officer else (published,)))).subquery()
    rows: dict[tuple[bool, int], list[Any]] = {}
    for row in db.session.execute(
        select(chosen.c.open, Document, DocumentText.language, DocumentText.title)
        .join(Document, Document.id == chosen.c.id)
        .outerjoin(DocumentText, DocumentText.version_id == shown_version())
    ):
        rows.setdefault((bool(row.open), row.Document.id), []).append(row)
    people = identity.person_names(several[0].Document.changed_by_id for several in rows.values()) if officer else {}
    opened = [_paper(several, language, people) for (is_open, _id), several in rows.items() if is_open]
    done = [_paper(several, language, people) for (is_open, _id), several in rows.items() if not is_open]
    opened.sort(key=lambda paper: paper.changed_at, reverse=True)
    return Desk(
        mine=[paper for paper in opened if paper.changed_by_id == actor.person_id][:MOST],
        waiting=[paper for paper in opened if paper.changed_by_id != actor.person_id][:MOST],
        published=sorted(done, key=lambda paper: (paper.published_at, paper.id), reverse=True),
    )


def _paper(texts: list[Any], language: str, people: dict[int, str]) -> Paper:
    document, best = texts[0].Document, pick([text for text in texts if text.language], language)
    return Paper(
        document.id, document.slug, naming().of(document), best.title if best else document.slug, best.language if best else "en",
        document.publication, document.publication == Publication.PUBLISHED and document.draft_version_id is not None,
        document.changed_at, document.changed_by_id, people.get(document.changed_by_id or 0), document.published_at,
    )  # fmt: skip


def added_languages(document: Document) -> list[str] | None:
    """The languages that the open version adds; None when it changes a text that readers had."""
    columns = (DocumentText.version_id, DocumentText.language, DocumentText.title, DocumentText.source_hash)
    versions = (document.current_version_id, document.draft_version_id)
    written = select(*columns).where(DocumentText.version_id.in_(versions), DocumentText.source_hash != EMPTY_HASH)
    rows = db.session.execute(written.order_by(DocumentText.id)).all()
    had, has = ({row.language: (row.title, row.source_hash) for row in rows if row.version_id == version} for version in versions)
    if any(has.get(language) != text for language, text in had.items()):
        return None
    return [language for language in has if language not in had]


def editable(slug: str, actor: Actor, **_address: Any) -> Document | None:
    """For officers' pages: nobody else learns that the address exists."""
    return document(slug, actor) if policy.may_publish(actor) else None


def workbench(record: Document, language: str) -> Workbench:
    version_id = record.draft_version_id or record.current_version_id
    columns = (
        DocumentText.language, DocumentText.title, DocumentText.authentic, DocumentText.origin, DocumentText.changed_at,
        DocumentText.changed_by_id, (DocumentText.source_hash != EMPTY_HASH).label("has_text"),
    )  # fmt: skip
    texts = db.session.execute(select(*columns).where(DocumentText.version_id == version_id).order_by(DocumentText.id)).all()
    files = (
        select(Attachment.id, Attachment.language, Attachment.description, StoredFile.name, StoredFile.size)
        .join(StoredFile, StoredFile.id == Attachment.file_id)
        .where(Attachment.version_id == version_id)
        .order_by(Attachment.place)
    )
    versions = db.session.scalars(select(Version).where(Version.document_id == record.id).order_by(Version.number.desc())).all()
    best: Any = pick(texts, language)
    people = identity.person_names(
        [
            record.changed_by_id,
            record.made_by_id,
            *(row.published_by_id for row in versions),
            *(row.changed_by_id for row in texts),
        ]
    )
    return Workbench(
        record, texts, db.session.execute(files).all(), versions, people, best.title if best else record.slug,
        best.language if best else "en", facts_of(record),
    )  # fmt: skip


def facts_of(record: Document) -> Facts:
    names = db.session.execute(select(IssuerName.language, IssuerName.text).where(IssuerName.issuer_id == record.issuer_id))
    topics = select(Topic.code).join(DocumentTopic, DocumentTopic.topic_id == Topic.id).where(DocumentTopic.document_id == record.id)
    return Facts(
        **{name: getattr(record, name) for name in COLUMNS}, issuer={row.language: row.text for row in names},
        topics=tuple(db.session.scalars(topics.order_by(Topic.place))), slug=record.slug,
    )  # fmt: skip


def draft_text(record: Document, language: str) -> DocumentText | None:
    """The text of the open version with its source; None when it is not written yet."""
    statement = select(DocumentText).where(DocumentText.version_id == record.draft_version_id, DocumentText.language == language)
    text = db.session.scalar(statement)
    if text is not None:
        db.session.refresh(text, ["source"])
    return text


def attachment(slug: str, number: int, actor: Actor) -> DocumentFile | None:
    """A file of a version that this person may read: readers have the published versions, officers all."""
    found = document(slug, actor)
    if found is None or (found.publication == Publication.WITHDRAWN and not policy.may_publish(actor)):
        return None
    statement = (
        select(StoredFile)
        .join(Attachment, Attachment.file_id == StoredFile.id)
        .join(Version, Version.id == Attachment.version_id)
        .where(Attachment.id == number, Version.document_id == found.id)
    )
    if not policy.may_publish(actor):
        statement = statement.where(Version.published_at.is_not(None))
    stored = db.session.scalar(statement)
    return DocumentFile(found, stored) if stored is not None else None


def topic_choices(language: str) -> list[tuple[str, str]]:
    grouped: dict[str, list[Any]] = {}
    statement = select(Topic.code, TopicName.language, TopicName.text).join(TopicName, TopicName.topic_id == Topic.id)
    for row in db.session.execute(statement.order_by(Topic.place, Topic.id)):
        grouped.setdefault(row.code, []).append(row)
    return [(code, best.text) for code, rows in grouped.items() if (best := pick(rows, language))]


def issuer_names(language: str) -> list[str]:
    """What the form offers while an issuer is typed."""
    return list(db.session.scalars(select(IssuerName.text).where(IssuerName.language == language).order_by(IssuerName.text)))


def provision_choices(record: Document) -> list[tuple[str, str, str]]:
    """Id, words and language of every provision of the document's main text."""
    version_id = record.draft_version_id or record.current_version_id
    main = (
        select(DocumentText.id)
        .where(DocumentText.version_id == version_id, DocumentText.source_hash != EMPTY_HASH)
        .order_by(DocumentText.authentic.desc(), DocumentText.id)
        .limit(1)
    )
    rows = db.session.execute(
        select(Provision.key, Provision.label, Provision.heading, DocumentText.language)
        .join(DocumentText, DocumentText.id == Provision.text_id)
        .where(Provision.text_id == main.scalar_subquery(), Provision.kind != "paragraph")
        .order_by(Provision.place)
    )
    return [(row.key, " — ".join(part for part in (row.label, row.heading) if part) or row.key, row.language) for row in rows]
