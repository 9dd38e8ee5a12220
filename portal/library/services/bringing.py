"""Bringing a document in from a file or a ready text: a new work, a further language of one, or nothing when it is known."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select

from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.core.search import fold
from portal.core.text import visible
from portal.library import vocabulary
from portal.library.importing.extraction import extract
from portal.library.models import Document, DocumentText, Version
from portal.library.services.describing import create
from portal.library.services.publishing import begin_correction, publish
from portal.library.services.writing import digest, set_text
from portal.library.vocabulary import Publication
from portal.library.vocabulary.facts import Facts, identity_of, latin, proposed_slug


@dataclass(frozen=True)
class Brought:
    """`outcome`: made (a new work), added (a further language of one) or known (nothing was changed)."""

    document: Document
    outcome: str


def bring_in(
    actor: Actor, facts: Facts, language: str, titles: Mapping[str, str], *, data: bytes | None = None, name: str = "",
    source: str | None = None, summary: str = "", origin: str | None = None, authentic: bool | None = None, publish_now: bool = True,
) -> Brought:  # fmt: skip
    """`data` is a file's bytes and `name` its name, or `source` the plain text itself. Works with the same identity, or
    without a number the same address, are one work. Raises Refusal when the file cannot be read, or when the library
    has another text of this work in this language. Tells nobody."""
    title = (titles.get(language) or "").strip()
    if not visible(title):
        raise Refusal(vocabulary.NO_TITLE, "title", status=422)
    text = _without_title(source if source is not None else _read(data or b"", name), title)
    facts = replace(facts, slug=facts.slug or _kept_slug(facts, titles, name))
    known = _known_work(facts)
    if known is not None and (kept := _text_in(known, language)) is not None:
        if kept == digest(text):
            return Brought(known, "known")
        raise Refusal(vocabulary.told(vocabulary.HAS_TEXT, slug=known.slug))
    document = known or create(actor, facts, title)
    _open(actor, document)
    first = known is None
    set_text(
        actor, document, language, title=title, source=text, summary=summary, authentic=first if authentic is None else authentic,
        origin=origin or (vocabulary.Origin.WRITTEN if first else vocabulary.Origin.TRANSLATED),
    )  # fmt: skip
    _keep_titles(actor, document, titles)
    if publish_now:
        publish(actor, document, note_language=language, tell=False)
    return Brought(document, "made" if first else "added")


def _read(data: bytes, name: str) -> str:
    extracted = extract(data, name)
    if extracted.backwards:
        raise Refusal(vocabulary.FILE_REVERSED, status=422)
    return extracted.text


def _without_title(text: str, title: str) -> str:
    """Files often begin with the title, which the page shows already."""
    first, _newline, rest = text.strip().partition("\n")
    return rest.strip() if rest.strip() and fold(first.lstrip("# ")) == fold(title) else text.strip()


def _kept_slug(facts: Facts, titles: Mapping[str, str], name: str) -> str | None:
    """Without a number the address says which work it is: from the English title, else from the file's name."""
    if identity_of(facts):
        return None
    stem = latin(name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0])
    return proposed_slug(facts, titles.get("en") or stem)


def _known_work(facts: Facts) -> Document | None:
    identity = identity_of(facts)
    if identity is not None:
        return db.session.scalar(select(Document).where(Document.identity == identity))
    same = select(Document).where(Document.slug == facts.slug, Document.kind == facts.kind, Document.identity.is_(None))
    return db.session.scalar(same)


def _text_in(document: Document, language: str) -> str | None:
    """The hash of the newest text in this language; a bare title is none."""
    statement = (
        select(DocumentText.source_hash)
        .join(Version, Version.id == DocumentText.version_id)
        .where(
            Version.document_id == document.id,
            DocumentText.language == language,
            DocumentText.source_hash != digest(""),
        )
    )
    return db.session.scalar(statement.order_by(Version.number.desc()).limit(1))


def _open(actor: Actor, document: Document) -> None:
    if document.publication == Publication.WITHDRAWN:
        raise Refusal(vocabulary.told(vocabulary.IS_WITHDRAWN, slug=document.slug))
    if document.publication == Publication.PUBLISHED:
        if document.draft_version_id is not None:
            raise Refusal(vocabulary.told(vocabulary.CORRECTION_OPEN, slug=document.slug))
        begin_correction(actor, document)


def _keep_titles(actor: Actor, document: Document, titles: Mapping[str, str]) -> None:
    """Titles in further languages are shown in lists before their texts come."""
    present = set(db.session.scalars(select(DocumentText.language).where(DocumentText.version_id == document.draft_version_id)))
    for language, title in titles.items():
        if title and title.strip() and language not in present:
            set_text(actor, document, language, title=title, source="", origin=vocabulary.Origin.TRANSLATED)
