"""What waits, what was given up, and whether the worker lives."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ScalarSelect, func, literal, select, tuple_

from portal.core import clock
from portal.core.db import Page, UtcDateTime, db, page_by_key
from portal.core.jobs import Job
from portal.core.text import LARGEST_ID, whole_number
from portal.core.worker import Worker
from portal.notifications import queries as notifications

PAGE = 30
MOST_COUNTED = 1001
SILENT_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Standing:
    """Numbers up to 1,001; `seen_at`: the last sign of life of any worker."""

    waiting: int
    running: int
    failed: int
    refused: int
    seen_at: datetime | None

    @property
    def silent(self) -> bool:
        """A worker that does one long thing gives no sign meanwhile."""
        return not self.running and (self.seen_at is None or self.seen_at < clock.now() - SILENT_AFTER)


def standing() -> Standing:
    seen = select(func.max(Worker.seen_at)).scalar_subquery()
    numbers = [*(_number(state) for state in ("waiting", "running", "failed")), notifications.how_many_refused(MOST_COUNTED)]
    waiting, running, failed, refused, seen_at = db.session.execute(select(*numbers, seen)).one()  # type: ignore[misc]
    return Standing(waiting, running, failed, refused, seen_at)


def _number(state: str) -> ScalarSelect[int]:
    return select(func.count()).select_from(select(Job.id).where(Job.state == state).limit(MOST_COUNTED).subquery()).scalar_subquery()


def waiting(after: str | None) -> Page:
    """In the order in which it will be done; `after` is the number of the last one on the page before."""
    key = whole_number(after, LARGEST_ID)
    statement = select(Job).where(Job.due_at.is_not(None))
    last = db.session.get(Job, key) if key is not None else None
    if last is not None and last.due_at is not None:
        statement = statement.where(tuple_(Job.due_at, Job.id) > tuple_(literal(last.due_at, UtcDateTime), literal(key)), Job.due_at >= last.due_at)
    rows = list(db.session.scalars(statement.order_by(Job.due_at, Job.id).limit(PAGE + 1)))
    return Page(rows[:PAGE], str(rows[PAGE - 1].id) if len(rows) > PAGE else None, key is None)


def given_up(after: str | None) -> Page:
    return page_by_key(select(Job).where(Job.state == "failed"), Job.id, after, PAGE)


def unfinished(number: int) -> Job | None:
    """One that can be tried at once: it waits, or it was given up."""
    return db.session.scalar(select(Job).where(Job.id == number, Job.state.in_(("waiting", "failed"))))
