"""Files of other people, read and checked whole before anything is stored: an election (YAML), polling centres (CSV)."""

from portal.elections.importing.election_file import Unreadable, read
from portal.elections.importing.places_cells import CentreRow, StationRow
from portal.elections.importing.places_difference import Difference, Known, compare
from portal.elections.importing.places_file import Fault, Told, number_of_rows, read_places

__all__ = [
    "CentreRow", "Difference", "Fault", "Known", "StationRow", "Told", "Unreadable", "compare", "number_of_rows", "read", "read_places",
]  # fmt: skip
