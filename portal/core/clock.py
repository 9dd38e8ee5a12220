"""The one place that asks the machine for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BAGHDAD = ZoneInfo("Asia/Baghdad")
_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    return _told.get() or datetime.now(UTC)


def today() -> date:
    """The day in Baghdad, which deadlines count in."""
    return now().astimezone(BAGHDAD).date()


def local(moment: datetime) -> datetime:
    return moment.astimezone(BAGHDAD)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Another time within the block: for samples that tell of past weeks."""
    token = _told.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _told.reset(token)
