"""Work for later: a row in the same transaction as the change; the queue only wakes the worker."""

import re
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, current_app
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from sqlalchemy import Index, String, Text, delete, event, select, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.db import Json, Model, UtcDateTime, begin_read, begin_write, db

log = structlog.get_logger()
Handler = Callable[[dict[str, Any]], None]
HANDLERS: dict[str, Handler] = {}
DAILY: set[str] = set()
PATIENT: set[str] = set()
RETRY_MINUTES = (1, 5, 15, 60, 240, 720)
STALLED_MINUTES = (1, 5, 15)
LEASE_MINUTES = 15
DONE_KEPT_DAYS = 30
ADDRESS = re.compile(r"[^\s<>:,;()]+@[^\s<>:,;()]+")


class Job(Model):
    """`state`: waiting, running, done, failed (after the last retry). A running job whose lease ends runs again. `due_at` is empty for what runs no more.
    `stalled`: it stands in a line in which nothing moves. `reason` is told in words, `error` is for whoever runs the
    portal; neither holds anything of the payload."""

    __tablename__ = "core_job"
    __table_args__ = (
        Index("ix_core_job_due", "due_at", "id"),
        Index("ix_core_job_state", "state", "id"),
        Index("ix_core_job_name", "name", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(16), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stalled: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(String(32))
    error: Mapped[str | None] = mapped_column(Text)


class Delayed(Exception):
    """It cannot be done now. `reason` is a word of a few letters that the features' pages know how to tell."""

    def __init__(self, reason: str, technical: str) -> None:
        super().__init__(technical)
        self.reason = reason


class Stalled(Delayed):
    """Nothing of this kind can be done now (the mail server does not answer): all of its jobs wait, in their order."""


def job(name: str, patient: bool = False) -> Callable[[Handler], Handler]:
    """Registers a handler; it gets the payload, may run twice, and commits nothing itself. `patient`: never given up."""

    def register(handler: Handler) -> Handler:
        HANDLERS[name] = handler
        if patient:
            PATIENT.add(name)
        return handler

    return register


def daily(name: str, patient: bool = False) -> Callable[[Handler], Handler]:
    """A job that the worker gives itself once a day."""
    DAILY.add(name)
    return job(name, patient)


def enqueue(name: str, **payload: Any) -> None:
    db.session.add(_fresh(name, payload))
    db.session.info["wake"] = True


def waits(name: str) -> bool:
    """Whether one of this kind is going to be done anyway."""
    return db.session.scalar(select(Job.id).where(Job.name == name, Job.state == "waiting").limit(1)) is not None


def _fresh(name: str, payload: dict[str, Any]) -> Job:
    now = clock.now()
    return Job(name=name, payload=payload, due_at=now, made_at=now)


def try_now(found: Job) -> None:
    """What waits or failed is due at once, and with a stalled job its whole line; attempts are counted on."""
    if found.stalled:
        line_moves(found.name)
    found.state, found.due_at, found.stalled = "waiting", clock.now(), False
    db.session.info["wake"] = True


def line_moves(name: str) -> None:
    """It goes again, or is to be tried: whoever of this kind stood in a stalled line is due at once, the oldest first."""
    line = update(Job).where(Job.name == name, Job.state == "waiting", Job.stalled).values(due_at=clock.now(), stalled=False)
    db.session.execute(line.execution_options(synchronize_session="fetch"))


def make_queue(app: Flask) -> Huey:
    url = app.config["PORTAL_QUEUE_URL"]
    if url.startswith("redis"):
        return RedisHuey("portal", url=url)
    if url.startswith("postgres"):
        return PostgresHuey("portal", dsn=url.replace("postgresql+psycopg:", "postgresql:", 1))  # SQLAlchemy's way of writing it
    return SqliteHuey("portal", filename=str(Path(app.config["DATA"]) / "queue.db"))


def register(app: Flask) -> None:
    queue = make_queue(app)
    app.extensions["queue"] = queue
    app.extensions["wake"] = queue.task(name="wake")(lambda: None)


@event.listens_for(db.session, "after_commit")
def _wake_worker(session: Any) -> None:
    """The row is kept whatever happens here; the worker also looks by itself every few seconds."""
    if not session.info.pop("wake", False):
        return
    try:
        current_app.extensions["wake"]()
    except Exception as error:  # noqa: BLE001 - any fault of the queue only delays
        log.warning("queue.unreachable", error=type(error).__name__)


def plan_daily() -> None:
    """Each daily job, a day after it was planned last; two workers may both plan it: it then runs twice. What was done long
    ago is forgotten."""
    begin_write()
    now = clock.now()
    planned = select(Job.name).where(Job.name.in_(DAILY), Job.made_at > now - timedelta(days=1))
    db.session.add_all(_fresh(name, {}) for name in DAILY.difference(db.session.scalars(planned)))
    db.session.execute(delete(Job).where(Job.state == "done", Job.done_at < now - timedelta(days=DONE_KEPT_DAYS)))
    db.session.commit()


def anything_due() -> bool:
    begin_read()
    found = db.session.scalar(select(Job.id).where(Job.due_at <= clock.now()).limit(1))
    db.session.rollback()
    return found is not None


def work(limit: int = 100, before_each: Callable[[], None] = lambda: None) -> int:
    """Runs what is due, in the order of its time, each job in a transaction of its own; returns how many."""
    ran = 0
    while ran < limit and anything_due() and _run_next():
        before_each()
        ran += 1
    return ran


def _run_next() -> bool:
    begin_write()
    now = clock.now()
    due = select(Job).where(Job.due_at <= now).order_by(Job.due_at, Job.id).limit(1)
    found = db.session.scalar(due.with_for_update(skip_locked=True))
    if found is None:
        db.session.rollback()
        return False
    if _joins_a_line(found, now):
        db.session.commit()
        return True
    found.state, found.attempts, found.stalled = "running", found.attempts + 1, False
    found.due_at = now + timedelta(minutes=LEASE_MINUTES)
    job_id, name, payload, attempts = found.id, found.name, found.payload, found.attempts
    db.session.commit()
    if name not in HANDLERS:
        _later(job_id, RETRY_MINUTES[3], "unknown", "This release of the portal knows no such job.", attempts=0)
    elif attempts > 2 * len(RETRY_MINUTES) and name not in PATIENT:
        _finish(job_id, state="failed", due_at=None, reason="died", error="The worker ended each time while it ran.")
    else:
        _do(job_id, name, payload, attempts)
    return True


def _joins_a_line(found: Job, now: datetime) -> bool:
    """While a line stands still, a newer job of its kind waits at its end: nothing is tried, and the order is kept."""
    if found.name not in PATIENT:
        return False
    line = (Job.name == found.name, Job.state == "waiting", Job.stalled, Job.due_at > now)
    head = db.session.execute(select(Job.due_at, Job.reason, Job.error).where(*line).order_by(Job.due_at).limit(1)).first()
    if head is None:
        return False
    found.state, found.stalled, found.due_at, found.reason, found.error = "waiting", True, head.due_at, head.reason, head.error
    return True


def _do(job_id: int, name: str, payload: dict[str, Any], attempts: int) -> None:
    try:
        HANDLERS[name](payload)
        if name in PATIENT:
            line_moves(name)
        _finish(job_id, state="done", due_at=None, done_at=clock.now(), reason=None, error=None)
    except Exception as error:  # noqa: BLE001 - kept in the row, shown to officers, tried again
        db.session.rollback()
        begin_write()
        told = _technical(error)
        log.error("job.failed", job=name, id=job_id, attempts=attempts, error=told)
        _after_failure(job_id, name, attempts, error, told)


def _after_failure(job_id: int, name: str, attempts: int, error: Exception, told: str) -> None:
    reason = error.reason if isinstance(error, Delayed) else "fault"
    if isinstance(error, Stalled):
        _stall(job_id, name, clock.now() + timedelta(minutes=_nth(STALLED_MINUTES, attempts)), reason, told)
    elif attempts > len(RETRY_MINUTES) and name not in PATIENT:
        _finish(job_id, state="failed", due_at=None, reason=reason, error=told)
    else:
        _later(job_id, _nth(RETRY_MINUTES, attempts), reason, told)


def _nth(minutes: tuple[int, ...], attempts: int) -> int:
    return minutes[min(attempts, len(minutes)) - 1]


def _technical(error: Exception) -> str:
    """For whoever runs the portal. The words of any error may hold what people wrote, those of our own do not; an address of
    a person stands in neither."""
    if isinstance(error, Delayed):
        return ADDRESS.sub("…", str(error))[:500]
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "portal" in frame.filename]
    places = [ours[-1], frames[-1]] if ours and ours[-1] is not frames[-1] else frames[-1:]
    return f"{type(error).__name__} in " + ", called from ".join(_place(frame) for frame in reversed(places))


def _place(frame: traceback.FrameSummary) -> str:
    return f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno}"


def _finish(job_id: int, **values: Any) -> None:
    db.session.execute(update(Job).where(Job.id == job_id).values(**values))
    db.session.commit()


def _later(job_id: int, minutes: int, reason: str, error: str, **values: Any) -> None:
    _finish(job_id, state="waiting", reason=reason, error=error, due_at=clock.now() + timedelta(minutes=minutes), **values)


def _stall(job_id: int, name: str, until: datetime, reason: str, error: str) -> None:
    """The job and everything of its kind that is due before `until` stand in one line."""
    line = (Job.name == name, Job.state == "waiting", Job.due_at < until)
    values = {"stalled": True, "due_at": until, "reason": reason, "error": error}
    db.session.execute(update(Job).where(*line).values(**values).execution_options(synchronize_session=False))
    _finish(job_id, state="waiting", **values)
