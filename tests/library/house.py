"""What the library tells the house's tests."""

from typing import Any

from portal.core.db import db
from portal.library import policy, queries, services
from portal.library.models import Document
from tests.house.registry import Records
from tests.library.making import draft, published


def _make(people: dict[str, Any]) -> None:
    officer = people["publishing_officer"].actor
    draft(officer, number="1")
    published(officer, number="2")
    services.begin_correction(officer, published(officer, number="3"))
    services.withdraw(officer, published(officer, number="4"), "صدر بالخطأ", "ar")


def _addresses(document: Document) -> dict[str, dict[str, Any]]:
    slug = {"slug": document.slug}
    reading = {"library.show": slug, "library.whole": slug, "library.part": {**slug, "key": "article-1"}}
    return reading


RECORDS = [
    Records(
        kind="document",
        make=_make,
        every=lambda: db.session.query(Document).all(),
        seen=lambda actor: set(db.session.scalars(queries.visible_to(actor))),
        may_view=policy.may_view,
        addresses=_addresses,
    )
]
_DESK = "a page of the publishing desk: nobody but publishing officers is let in, whatever the document"
UNTRIED = {
    f"library.{name}": _DESK
    for name in (
        "attachments", "bench", "correct", "detach", "discard", "drop", "facts", "preview", "preview_part", "preview_whole", "publish",
        "relations", "remove_text", "states", "unrelate", "withdraw", "write",
    )
} | {"library.file": "needs a stored file; tests/library/test_files.py asks for each kind of person"}  # fmt: skip
HEAVY = {"library.whole": "the whole text on one page, which the reader asks for", "library.preview_whole": "the same for officers"}
