"""A version from draft to published, and the next one; every step once, whoever presses twice."""

from collections.abc import Mapping

from sqlalchemy import delete, select

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.catalogue import gettext as _
from portal.core.db import db
from portal.core.locale import in_language
from portal.core.presentation import joined, language_word
from portal.core.refusal import Refusal
from portal.identity import queries as identity
from portal.library import queries, vocabulary
from portal.library.models import Attachment, Document, DocumentText, Provision, Version
from portal.library.services import holding
from portal.library.services.indexing import index_document
from portal.library.services.proving import content_hash
from portal.library.services.writing import copy_text, digest
from portal.library.vocabulary import Publication
from portal.library.vocabulary.facts import order_of
from portal.notifications import services as notifications


def publish(
    actor: Actor, document: Document, *, note: str = "", note_language: str | None = None, effective_on: str | None = None,
    once: str | None = None, seen: int | None = None, tell: bool = True,
) -> None:  # fmt: skip
    """Publishes the open version. What changes a published text needs a note; a version that only adds languages or files
    says so itself. Raises Refusal when nothing is open, a text or its authentic
    language is missing, or somebody saved since `seen`."""
    holding.hold(document)
    if once and db.session.scalar(select(Version.id).where(Version.once == once)):
        return
    holding.hold(document, seen)
    version = holding.open_version(document)
    texts = _complete_texts(version)
    first = document.publication != Publication.PUBLISHED
    added = [] if first else queries.added_languages(document)
    version.correction = not first and added is None
    if version.correction and not note.strip():
        raise Refusal(vocabulary.NO_NOTE, "note", status=422)
    version.note, version.note_language = _note(note, note_language or actor.language, added or [])
    version.effective_on, version.once = effective_on, once
    version.published_at, version.published_by_id = clock.now(), actor.person_id
    db.session.flush()
    version.content_hash = content_hash(version)
    _show(document, version, texts)
    holding.touch(actor, document)
    action = "library.corrected" if version.correction else "library.published"
    audit.record(actor, action, "document", document.id, after={"version": version.number, "languages": sorted(texts)})
    index_document(document)
    if tell:
        main = next((text for text in texts.values() if text.authentic), next(iter(texts.values())))
        people = set(identity.cso_people()) - {actor.person_id}
        notifications.tell(people, action, "document", document.slug, {"title": main.title}, mail=False)


def _show(document: Document, version: Version, texts: Mapping[str, DocumentText]) -> None:
    there = [code for code in vocabulary.TEXT_LANGUAGES if code in texts and texts[code].source_hash != digest("")]
    document.languages = f",{','.join(there)},"
    document.current_version_id, document.draft_version_id = version.id, None
    if document.publication != Publication.PUBLISHED:
        document.publication = Publication.PUBLISHED
        document.published_at, document.published_by_id = version.published_at, version.published_by_id
    document.order_key = order_of(document, document.id)


def _note(note: str, language: str, added: list[str]) -> tuple[str | None, str | None]:
    if note.strip() or not added:
        return note.strip() or None, language if note.strip() else None
    with in_language(language):
        words = joined([language_word(code) for code in added], language)
        return _("The text in this language was added: %(language)s.", language=words), language


def _complete_texts(version: Version) -> dict[str, DocumentText]:
    texts = {text.language: text for text in db.session.scalars(select(DocumentText).where(DocumentText.version_id == version.id))}
    with_words = select(Provision.id).where(Provision.text_id.in_([text.id for text in texts.values()])).limit(1)
    with_files = select(Attachment.id).where(Attachment.version_id == version.id).limit(1)
    if not texts or not (db.session.scalar(with_words) or db.session.scalar(with_files)):
        raise Refusal(vocabulary.NO_TEXT, status=422)
    there = [text for text in texts.values() if text.source_hash != digest("")] or list(texts.values())
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
    delete_version(version.id)
    holding.touch(actor, document)
    audit.record(actor, "library.correction_dropped", "document", document.id, before={"version": number})


def delete_version(version_id: int) -> None:
    texts = select(DocumentText.id).where(DocumentText.version_id == version_id)
    db.session.execute(delete(Provision).where(Provision.text_id.in_(texts)))
    for model in (DocumentText, Attachment):
        db.session.execute(delete(model).where(model.version_id == version_id))
    db.session.flush()
    db.session.execute(delete(Version).where(Version.id == version_id))
