"""Works, their dated versions, the texts in languages, and the provisions of each text."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import InLanguage, Model, PartialDate, UtcDateTime


class Issuer(Model):
    """A body that issues documents; known by its names."""

    __tablename__ = "library_issuer"

    id: Mapped[int] = mapped_column(primary_key=True)


class IssuerName(InLanguage, Model):
    """`folded` is the name as it is compared."""

    __tablename__ = "library_issuer_name"
    __table_args__ = (UniqueConstraint("issuer_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issuer_id: Mapped[int] = mapped_column(ForeignKey("library_issuer.id"))
    text: Mapped[str] = mapped_column(String(300))
    folded: Mapped[str] = mapped_column(String(300), index=True)


class Topic(Model):
    __tablename__ = "library_topic"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    place: Mapped[int] = mapped_column(default=0)


class TopicName(InLanguage, Model):
    __tablename__ = "library_topic_name"
    __table_args__ = (UniqueConstraint("topic_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("library_topic.id"))
    text: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200), index=True)


class Document(Model):
    """A work. `slug` never changes; `identity` (see `facts.identity_of`) keeps one work per jurisdiction, kind, number and
    year, or per minutes and decision. `languages` repeats the languages of the current version (`,ar,ckb,`).
    `order_key` is the day of the document and its id as one number: lists page by it."""

    __tablename__ = "library_document"
    __table_args__ = (
        Index("ix_library_document_list", "publication", "order_key"),
        Index("ix_library_document_kind", "publication", "kind", "order_key"),
        Index("ix_library_document_state", "publication", "state", "order_key"),
        Index("ix_library_document_year", "publication", "year", "order_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    identity: Mapped[str | None] = mapped_column(String(200), unique=True)
    jurisdiction: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(32))
    number: Mapped[str | None] = mapped_column(String(60))
    year: Mapped[int | None]
    minutes_kind: Mapped[str | None] = mapped_column(String(32))
    minutes_number: Mapped[str | None] = mapped_column(String(60))
    minutes_year: Mapped[int | None]
    meeting_on: Mapped[str | None] = mapped_column(PartialDate)
    issuer_id: Mapped[int | None] = mapped_column(ForeignKey("library_issuer.id"), index=True)
    state: Mapped[str] = mapped_column(String(32))
    state_from: Mapped[str | None] = mapped_column(PartialDate)
    passed_on: Mapped[str | None] = mapped_column(PartialDate)
    ratified_on: Mapped[str | None] = mapped_column(PartialDate)
    published_on: Mapped[str | None] = mapped_column(PartialDate)
    in_force_on: Mapped[str | None] = mapped_column(PartialDate)
    gazette_number: Mapped[str | None] = mapped_column(String(60))
    gazette_on: Mapped[str | None] = mapped_column(PartialDate)
    sample: Mapped[bool] = mapped_column(default=False)
    publication: Mapped[str] = mapped_column(String(32))
    languages: Mapped[str] = mapped_column(String(40), default=",")
    order_key: Mapped[int] = mapped_column(BigInteger, default=0)
    current_version_id: Mapped[int | None]
    draft_version_id: Mapped[int | None]
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by_id: Mapped[int | None]
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)
    withdrawal_language: Mapped[str | None] = mapped_column(String(8))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by_id: Mapped[int | None]
    lock_version: Mapped[int] = mapped_column(default=1)
    once: Mapped[str | None] = mapped_column(String(64), unique=True)


class Alias(Model):
    """An address that leads to a document under another one."""

    __tablename__ = "library_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("library_document.id"), index=True)


class DocumentTopic(Model):
    __tablename__ = "library_document_topic"

    document_id: Mapped[int] = mapped_column(ForeignKey("library_document.id"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("library_topic.id"), primary_key=True, index=True)


class Version(Model):
    """The texts and attachments of a work as they stood from `published_at` on; without it, a draft that only officers see.
    `correction` says that something readers had before was changed, and `note` what; `effective_on` since when the wording
    holds in law. `content_hash` is set at publication, over everything that readers get."""

    __tablename__ = "library_version"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("library_document.id"))
    number: Mapped[int]
    correction: Mapped[bool] = mapped_column(default=False)
    effective_on: Mapped[str | None] = mapped_column(PartialDate)
    note: Mapped[str | None] = mapped_column(Text)
    note_language: Mapped[str | None] = mapped_column(String(8))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None]
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None]
    content_hash: Mapped[str | None] = mapped_column(String(64))
    once: Mapped[str | None] = mapped_column(String(64), unique=True)


class DocumentText(InLanguage, Model):
    """A version in one language. `source` is the plain text as an officer edits it; its provisions are made from it."""

    __tablename__ = "library_text"
    __table_args__ = (UniqueConstraint("version_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("library_version.id"))
    title: Mapped[str] = mapped_column(String(600))
    summary: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="", deferred=True)
    source_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    authentic: Mapped[bool] = mapped_column(default=False)
    pages: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by_id: Mapped[int | None]
    lock_version: Mapped[int] = mapped_column(default=1)


class Provision(Model):
    """A part of a text. `key` is its permanent id, the same in every language and version; `page` is the page of a long
    text on which it stands; `parent` is the key of what it stands in."""

    __tablename__ = "library_provision"
    __table_args__ = (UniqueConstraint("text_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("library_text.id"))
    key: Mapped[str] = mapped_column(String(100))
    parent: Mapped[str | None] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(32))
    level: Mapped[int]
    place: Mapped[int]
    page: Mapped[int] = mapped_column(default=0)
    label: Mapped[str] = mapped_column(Text, default="")
    heading: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text, default="")


class ProvisionState(Model):
    """A provision's own legal state, from a day on: a court may suspend one clause while the law stays in force."""

    __tablename__ = "library_provision_state"
    __table_args__ = (UniqueConstraint("document_id", "key", "from_on", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("library_document.id"))
    key: Mapped[str] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(32))
    from_on: Mapped[str | None] = mapped_column(PartialDate)
    until_on: Mapped[str | None] = mapped_column(PartialDate)
    by_document_id: Mapped[int | None] = mapped_column(ForeignKey("library_document.id"), index=True)


class ProvisionStateNote(InLanguage, Model):
    __tablename__ = "library_provision_state_note"
    __table_args__ = (UniqueConstraint("state_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    state_id: Mapped[int] = mapped_column(ForeignKey("library_provision_state.id"))
    text: Mapped[str] = mapped_column(Text)


class Relation(Model):
    """From a document, or one of its provisions, to another; keys are '' for the whole. `target_reference` is what a text
    names when its target is not in the library."""

    __tablename__ = "library_relation"
    __table_args__ = (
        UniqueConstraint("source_id", "source_key", "kind", "target_id", "target_key"),
        Index("ix_library_relation_target", "target_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("library_document.id"))
    source_key: Mapped[str] = mapped_column(String(100), default="")
    kind: Mapped[str] = mapped_column(String(32))
    target_id: Mapped[int | None] = mapped_column(ForeignKey("library_document.id"))
    target_key: Mapped[str] = mapped_column(String(100), default="")
    target_reference: Mapped[str | None] = mapped_column(String(300))


class Attachment(InLanguage, Model):
    """A file of a version; the next version has rows of its own for the same stored files."""

    __tablename__ = "library_attachment"
    __table_args__ = (UniqueConstraint("version_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("library_version.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("core_file.id"), index=True)
    role: Mapped[str] = mapped_column(String(32), default="attachment")
    description: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None]
    once: Mapped[str | None] = mapped_column(String(64), index=True)
