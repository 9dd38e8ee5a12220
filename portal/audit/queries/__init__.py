"""What can be asked about who did what."""

from portal.audit.queries.heads import gets_heads, head_readers, heads, latest_head, stands
from portal.audit.queries.narrowing import Filter, conditions
from portal.audit.queries.personal import personal
from portal.audit.queries.reading import (
    Change,
    Entry,
    entry,
    last_number,
    last_time,
    life,
    lines,
    names_of,
    organisation_known_as,
    own_export,
    own_exports,
    own_lines,
    person_known_as,
    plain,
    read,
    record,
    record_known_as,
    turned_away,
)

__all__ = [
    "Change",
    "Entry",
    "Filter",
    "conditions",
    "entry",
    "gets_heads",
    "head_readers",
    "heads",
    "last_number",
    "last_time",
    "latest_head",
    "life",
    "lines",
    "names_of",
    "organisation_known_as",
    "own_export",
    "own_exports",
    "own_lines",
    "person_known_as",
    "personal",
    "plain",
    "read",
    "record",
    "record_known_as",
    "stands",
    "turned_away",
]
