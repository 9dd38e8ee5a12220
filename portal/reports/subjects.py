"""How others speak of a report."""

from flask import Flask, url_for

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Subject, registers
from portal.reports import queries
from portal.reports.services import forgetting, moving, proving


def address(reference: str) -> str:
    return url_for("reports.show", slug=reference)


SUBJECTS = (Subject("report", _l("Report"), queries.titles, address, queries.number_of),)
CHECKS = {"published reports": proving.check}
INDEXING = {"report": proving.index_again}


def register(app: Flask) -> None:
    if moving.MOVER not in registers.movers:
        registers.movers.append(moving.MOVER)
        registers.forgetting.append(forgetting.forget_organisation)
    if queries.exported not in registers.exports:
        registers.exports.append(queries.exported)
        registers.export_files.append(queries.export_files)
