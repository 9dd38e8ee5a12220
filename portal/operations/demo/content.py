"""Reading the demo's files: days count from the day of the first start."""

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
    """A legal date as it stands in the file: `2018-06-04`, `2019`, or `{day: -12}`."""
    if isinstance(value, dict):
        return day(value["day"]).isoformat()
    return str(value) if value not in (None, "") else None
