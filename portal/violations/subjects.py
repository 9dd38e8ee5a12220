"""How a report is named and reached from elsewhere: by its reference, never by its text."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, url_for

from portal.core.access import Actor
from portal.core.catalogue import lazy_gettext as _l
from portal.core.reference import normal_reference
from portal.core.register import Subject, registers
from portal.violations.queries import export_files, export_of, filed_by, references
from portal.violations.services import forgetting, let_go, moving, receipts


def titles(ids: Iterable[int], language: str) -> dict[int, str]:
    return references(ids)


def address(reference: str) -> str:
    return url_for("violations.show", reference=reference)


def _nothing(ids: Iterable[int], language: str) -> dict[int, str]:
    return {}


def known_as(typed: str) -> str | None:
    return normal_reference(typed) or typed


CHECKS = {"receipts of violation reports": receipts.check}
INDEXING = {"violation": receipts.index_again}
SUBJECTS = (
    Subject("violation", _l("Violation report"), titles, address, known_as),
    Subject("violations", _l("Violation reports"), _nothing, lambda reference: url_for("violations.index")),
)


def exported(actor: Actor) -> dict[str, Any]:
    """For somebody's export of the organisation's own records."""
    return {"violations": export_of(actor)}


def personal(person_id: int) -> dict[str, Any]:
    """For a person's own export: the reports that this person filed, without what others brought into them."""
    return {"violations_filed": filed_by(person_id)}


def register(app: Flask) -> None:
    if exported not in registers.own_exports:
        registers.own_exports.append(exported)
        registers.export_files.append(export_files)
        registers.personal.append(personal)
        registers.leaving.append(let_go)
        registers.movers.append(moving.MOVER)
        registers.forgetting.append(forgetting.forget_organisation)
