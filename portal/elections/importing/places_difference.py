"""What a file of polling centres would change. No database, no web."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from portal.elections.importing.places_cells import CentreRow, StationRow
from portal.elections.importing.places_file import Told

PARTS = ("kind", "governorate", "district", "subdistrict", "address", "latitude", "longitude", "accessible", "voters")
LONGEST = 200


@dataclass
class Known:
    """What the database holds of an election; closed ones are told apart, because a file may open them again."""

    centres: dict[str, CentreRow] = field(default_factory=dict)
    stations: dict[tuple[str, int], StationRow] = field(default_factory=dict)
    closed_centres: set[str] = field(default_factory=set)
    closed_stations: set[tuple[str, int]] = field(default_factory=set)

    def open_centre(self, code: str) -> CentreRow | None:
        return None if code in self.closed_centres else self.centres.get(code)

    def open_station(self, at: tuple[str, int]) -> StationRow | None:
        return None if at in self.closed_stations else self.stations.get(at)


class Difference(NamedTuple):
    """`kind`: added, changed or gone; a changed one has a line for each column."""

    kind: str
    centre: str
    station: int | None = None
    column: str = ""
    before: str = ""
    value: str = ""


def compare(told: Told, known: Known) -> tuple[dict[str, int], list[Difference]]:
    """The counts, and what an officer looks through. Of the first file of an election all is new, and nothing is listed;
    stations of a centre that is added or gone are counted only."""
    centres, stations = list(_centres(told, known)), list(_stations(told, known))
    counts: dict[str, int] = {"centres": len(told.centres), "stations": len(told.stations)}
    for what, rows in (("centres", centres), ("stations", stations)):
        for kind in ("added", "changed", "gone"):
            counts[f"{what}_{kind}"] = len({(row.centre, row.station) for row in rows if row.kind == kind})
    if not known.centres:
        return counts, []
    whole = {row.centre for row in centres if row.kind != "changed"}
    return counts, [*centres, *(row for row in stations if row.centre not in whole)]


def _centres(told: Told, known: Known) -> Iterator[Difference]:
    for code, row in told.centres.items():
        before = known.open_centre(code)
        if before is None:
            yield Difference("added", code, value=_named(row))
        elif before != row:
            yield from _changes("changed", code, None, _parts(before), _parts(row))
    for code, row in known.centres.items():
        if code not in told.centres and code not in known.closed_centres:
            yield Difference("gone", code, before=_named(row))


def _stations(told: Told, known: Known) -> Iterator[Difference]:
    for at, row in told.stations.items():
        before = known.open_station(at)
        if before is None:
            yield Difference("added", *at)
        elif before != row:
            parts = [{"voters": one.voters, "voters_of": one.voters_of} for one in (before, row)]
            yield from _changes("changed", at[0], at[1], *parts)
    for at in known.stations:
        if at not in told.stations and at not in known.closed_stations:
            yield Difference("gone", *at)


def _changes(kind: str, centre: str, station: int | None, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[Difference]:
    for column in {**before, **after}:
        old, new = before.get(column), after.get(column)
        if old != new:
            yield Difference(kind, centre, station, column, _shown(old), _shown(new))


def _parts(row: CentreRow) -> dict[str, Any]:
    return {**{name: getattr(row, name) for name in PARTS}, **{f"name_{language}": text for language, text in row.names}}


def _shown(value: Any) -> str:
    return "" if value is None else str(value)[:LONGEST]


def _named(row: CentreRow) -> str:
    return row.names[0][1][:LONGEST] if row.names else ""
