"""Work for later: a row in the same transaction as the change; the queue only wakes the worker."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, current_app
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from sqlalchemy import String, Text, event, select, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.db import Json, Model, UtcDateTime, begin_read, begin_write, db

log = structlog.get_logger()
Handler = Callable[[dict[str, Any]], None]
HANDLERS: dict[str, Handler] = {}
DAILY: set[str] = set()
RETRY_MINUTES = (1, 5, 15, 60, 240, 720)
LEASE_MINUTES = 15
PLAN_EVERY_SECONDS = 600


class Job(Model):
    """`state`: waiting, running, done, failed (after the last retry). A running job whose lease ends runs again."""

    __tablename__ = "core_job"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(16), default="waiting", index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(Text)


def job(name: str) -> Callable[[Handler], Handler]:
    """Registers a handler; it gets the payload, may run twice, and commits nothing itself."""

    def register(handler: Handler) -> Handler:
        HANDLERS[name] = handler
        return handler

    return register


def daily(name: str) -> Callable[[Handler], Handler]:
    """A job that the worker gives itself once a day."""
    DAILY.add(name)
    return job(name)


def enqueue(name: str, **payload: Any) -> None:
    db.session.add(_fresh(name, payload))
    db.session.info["wake"] = True


def _fresh(name: str, payload: dict[str, Any]) -> Job:
    now = clock.now()
    return Job(name=name, payload=payload, due_at=now, made_at=now)


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
    """Each daily job, a day after it was planned last. Two workers may both plan it: it then runs twice."""
    begin_write()
    planned = select(Job.name).where(Job.name.in_(DAILY), Job.made_at > clock.now() - timedelta(days=1))
    db.session.add_all(_fresh(name, {}) for name in DAILY.difference(db.session.scalars(planned)))
    db.session.commit()


def anything_due() -> bool:
    begin_read()
    found = db.session.scalar(select(Job.id).where(Job.state.in_(("waiting", "running")), Job.due_at <= clock.now()).limit(1))
    db.session.rollback()
    return found is not None


def work(limit: int = 100) -> int:
    """Runs what is due, each job in a transaction of its own; returns how many."""
    ran = 0
    while ran < limit and anything_due() and _run_next():
        ran += 1
    return ran


def _run_next() -> bool:
    begin_write()
    now = clock.now()
    due = select(Job).where(Job.state.in_(("waiting", "running")), Job.due_at <= now).order_by(Job.due_at).limit(1)
    found = db.session.scalar(due.with_for_update(skip_locked=True))
    if found is None:
        db.session.rollback()
        return False
    found.state, found.attempts = "running", found.attempts + 1
    found.due_at = now + timedelta(minutes=LEASE_MINUTES)
    job_id, name, payload, attempts = found.id, found.name, found.payload, found.attempts
    db.session.commit()
    try:
        HANDLERS[name](payload)
        _finish(job_id, state="done", done_at=clock.now(), error=None)
    except Exception as error:  # noqa: BLE001 - kept in the row, shown to the operator, tried again
        db.session.rollback()
        log.error("job.failed", job=name, id=job_id, attempts=attempts, error=f"{type(error).__name__}: {error}")
        _retry(job_id, attempts, f"{type(error).__name__}: {error}"[:2000])
    return True


def _finish(job_id: int, **values: Any) -> None:
    db.session.execute(update(Job).where(Job.id == job_id).values(**values))
    db.session.commit()


def _retry(job_id: int, attempts: int, error: str) -> None:
    if attempts > len(RETRY_MINUTES):
        _finish(job_id, state="failed", error=error)
        return
    _finish(job_id, state="waiting", error=error, due_at=clock.now() + timedelta(minutes=RETRY_MINUTES[attempts - 1]))


def run_worker(app: Flask, stop: Callable[[], bool], look_every: float = 2.0) -> None:
    """The worker process: woken by the queue, and looking by itself in case a wake-up was lost."""
    queue: Huey = app.extensions["queue"]
    planned = 0.0
    while not stop():
        with app.app_context():
            if time.monotonic() - planned > PLAN_EVERY_SECONDS or not planned:
                plan_daily()
                planned = time.monotonic()
            ran = work()
        if ran == 0:
            _sleep_until_woken(queue, look_every)


def _sleep_until_woken(queue: Huey, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if queue.dequeue() is not None:
            queue.flush()
            return
        time.sleep(0.1)
