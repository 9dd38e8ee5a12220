"""How others speak of an election, and of a file of its polling centres."""

from collections.abc import Iterable

from flask import url_for

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Subject
from portal.elections import queries


def titles(ids: Iterable[int], language: str) -> dict[int, str]:
    return queries.election_names(ids, language)


def address(reference: str) -> str:
    return url_for("elections.show", slug=reference)


def import_titles(ids: Iterable[int], language: str) -> dict[int, str]:
    return queries.import_titles(ids)


def import_address(reference: str) -> str:
    return url_for("elections.places_import", reference=reference)


SUBJECTS = (
    Subject("election", _l("Election"), titles, address, queries.number_of),
    Subject("places_import", _l("Import of polling centres"), import_titles, import_address),
)
