"""How others speak of an election."""

from collections.abc import Iterable

from flask import url_for

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Subject
from portal.elections import queries


def titles(ids: Iterable[int], language: str) -> dict[int, str]:
    return queries.election_names(ids, language)


def address(reference: str) -> str:
    return url_for("elections.show", slug=reference)


SUBJECTS = (Subject("election", _l("Election"), titles, address, queries.number_of),)
