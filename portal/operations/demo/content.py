"""Reading the demo's files: days count from the day of the first start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from portal.core import clock

FOLDER = Path(__file__).resolve().parent


@cache
def read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def read_all(folder: str) -> list[Any]:
    return [read(f"{folder}/{path.name}") for path in sorted((FOLDER / folder).glob("*.yaml"))]


def day(offset: int) -> date:
    return clock.today() + timedelta(days=offset)


def moment(when: dict[str, Any] | None, default_time: str = "10:00") -> datetime | None:
    """`{day: -3, time: "09:40"}` in Baghdad time."""
    if when is None:
        return None
    hours, minutes = str(when.get("time") or default_time).split(":")
    return datetime.combine(day(when["day"]), time(int(hours), int(minutes)), clock.BAGHDAD)


def partial(value: Any) -> str | None:
    """A legal date as it stands in the file: `"2018-06"`, `{date: "2018-06"}` or `{day: -12}`."""
    if not value or isinstance(value, str):
        return value or None
    return str(value["date"]) if "date" in value else day(value["day"]).isoformat()


@dataclass(frozen=True)
class Event:
    """Something that happened at a time; the demo's events are played in their order."""

    at: datetime
    do: Callable[[], None]


@dataclass
class Written:
    """What an event made, for the events that come after it."""

    thing: Any = None


def event(when: dict[str, Any], do: Callable[[], None]) -> Event:
    found = moment(when)
    assert found is not None
    return Event(found, do)


def date_of(when: dict[str, Any]) -> date:
    return day(when["day"])
