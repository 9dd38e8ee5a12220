"""What can be asked about reports."""

from portal.violations.queries.cases import (
    Piece,
    Report,
    case,
    case_at_part,
    case_for_change,
    kinds_of_names,
    own_names,
    piece,
    references,
    report,
    takers,
    visible_to,
)
from portal.violations.queries.desk import for_desk
from portal.violations.queries.export import export_files, export_of, filed_by
from portal.violations.queries.kinds import find_kinds
from portal.violations.queries.lists import Filters, inbox, own_list, shared

__all__ = [
    "Filters",
    "Piece",
    "Report",
    "case",
    "case_at_part",
    "case_for_change",
    "export_files",
    "export_of",
    "filed_by",
    "find_kinds",
    "for_desk",
    "inbox",
    "kinds_of_names",
    "own_list",
    "own_names",
    "piece",
    "references",
    "report",
    "shared",
    "takers",
    "visible_to",
]
