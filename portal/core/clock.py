"""The one place that asks the machine for the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BAGHDAD = ZoneInfo("Asia/Baghdad")


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The day in Baghdad, which deadlines count in."""
    return now().astimezone(BAGHDAD).date()


def local(moment: datetime) -> datetime:
    return moment.astimezone(BAGHDAD)
