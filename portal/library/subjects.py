"""How others speak of a document."""

from collections.abc import Iterable

from flask import url_for

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Subject
from portal.library import queries
from portal.library.services import proving


def address(reference: str) -> str:
    return url_for("library.show", slug=reference)


def _nothing(ids: Iterable[int], language: str) -> dict[int, str]:
    return {}


SUBJECTS = (
    Subject("document", _l("Document"), queries.titles, address, queries.number_of),
    Subject("topic", _l("Topic"), _nothing, lambda reference: url_for("library.index")),
)
CHECKS = {"published documents": proving.check}
INDEXING = {"document": proving.index_again}
