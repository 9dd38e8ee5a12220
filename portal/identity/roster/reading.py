"""A CSV of observers: its headings in any of the languages, its rows as what is kept, and what is wrong with each."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.core import clock, files
from portal.core.refusal import Refusal
from portal.core.text import BIDI_CONTROLS
from portal.identity.roster import words
from portal.identity.vocabulary import observers as vocabulary
from portal.identity.vocabulary.observers import MOST_MEGABYTES, MOST_ROWS, Training, normal_code, plain_digits

LARGEST = MOST_MEGABYTES * 1024**2
NEEDED = ("governorate", "sex")
SEPARATORS = ",;\t"
ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
FORMULA = re.compile(r"'(?=[=+\-@\t\r])")
MOST_HEADING = 60


@dataclass
class Row:
    """`number`: of the row in the spreadsheet, the headings being the first. `faults`: (field, key of FAULTS). An empty
    cell stands in `values` as nothing at all: it changes nothing. `refused`: what stood in
    the cells that were not taken, without names and phone numbers."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


@dataclass
class Sheet:
    rows: list[Row]
    ignored: list[str]


def read(data: bytes) -> Sheet:
    """Raises Refusal for what is no list of observers at all."""
    if len(data) > LARGEST:
        raise Refusal(vocabulary.TOO_LARGE, "file", 422)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(files.NOT_A_CSV, "file", 422) from error
    if "\x00" in text:
        raise Refusal(files.NOT_A_CSV, "file", 422)
    records = _records(text)
    heading = next(records, (0, []))[1]
    columns, ignored = _columns(heading)
    rows = []
    for number, cells in records:
        if any(cells):
            rows.append(_row(number, cells, columns))
        if len(rows) > MOST_ROWS:
            raise Refusal(vocabulary.TOO_MANY_ROWS, "file", 422)
    if not rows:
        raise Refusal(vocabulary.NO_ROWS, "file", 422)
    _find_doubles(rows)
    return Sheet(rows, ignored)


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
            yield number, [_clean(cell) for cell in cells]
    except csv.Error as error:
        raise Refusal(files.NOT_A_CSV, "file", 422) from error


def _clean(cell: str) -> str:
    """On one line, without what is not seen, and without the apostrophe that our own files put before a formula's sign."""
    line = " ".join("".join(c if c.isprintable() else " " for c in cell.translate(BIDI_CONTROLS)).split())
    return FORMULA.sub("", line, count=1) if line.startswith("'") else line


def _columns(heading: list[str]) -> tuple[list[str | None], list[str]]:
    known = words.headings()
    columns = [known.get(words.key_of(cell)) for cell in heading]
    found = [column for column in columns if column]
    if not set(NEEDED) <= set(found):
        raise Refusal(vocabulary.NO_HEADINGS, "file", 422)
    if len(found) != len(set(found)):
        raise Refusal(vocabulary.COLUMN_TWICE, "file", 422)
    return columns, [cell[:MOST_HEADING] for cell, column in zip(heading, columns, strict=True) if cell and not column][:20]


def _row(number: int, cells: list[str], columns: list[str | None]) -> Row:
    row = Row(number)
    if any(cells[len(columns) :]):
        row.faults.append(("", "cells"))
    typed = {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell}
    for missing in (name for name in NEEDED if name not in typed):
        row.faults.append((missing, f"no_{missing}"))
    for name, cell in typed.items():
        if name != "district":
            _take(row, name, READ[name](cell))
    if "district" in typed and "governorate" in row.values:
        code = words.districts(row.values["governorate"]).get(words.key_of(typed["district"]))
        _take(row, "district", (code, None if code else "other_district"))
    row.refused = {name: typed[name][:MOST_HEADING] for name, _fault in row.faults if name in typed and name not in vocabulary.PROTECTED_COLUMNS}
    row.faults.sort(key=lambda fault: list(vocabulary.COLUMNS).index(fault[0]) if fault[0] else -1)
    return row


Taken = tuple[Any, str | None]  # the value as it is kept, or what is wrong with it


def _take(row: Row, name: str, taken: Taken) -> None:
    value, fault = taken
    if fault:
        row.faults.append((name, fault))
    else:
        row.values[name] = value


def _code(cell: str) -> Taken:
    code = normal_code(cell)
    return code, None if code else "bad_code"


def _one_of(known: Callable[[], dict[str, str]], fault: str) -> Callable[[str], Taken]:
    def read_word(cell: str) -> Taken:
        key = known().get(words.key_of(cell))
        return key, None if key else fault

    return read_word


def _day(cell: str) -> Taken:
    plain = plain_digits(cell)
    iso, day_first = ISO_DAY.fullmatch(plain), DAY_FIRST.fullmatch(plain)
    if iso is None and day_first is None:
        return None, "bad_date"
    parts = iso.groups() if iso else day_first.groups()[::-1]  # type: ignore[union-attr]
    try:
        day = date(*map(int, parts))
    except ValueError:
        return None, "bad_date"
    return (None, "future_date") if day > clock.today() else (day.isoformat(), None)


def phone_of(cell: str) -> str | None:
    """A phone number with its digits in 0 to 9; None when it is none."""
    plain = plain_digits(cell)
    known = re.fullmatch(r"\+?[\d\s()./-]{6,24}", plain) and 6 <= sum(c.isdigit() for c in plain) <= 15
    return plain if known else None


def _phone(cell: str) -> Taken:
    phone = phone_of(cell)
    return phone, None if phone else "bad_phone"


READ: dict[str, Callable[[str], Taken]] = {
    "code": _code,
    "governorate": _one_of(words.governorates, "unknown_governorate"),
    "sex": _one_of(words.sexes, "unknown_sex"),
    "training": _one_of(words.trainings, "unknown_training"),
    "trained_on": _day,
    "badge": lambda cell: (plain_digits(cell), None if len(cell) <= 40 else "bad_badge"),
    "name": lambda cell: (cell, None if len(cell) <= 200 else "bad_name"),
    "phone": _phone,
}


def _find_doubles(rows: list[Row]) -> None:
    met: set[str] = set()
    for row in rows:
        code = row.values.get("code")
        if code in met:
            row.faults.append(("code", "twice"))
        elif code:
            met.add(code)


def with_defaults(values: dict[str, Any]) -> dict[str, Any]:
    """Of a new observer: who says nothing of training has none."""
    return {"training": Training.NONE.value, **values}
