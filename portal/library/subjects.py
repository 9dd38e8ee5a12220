"""How others speak of a document."""

from flask import url_for

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Subject
from portal.library import queries
from portal.library.services import proving


def address(reference: str) -> str:
    return url_for("library.show", slug=reference)


SUBJECTS = (Subject("document", _l("Document"), queries.titles, address, queries.number_of),)
CHECKS = {"published documents": proving.check}
INDEXING = {"document": proving.index_again}
