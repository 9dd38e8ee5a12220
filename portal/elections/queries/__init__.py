"""What can be asked about elections, their dates and their polling places."""

from portal.elections.queries.calendar import ANY, Dated, Narrowed, coming, next_dates, open_elections, past
from portal.elections.queries.deadlines import Limit, concerning, current_limit, deadline, limit_of, limits_of
from portal.elections.queries.elections import (
    Listed,
    bare_election,
    choices,
    current_election_id,
    current_slug,
    election,
    election_names,
    elections,
    home_slug,
    known_as,
    name_of,
    others,
    phase_at,
    slugs,
    visible_to,
)  # fmt: skip
from portal.elections.queries.imports import (
    every_line,
    file_names,
    found_lines,
    import_titles,
    import_visible_to,
    imports_of,
    places_import,
    slug_of,
)  # fmt: skip
from portal.elections.queries.places import (
    Place,
    PlaceFilters,
    any_place,
    centre,
    centre_visible_to,
    centres,
    find_places,
    place,
    words_of,
)  # fmt: skip

__all__ = [
    "ANY", "Dated", "Limit", "Listed", "Narrowed", "Place", "PlaceFilters", "any_place", "bare_election", "centre", "centre_visible_to", "centres",
    "choices", "coming", "concerning", "current_election_id", "current_limit", "current_slug", "deadline", "election", "election_names", "elections",
    "every_line", "file_names", "find_places", "found_lines", "home_slug", "import_titles", "import_visible_to", "imports_of", "known_as", "limit_of",
    "limits_of", "name_of", "next_dates", "open_elections", "others", "past", "phase_at", "place", "places_import", "slug_of", "slugs", "visible_to",
    "words_of",
]  # fmt: skip
