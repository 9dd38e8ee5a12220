"""One document as its readers see it: a page of one text, and everything that stands around it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import case, literal, select
from sqlalchemy.orm import aliased

from portal.core.db import db, pick
from portal.library.models import Document, DocumentText, Provision, Version
from portal.library.queries import around
from portal.library.queries.around import Link, State

EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


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
    issuer, topics = around.names(document, language)
    return Reading(
        document=document, version=version, versions=[row for row in versions if row.published_at], texts=texts, text=text,
        title=title.title if title else document.slug, title_language=title.language if title else "en",
        missing=_missing(text, wanted or language), page=_page_of(found, key), whole=whole or bool(text and text.pages < 2), provisions=found,
        states=around.states(document, language), links=around.links(document, language), attachments=around.attachments(version.id),
        issuer=issuer, topics=topics, elsewhere=elsewhere,
    )  # fmt: skip


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
