"""A folder with a manifest.csv: each row read and checked before anything is stored. No database, no web."""

import csv
import re
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from portal.core.catalogue import gettext as _
from portal.core.refusal import Refusal
from portal.core.text import visible
from portal.library import vocabulary
from portal.library.importing.extraction import MOST_MEGABYTES
from portal.library.vocabulary.facts import Facts, normal_date, normal_number

COLUMNS = (
    "file",
    "kind",
    "number",
    "year",
    "date",
    "lang",
    "title_ar",
    "title_ckb",
    "title_en",
    "issuer",
    "status",
    "topics",
)
NEEDED = ("file", "kind", "lang")
UNFIT = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
# As long as the database keeps them.
LONGEST = {"title_ar": 600, "title_ckb": 600, "title_en": 600, "number": 60, "minutes_number": 60, "issuer": 300, "topics": 200, "summary": 2000}
INTERNATIONAL = frozenset(("treaty", "declaration", "resolution", "general_comment"))


@dataclass(frozen=True)
class Item:
    """A good row: where its file is and what it says."""

    line: int
    path: Path
    facts: Facts
    language: str
    titles: dict[str, str]
    topics: tuple[str, ...] = ()
    summary: str = ""
    origin: str | None = None


@dataclass(frozen=True)
class BadRow:
    line: int
    file: str
    reason: str


@dataclass
class Manifest:
    items: list[Item | BadRow] = field(default_factory=list)


def read_manifest(folder: Path) -> Manifest:
    """Raises ValueError when there is no manifest.csv that can be read."""
    path = folder / "manifest.csv"
    if not path.is_file():
        raise ValueError(_("There is no manifest.csv in %(folder)s.", folder=str(folder)))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(_("manifest.csv is not UTF-8.")) from None
    except OSError as error:
        raise ValueError(_("The file cannot be opened: %(reason)s.", reason=error.strerror or str(error))) from None
    lines = [(number, line) for number, line in enumerate(StringIO(text, newline=""), 1) if line.strip(" \t\r\n,")]
    head = _head(*lines[0]) if lines else []
    missing = [name for name in NEEDED if name not in head]
    if missing:
        raise ValueError(_("manifest.csv lacks the columns: %(names)s.", names=", ".join(missing)))
    return Manifest([_row(number, line, head, folder.resolve()) for number, line in lines[1:]])


def _head(number: int, line: str) -> list[str]:
    try:
        return [name.strip() for name in _cells(line)]
    except ValueError as error:
        raise ValueError(_("Line %(line)d, %(file)s: %(reason)s", line=number, file="manifest.csv", reason=str(error))) from None


def _cells(line: str) -> list[str]:
    """Of one line of the file: where a cell could go on in the next, one lost quotation mark would swallow good rows."""
    try:
        return next(csv.reader([line.rstrip("\r\n")], strict=True))
    except csv.Error as error:
        raise ValueError(
            _("The cells cannot be told apart (%(reason)s). A cell that opens with a quotation mark closes with one on the same line.", reason=str(error))
        ) from None


def _row(number: int, line: str, head: list[str], folder: Path) -> Item | BadRow:
    file = ""
    try:
        values = [value.strip() for value in _cells(line)]
        cells = dict(zip(head, [*values, *[""] * len(head)], strict=False))
        file = cells["file"]
        if len(values) > len(head):
            raise ValueError(_("It has %(cells)d cells, but the first line names %(columns)d columns.", cells=len(values), columns=len(head)))
        _refuse_unfit(cells)
        return _item(number, cells, folder)
    except Refusal as refusal:
        return BadRow(number, file, str(refusal.message))
    except OSError as error:
        return BadRow(number, file, _("The file cannot be opened: %(reason)s.", reason=error.strerror or str(error)))
    except ValueError as error:
        return BadRow(number, file, str(error))


