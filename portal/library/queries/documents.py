"""Which documents a person may see, and what they are called."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, case, false, select

from portal.core.access import Actor
from portal.core.db import db, pick
from portal.library import policy
from portal.library.models import Alias, Document, DocumentText
from portal.library.vocabulary import Publication
from portal.library.vocabulary.facts import Facts, identity_of


def visible_to(actor: Actor) -> Select[int]:
    """The ids of what `policy.may_view` lets through."""
    if policy.may_publish(actor):
        return select(Document.id)
    if not policy.may_read_library(actor):
        return select(Document.id).where(false())
    return select(Document.id).where(Document.publication != Publication.DRAFT)


def document(slug: str, actor: Actor, **_address: Any) -> Document | None:
    """By its address or a former one; None for what this person may not see."""
    found = db.session.scalar(select(Document).where(Document.slug == slug))
    if found is None:
        moved = select(Alias.document_id).where(Alias.slug == slug)
        found = db.session.scalar(select(Document).where(Document.id.in_(moved)))
    return found if found is not None and policy.may_view(actor, found) else None


def number_of(slug: str) -> str | None:
    """Under which the audit speaks of the document with this address."""
    found = db.session.scalar(select(Document.id).where(Document.slug == slug))
    return slug if slug.isascii() and slug.isdigit() else str(found) if found else None


def titled(ids: Iterable[int], language: str) -> dict[int, tuple[str, str]]:
    """Each document's title for a reader of `language` and the language it is in, in one statement."""
    wanted = set(ids)
    if not wanted:
        return {}
    statement = (
        select(Document.id, DocumentText.language, DocumentText.title)
        .join(DocumentText, DocumentText.version_id == shown_version())
        .where(Document.id.in_(wanted))
    )
    rows: dict[int, list[Any]] = {}
    for row in db.session.execute(statement):
        rows.setdefault(row.id, []).append(row)
    return {document_id: (best.title, best.language) for document_id, found in rows.items() if (best := pick(found, language))}


def same_work(facts: Facts, language: str) -> tuple[str, str, str] | None:
    """Address, title and its language of the document that has this identity already."""
    found = db.session.execute(select(Document.id, Document.slug).where(Document.identity == identity_of(facts))).first()
    if found is None:
        return None
    return (found.slug, *titled([found.id], language).get(found.id, (found.slug, "en")))


def titles(ids: Iterable[int], language: str) -> dict[int, str]:
    return {document_id: title for document_id, (title, _language) in titled(ids, language).items()}


def slugs_of(ids: Iterable[int]) -> dict[int, str]:
    return {row.id: row.slug for row in db.session.execute(select(Document.id, Document.slug).where(Document.id.in_(set(ids))))}


def others(document: Document, language: str) -> list[tuple[str, str, str]]:
    """Every other published document: its slug, its title and the title's language."""
    rows = db.session.execute(select(Document.id, Document.slug).where(Document.publication == Publication.PUBLISHED, Document.id != document.id)).all()
    named = titled([row.id for row in rows], language)
    return [(row.slug, *named.get(row.id, (row.slug, "en"))) for row in rows]


def shown_version() -> Any:
    """SQL: the version that readers see, or the draft of what was never published."""
    return case((Document.current_version_id.is_not(None), Document.current_version_id), else_=Document.draft_version_id)
