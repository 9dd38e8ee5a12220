"""A table of polling centres and stations, read whole before anything is stored. No database, no web.

A row without a station's number describes a centre; a row with one is a station of the centre of its code. A station's row
may describe its centre too, as tables do that have one row for each station."""

import codecs
import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO, NamedTuple

from portal.elections.importing.places_cells import LANGUAGES, BadCell, Cells, CentreRow, StationRow, plain
from portal.elections.importing.places_words import COLUMN_WORDS, key, table

DELIMITERS = ",;\t"
TELL_EVERY = 2000
LONGEST_CELL = 20_000
NAMES = ("name", *LANGUAGES)


class Fault(NamedTuple):
    """`more` completes the sentence of the reason: the line that says the same already."""

    line: int
    column: str
    value: str
    reason: str
    more: str = ""


@dataclass
class Told:
    """What the file says. With faults nothing of it is taken."""

    centres: dict[str, CentreRow] = field(default_factory=dict)
    stations: dict[tuple[str, int], StationRow] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0


def number_of_rows(stream: BinaryIO) -> int:
    """Lines below the head, for the progress; quoted line breaks make it a little too large."""
    lines, last = 0, b"\n"
    while piece := stream.read(1 << 20):
        lines, last = lines + piece.count(b"\n"), piece[-1:]
    stream.seek(0)
    return max(lines + (last != b"\n") - 1, 0)


def read_places(stream: BinaryIO, tell: Callable[[int], None] = lambda rows: None) -> Told:
    """`tell` is called with the number of rows read, now and then."""
    told = Told()
    reader = _Reader(told)
    try:
        for line, row in _rows(stream, told):
            reader.take(line, row)
            told.rows += 1
            if told.rows % TELL_EVERY == 0:
                tell(told.rows)
    except (UnicodeDecodeError, csv.Error):
        told.faults.append(Fault(reader.line + 1, "", "", "unreadable"))
    else:
        reader.finish()
    return told


class _Reader:
    """Takes rows in any order; what a row lacks of another one is asked at the end."""

    def __init__(self, told: Told) -> None:
        self._told, self._cells, self.line = told, Cells(), 1
        self._seen: dict[object, int] = {}
        self._waiting: list[tuple[int, str]] = []

    def take(self, line: int, row: dict[str, str]) -> None:
        self.line = line
        cells = self._cells
        cells.bad = [BadCell("cells", "", "")] if "" in row else []
        code = cells.code(row)
        station = cells.station(row, code) if row.get("station") else None
        centre = cells.centre(row, code, voters=station is None) if station is None or any(row.get(name) for name in NAMES) else None
        if not cells.bad and centre is not None:
            self._keep_centre(line, centre, own_row=station is None)
        elif centre is not None:
            self._seen.setdefault(code, line)
        if not cells.bad and station is not None:
            self._keep_station(line, station)
        self._told.faults += [Fault(line, bad.column, row.get(bad.column, "")[:200], bad.reason, bad.more) for bad in cells.bad]

    def _keep_centre(self, line: int, centre: CentreRow, own_row: bool) -> None:
        known = self._told.centres.get(centre.code)
        if known is None or (not own_row and known._replace(voters=None) == centre):
            self._told.centres.setdefault(centre.code, centre)
            self._seen.setdefault(centre.code, line)
        elif own_row and known == centre._replace(voters=None):
            self._told.centres[centre.code] = centre
        else:
            self._cells.bad.append(BadCell("twice", "centre", str(self._seen[centre.code])))

    def _keep_station(self, line: int, station: StationRow) -> None:
        at = (station.centre, station.number)
        if at in self._told.stations:
            self._cells.bad.append(BadCell("twice", "station", str(self._seen[at])))
            return
        self._told.stations[at], self._seen[at] = station, line
        if station.centre not in self._told.centres:
            self._waiting.append((line, station.centre))

    def finish(self) -> None:
        """A centre with a mistake of its own is described all the same: its stations are not called lost."""
        lost = [Fault(line, "centre", code, "no_centre") for line, code in self._waiting if code not in self._seen]
        self._told.faults = sorted([*self._told.faults, *lost], key=lambda fault: fault.line)
        if not self._told.centres and not self._told.faults:
            self._told.faults.append(Fault(1, "", "", "empty"))


def _rows(stream: BinaryIO, told: Told) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and cells by column; empty rows are left out. A head that cannot be is told, and no row is read."""
    if stream.read(3) != codecs.BOM_UTF8:
        stream.seek(0)
    csv.field_size_limit(LONGEST_CELL)
    lines = (line.decode("utf-8") for line in stream)
    head = next(lines, "")
    delimiter = max(DELIMITERS, key=lambda one: len([cell for cell in next(csv.reader([head], delimiter=one), []) if key(cell) in KNOWN]))
    reader = csv.reader(chain([head], lines), delimiter=delimiter)
    columns = _columns(next(reader, []), told)
    if told.faults:
        return
    line = reader.line_num
    for cells in reader:
        at, line = line + 1, reader.line_num
        if any(cell.strip() for cell in cells):
            row = {column: plain(cell) for column, cell in zip(columns, cells, strict=False) if cell}
            yield at, row | ({"": "more"} if any(cell.strip() for cell in cells[len(columns) :]) else {})


def _columns(head: list[str], told: Told) -> list[str]:
    columns: list[str] = []
    for cell in head:
        column = KNOWN.get(key(cell), "")
        if not column:
            told.faults.append(Fault(1, "", plain(cell)[:200], "unknown_column"))
        elif column in columns:
            told.faults.append(Fault(1, column, plain(cell)[:200], "column_twice"))
        columns.append(column)
    if "centre" not in columns:
        told.faults.insert(0, Fault(1, "centre", "", "head"))
    return columns


KNOWN = table(COLUMN_WORDS)
