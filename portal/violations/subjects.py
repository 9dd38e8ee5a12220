"""How a report is named and reached from elsewhere: by its reference, never by its text."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, url_for

from portal.core.catalogue import lazy_gettext as _l
from portal.core.reference import normal_reference
from portal.core.register import Subject, registers
from portal.violations.queries import export_of, references


def titles(ids: Iterable[int], language: str) -> dict[int, str]:
    return references(ids)


def address(reference: str) -> str:
    return url_for("violations.show", reference=reference)


def known_as(typed: str) -> str | None:
    return normal_reference(typed) or typed


SUBJECTS = (Subject("violation", _l("Violation report"), titles, address, known_as),)


def exported(organisation_id: int) -> dict[str, Any]:
    """For the organisation's export of its own records."""
    return {"violations": export_of(organisation_id)}


def register(app: Flask) -> None:
    if exported not in registers.exports:
        registers.exports.append(exported)
