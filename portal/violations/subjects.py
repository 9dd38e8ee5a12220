"""How a report is named and reached from elsewhere: by its reference, never by its text."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, url_for

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Subject, registers
from portal.violations.queries import export_of, references
from portal.violations.services import moving


def titles(ids: Iterable[int], language: str) -> dict[int, str]:
    return references(ids)


def address(reference: str) -> str:
    return url_for("violations.show", reference=reference)


SUBJECTS = (Subject("violation", _l("Violation report"), titles, address),)


def exported(organisation_id: int) -> dict[str, Any]:
    """For the organisation's export of its own records."""
    return {"violations": export_of(organisation_id)}


def register(app: Flask) -> None:
    if moving.MOVER not in registers.movers:
        registers.movers.append(moving.MOVER)
    if exported not in registers.exports:
        registers.exports.append(exported)