def _refuse_unfit(cells: dict[str, str]) -> None:
    for column, value in cells.items():
        if UNFIT.search(value):
            raise ValueError(_("%(column)s holds a line break or a control character.", column=column))
        longest = max((len(topic) for topic in value.split(";")), default=0) if column == "topics" else len(value)
        if longest > LONGEST.get(column, longest):
            raise ValueError(_("%(column)s is longer than %(most)d characters.", column=column, most=LONGEST[column]))


def _item(line: int, cells: dict[str, str], folder: Path) -> Item:
    language = cells["lang"].lower()
    if language not in vocabulary.TEXT_LANGUAGES:
        raise ValueError(_("lang is %(value)s; it must be ar, ckb or en.", value=cells["lang"] or "—"))
    titles = {code: cells.get(f"title_{code}", "") for code in vocabulary.TEXT_LANGUAGES}
    if not visible(titles[language]):
        raise ValueError(_("title_%(language)s is empty, and the file is in that language.", language=language))
    return Item(
        line, _path(cells["file"], folder), _facts(cells, language), language, titles,
        topics=tuple(topic.strip() for topic in cells.get("topics", "").split(";") if topic.strip()),
        summary=cells.get("summary", ""), origin=_one_of(cells.get("origin", ""), vocabulary.Origin, "origin") or None,
    )  # fmt: skip


def _path(name: str, folder: Path) -> Path:
    if not name:
        raise ValueError(_("file is empty."))
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        raise ValueError(_("%(file)s lies outside the folder.", file=name))
    if not path.is_file():
        raise ValueError(_("There is no file %(file)s.", file=name))
    if path.stat().st_size > MOST_MEGABYTES * 1024 * 1024:
        raise Refusal(vocabulary.told(vocabulary.FILE_TOO_LARGE, most=MOST_MEGABYTES))
    return path


def _facts(cells: dict[str, str], language: str) -> Facts:
    kind = _one_of(cells["kind"], vocabulary.KINDS, "kind")
    if not kind:
        raise ValueError(_("kind is empty."))
    jurisdiction = _one_of(cells.get("jurisdiction", ""), vocabulary.JURISDICTIONS, "jurisdiction")
    day = _date(cells.get("date", ""))
    decision = kind == vocabulary.BOARD_DECISION
    return Facts(
        kind=kind, number=normal_number(cells.get("number")), year=_year(cells.get("year", ""), "year"),
        jurisdiction=jurisdiction or ("international" if kind in INTERNATIONAL else "federal"),
        state=_one_of(cells.get("status", ""), vocabulary.STATES, "status") or "unknown",
        issuer={language: cells["issuer"]} if cells.get("issuer") else {}, passed_on=day, meeting_on=day if decision else None,
        minutes_kind=(_one_of(cells.get("minutes_kind", ""), vocabulary.MINUTES, "minutes_kind") or "ordinary") if decision else None,
        minutes_number=normal_number(cells.get("minutes_number")), minutes_year=_year(cells.get("minutes_year", ""), "minutes_year"),
        slug=cells.get("slug") or None,
    )  # fmt: skip


def _one_of(value: str, known: object, column: str) -> str:
    codes = [str(code) for code in known]  # type: ignore[attr-defined]
    if value and value not in codes:
        raise ValueError(_("%(column)s is %(value)s; known are: %(codes)s.", column=column, value=value, codes=", ".join(codes)))
    return value


def _year(value: str, column: str) -> int | None:
    number = normal_number(value)
    if number is None:
        return None
    if not (number.isascii() and number.isdecimal()) or not 1000 < int(number) < 2200:
        raise ValueError(_("%(column)s is %(value)s; it must be a year such as 2018.", column=column, value=value))
    return int(number)


def _date(value: str) -> str | None:
    try:
        return normal_date(value)
    except ValueError:
        raise ValueError(_("date is %(value)s; it must be 2018, 2018-06 or 2018-06-04.", value=value)) from None
