"""What readers of a published version get, as one hash that is kept with it: text, provisions and files."""

import hashlib
import json
from collections.abc import Iterator

from sqlalchemy import select

from portal.core.db import db
from portal.core.files import StoredFile
from portal.core.register import Finding
from portal.library.models import Attachment, Document, DocumentText, Provision, Version
from portal.library.services.indexing import index_document
from portal.library.vocabulary import Publication

AT_ONCE = 50


def content_hash(version: Version) -> str:
    """SHA-256 over every word of it; one text is read at a time, because a law is long."""
    proved = hashlib.sha256(_line([version.number, version.effective_on, version.note]))
    text = DocumentText
    of_text = select(text.id, text.language, text.title, text.summary, text.authentic, text.source)
    for number, *words in db.session.execute(of_text.where(text.version_id == version.id).order_by(text.language)).all():
        proved.update(_line(words))
        parts = select(Provision.key, Provision.parent, Provision.kind, Provision.label, Provision.heading, Provision.body)
        for part in db.session.execute(parts.where(Provision.text_id == number).order_by(Provision.place)):
            proved.update(_line(list(part)))
    attached = select(Attachment.place, Attachment.role, Attachment.language, Attachment.description, StoredFile.sha256)
    attached = attached.join(StoredFile, StoredFile.id == Attachment.file_id).where(Attachment.version_id == version.id)
    for file in db.session.execute(attached.order_by(Attachment.place)):
        proved.update(_line(list(file)))
    return proved.hexdigest()


def _line(values: list[object]) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"


def check() -> Iterator[Finding]:
    """Every published version against the hash that was kept when it was published."""
    last, count = 0, 0
    wanted = select(Version, Document.slug).join(Document, Document.id == Version.document_id)
    wanted = wanted.where(Version.published_at.is_not(None)).order_by(Version.id).limit(AT_ONCE)
    while some := db.session.execute(wanted.where(Version.id > last)).all():
        for version, slug in some:
            last, count = version.id, count + 1
            if version.content_hash != content_hash(version):
                yield Finding.fault(f"Version {version.number} of the document {slug} is not what was published: its content or its hash was changed.")
        db.session.expunge_all()
    yield Finding.ok(f"{count:,} published versions of documents were compared.")


def index_again() -> Iterator[int]:
    last = 0
    wanted = select(Document).where(Document.publication == Publication.PUBLISHED).order_by(Document.id).limit(AT_ONCE)
    while some := list(db.session.scalars(wanted.where(Document.id > last))):
        last = some[-1].id
        for document in some:
            index_document(document)
            yield document.id
