"""How a report is named and reached from elsewhere: by its reference, never by its text."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, url_for

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Subject, registers
from portal.violations.queries import export_files, export_of, filed_by, references
from portal.violations.services import receipts


def titles(ids: Iterable[int], language: str) -> dict[int, str]:
    return references(ids)


def address(reference: str) -> str:
    return url_for("violations.show", reference=reference)


SUBJECTS = (Subject("violation", _l("Violation report"), titles, address),)

CHECKS = {"receipts of violation reports": receipts.check}
INDEXING = {"violation": receipts.index_again}


def exported(organisation_id: int) -> dict[str, Any]:
    """For the organisation's export of its own records."""
    return {"violations": export_of(organisation_id)}


def personal(person_id: int) -> dict[str, Any]:
    """For a person's own export: the reports that this person filed, without what others brought into them."""
    return {"violations_filed": filed_by(person_id)}


def register(app: Flask) -> None:
    if exported not in registers.exports:
        registers.exports.append(exported)
        registers.export_files.append(export_files)
        registers.personal.append(personal)
