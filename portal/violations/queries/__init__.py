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
from portal.violations.queries.export import export_files, export_of, filed_by
from portal.violations.queries.kinds import find_kinds
from portal.violations.queries.lists import (
    Filters,
    counts_by_state,
    drafts_of,
    inbox,
    own_list,
    shared,
    waiting_count,
    waiting_for,
)

__all__ = [
    "Filters",
    "Piece",
    "Report",
    "case",
    "case_at_part",
    "case_for_change",
    "counts_by_state",
    "drafts_of",
    "export_files",
    "export_of",
    "filed_by",
    "find_kinds",
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
    "waiting_count",
    "waiting_for",
]
