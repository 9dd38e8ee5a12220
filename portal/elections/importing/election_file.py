"""An election as a YAML file tells it, read and checked whole before anything is stored. No database, no web.

The file's shape is that of portal/operations/demo/election.yaml, which says what stands where."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from portal.core import clock
from portal.core.locale import LANGUAGES
from portal.core.text import visible
from portal.country import queries as country
from portal.elections import vocabulary

Reader = Callable[[Any], Any]
EMPTY = ("", "~", "null")
ONE_LINE = 300
COUNTED = re.compile(r"-?\d{1,4}", re.ASCII)


class Unreadable(ValueError):
    """Everything that is wrong with a file, as (place, reason): who mends it does so once."""

    def __init__(self, *problems: tuple[str, str]) -> None:
        super().__init__("; ".join(f"{place}: {reason}" for place, reason in problems))
        self.problems = problems


def read(path: Path) -> dict[str, Any]:
    """What services.create takes. Raises Unreadable."""
    try:
        # All values come as text: YAML itself would take 18:00 for a number and refuse 2026-02-30 without a place.
        told = yaml.load(path.read_bytes().decode("utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506 - makes only texts, lists, mappings
    except UnicodeDecodeError:
        raise Unreadable(("the file", "it is not UTF-8")) from None
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else "the file"
        raise Unreadable((line, error.problem or "it is not YAML")) from None
    except yaml.YAMLError as error:
        raise Unreadable(("the file", str(error).splitlines()[0])) from None
    found = dict(_election(told))
    counted = [] if found.get("sample") else list(_counted_days(told))
    if counted:
        raise Unreadable(*((place, "days counted from today are for samples only (sample: true); write it as in 2026-11-15") for place in counted))
    return found


def _counted_days(value: Any, place: str = "") -> Iterator[str]:
    """The places of days that are written as a number of days from today."""
    inner = value.items() if isinstance(value, dict) else enumerate(value, 1) if isinstance(value, list) else ()
    for name, part in inner:
        here = f"{place}, {name}" if place else str(name)
        if name == "day" and isinstance(part, str) and COUNTED.fullmatch(part):
            yield here
        yield from _counted_days(part, here)


def _wrong(reason: str) -> Unreadable:
    return Unreadable(("", reason))


def _all(parts: Iterable[tuple[str, Reader, Any]]) -> list[Any]:
    """Each value as its reader gives it; the problems of all of them together."""
    found, problems = [], []
    for place, reader, value in parts:
        try:
            found.append(reader(value))
        except Unreadable as error:
            problems += [(f"{place}, {inner}" if inner else place, reason) for inner, reason in error.problems]
    if problems:
        raise Unreadable(*problems)
    return found


def _mapping(fields: dict[str, Reader], needed: Collection[str]) -> Reader:
    """Empty values are left out: the database's defaults, or nothing, stand for them."""

    def read_mapping(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise _wrong(f"it must be a mapping with {', '.join(needed or fields)}")
        kept = {name: part for name, part in value.items() if not (isinstance(part, str) and part in EMPTY)}
        problems = [(name, f"is not known; known are: {', '.join(fields)}") for name in value if name not in fields]
        problems += [(name, "is missing") for name in needed if name not in kept]
        if problems:
            raise Unreadable(*problems)
        return dict(zip(kept, _all((name, fields[name], part) for name, part in kept.items()), strict=True))

    return read_mapping


def _list(reader: Reader, unique: str | None = None, span: tuple[str, str] | None = None) -> Reader:
    """`unique`: no two rows share it. `span`: the second moment comes after the first."""

    def read_list(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise _wrong("it must be a list, each entry behind a hyphen")
        rows = _all((str(number), reader, row) for number, row in enumerate(value, 1))
        seen = [row.get(unique) for row in rows] if unique else []
        problems = [(f"{number}, {unique}", f"{code} stands twice") for number, code in enumerate(seen, 1) if code in seen[: number - 1]]
        if span:
            pairs = [(number, row.get(span[0]), row.get(span[1])) for number, row in enumerate(rows, 1)]
            problems += [(f"{number}, {span[1]}", f"is not after {span[0]}") for number, first, last in pairs if first and last and last <= first]
        if problems:
            raise Unreadable(*problems)
        return rows

    return read_list


def _text(most: int = ONE_LINE, shape: str = "", example: str = "") -> Reader:
    def read_text(value: Any) -> str:
        if not isinstance(value, str) or not visible(value):
            raise _wrong("it must be a text")
        if len(value) > most:
            raise _wrong(f"it has {len(value)} characters; at most {most} fit")
        if shape and not re.fullmatch(shape, value, re.ASCII):
            raise _wrong(f"{value} cannot be; write it as in {example}")
        return value.strip()

    return read_text


def _one_of(known: Collection[str]) -> Reader:
    def read_code(value: Any) -> str:
        if not isinstance(value, str) or value not in known:
            raise _wrong(f"{value} is not known; known are: {', '.join(known)}")
        return value

    return read_code


def _words(most: int = ONE_LINE) -> Reader:
    """{language: text}, at least one of them."""

    def read_words(value: Any) -> dict[str, str]:
        words: dict[str, str] = _mapping(dict.fromkeys(LANGUAGES, _text(most)), ())(value)
        if not words:
            raise _wrong(f"it must be given in at least one of {', '.join(LANGUAGES)}")
        return words

    return read_words


def _whole(value: Any) -> int:
    return int(_text(4, r"\d+", "3")(value))


def _day(value: Any) -> date:
    """A day as it is, or counted from today, as the demo does."""
    if isinstance(value, str) and COUNTED.fullmatch(value):
        return clock.today() + timedelta(days=int(value))
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _wrong(f"{value} is no day; write it as in 2026-11-15") from None


_time = _text(5, r"([01]\d|2[0-3]):[0-5]\d", "07:00")


def _moment(value: Any) -> datetime:
    told = _mapping({"day": _day, "time": _time}, ("day", "time"))(value)
    return datetime.combine(told["day"], time.fromisoformat(told["time"]), clock.BAGHDAD)


def _phase(value: Any) -> Any:
    return _one_of([phase.code for phase in country.phases()])(value)


def _governorate(value: Any) -> Any:
    return _one_of([governorate.code for governorate in country.governorates()])(value)


_voting_day = _mapping(
    {"kind": _one_of(vocabulary.VOTING_DAYS), "day": _day, "opens": _time, "closes": _time, "names": _words()}, ("kind", "day", "opens", "closes")
)
_phase_row = _mapping({"code": _phase, "names": _words(), "from": _moment, "to": _moment}, ("code", "from", "to"))
_constituency = _mapping({"number": _whole, "governorates": _list(_governorate), "seats": _whole}, ("number", "governorates"))
_deadline = _mapping(
    {
        "code": _text(32, r"[A-Z0-9_]+", "CMP_POLL"), "names": _words(), "who": _words(), "counted_from": _words(), "start": _moment, "end": _moment,
        "length_days": _whole, "certainty": _one_of(vocabulary.CERTAINTY), "source": _text(), "party": _one_of(vocabulary.PARTIES),
    },
    ("code", "names", "who"),
)  # fmt: skip
_election = _mapping(
    {
        "key": _text(64, r"[a-z0-9]+(-[a-z0-9]+)*", "council-of-representatives-2029"), "kind": _one_of(vocabulary.KINDS), "names": _words(),
        "about": _words(20_000), "sample": lambda value: _one_of(("true", "false"))(value) == "true",
        "voting_days": _list(_voting_day, span=("opens", "closes")), "phases": _list(_phase_row, "code", ("from", "to")),
        "constituencies": _list(_constituency, "number"), "deadlines": _list(_deadline, "code", ("start", "end")),
    },
    ("key", "kind", "names", "voting_days"),
)  # fmt: skip
