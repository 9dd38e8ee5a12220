"""What can be asked about reports."""

from portal.violations.queries.cases import Piece, case, kinds_of_names, own_names, piece, report, visible_to
from portal.violations.queries.export import export_of
from portal.violations.queries.lists import (
    Filters, counts_by_state, drafts_of, inbox, own_list, shared, waiting_count, waiting_for,
)  # fmt: skip

__all__ = [
    "Filters", "Piece", "case", "counts_by_state", "drafts_of", "export_of", "inbox", "kinds_of_names", "own_list", "own_names", "piece",
    "report", "shared", "visible_to", "waiting_count", "waiting_for",
]  # fmt: skip
