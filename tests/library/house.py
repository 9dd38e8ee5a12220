"""What the library tells the house's tests."""

import io
from typing import Any

from werkzeug.datastructures import FileStorage

from portal.core.access import Actor
from portal.core.db import db
from portal.library import policy, queries, services
from portal.library.models import Attachment, Document, Version
from tests.house.registry import Records
from tests.library.making import draft, published


def _make(people: dict[str, Any]) -> None:
    """In every state, each with a file: a draft, a published one, one that is being corrected, and a withdrawn one."""
    officer = people["publishing_officer"].actor
    _with_file(officer, draft(officer, number="1"))
    published(officer, number="2")
    correction = published(officer, number="3")
    services.begin_correction(officer, correction)
    _with_file(officer, correction)
    withdrawn = draft(officer, number="4")
    for document in (withdrawn, draft(officer, number="5")):
        _with_file(officer, document)
        services.publish(officer, document, tell=False)
    services.withdraw(officer, withdrawn, "صدر بالخطأ", "ar")


def _with_file(officer: Actor, document: Document) -> None:
    file = FileStorage(io.BytesIO(document.slug.encode()), filename="ملحق.txt")
    services.attach(officer, document, [file], language="ar", description="ملحق")


def _documents() -> list[Document]:
    return db.session.query(Document).all()


def _reading(document: Document) -> dict[str, dict[str, Any]]:
    slug = {"slug": document.slug}
    return {"library.show": slug, "library.whole": slug, "library.part": {**slug, "key": "article-1"}}


DESK = (
    "attachments", "bench", "correct", "discard", "drop", "facts", "preview", "preview_whole", "publish", "relations", "states", "withdraw",
)  # fmt: skip


def _at_desk(document: Document) -> dict[str, dict[str, Any]]:
    slug = {"slug": document.slug}
    more = {
        "preview_part": {"key": "article-1"}, "write": {"language": "ar"}, "remove_text": {"language": "ar"}, "detach": {"number": 1},
        "unrelate": {"number": 1},
    }  # fmt: skip
    return {f"library.{name}": slug for name in DESK} | {f"library.{name}": slug | parts for name, parts in more.items()}


def _files() -> list[Any]:
    found = db.select(Attachment.id, Document, Version.published_at).join(Version, Version.id == Attachment.version_id)
    return list(db.session.execute(found.join(Document, Document.id == Version.document_id)).all())


def _may_read_file(actor: Actor, row: Any) -> bool:
    """What was never published, and what was withdrawn, is for officers."""
    for_readers = row.Document.publication == "published" and row.published_at is not None
    return policy.may_publish(actor) or policy.may_read_library(actor) and for_readers


RECORDS = [
    Records(
        kind="document",
        make=_make,
        every=_documents,
        seen=lambda actor: set(db.session.scalars(queries.visible_to(actor))),
        may_view=policy.may_view,
        addresses=_reading,
    ),
    Records(
        kind="document at the desk",
        make=_make,
        every=_documents,
        seen=lambda actor: {document.id for document in _documents() if queries.editable(document.slug, actor)},
        may_view=policy.may_publish,
        addresses=_at_desk,
        mixed=False,
    ),
    Records(
        kind="file of a document",
        make=_make,
        every=_files,
        seen=lambda actor: {row.id for row in _files() if queries.attachment(row.Document.slug, row.id, actor)},
        may_view=_may_read_file,
        addresses=lambda row: {"library.file": {"slug": row.Document.slug, "number": row.id}},
    ),
]
HEAVY = {"library.whole": "the whole text on one page, which the reader asks for", "library.preview_whole": "the same for officers"}
