"""How a report is named and reached from elsewhere: by its reference, never by its text."""

from collections.abc import Iterable

from flask import url_for

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Subject
from portal.violations.queries import references


def titles(ids: Iterable[int], language: str) -> dict[int, str]:
    return references(ids)


def address(reference: str) -> str:
    return url_for("violations.show", reference=reference)


SUBJECTS = (Subject("violation", _l("Violation report"), titles, address),)
