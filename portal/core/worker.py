"""The worker process: woken by the queue, and looking by itself in case a wake-up was lost. It says that it lives."""

import os
import secrets
import socket
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask
from huey import Huey
from sqlalchemy import String, delete
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock, jobs
from portal.core.db import Model, UtcDateTime, begin_write, db
from portal.core.version import VERSION

PLAN_EVERY_SECONDS = 600
BEAT_EVERY_SECONDS = 30
FORGOTTEN_AFTER = timedelta(days=7)


class Worker(Model):
    """A worker that runs or ran; `seen_at` is its last sign of life."""

    __tablename__ = "core_worker"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    version: Mapped[str] = mapped_column(String(32))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Heart:
    """The signs of life of this process, at most one in thirty seconds."""

    def __init__(self) -> None:
        self.key = f"{socket.gethostname()[:64]}-{os.getpid()}-{secrets.token_hex(4)}"
        self.started_at, self._beaten = clock.now(), 0.0

    def beat(self) -> None:
        if self._beaten and time.monotonic() - self._beaten < BEAT_EVERY_SECONDS:
            return
        self._beaten = time.monotonic()
        begin_write()
        now = clock.now()
        db.session.execute(delete(Worker).where(Worker.seen_at < now - FORGOTTEN_AFTER))
        db.session.merge(Worker(key=self.key, version=VERSION, started_at=self.started_at, seen_at=now))
        db.session.commit()


def run_worker(app: Flask, stop: Callable[[], bool], look_every: float = 2.0) -> None:
    queue: Huey = app.extensions["queue"]
    planned, heart = 0.0, Heart()
    while not stop():
        with app.app_context():
            heart.beat()
            if time.monotonic() - planned > PLAN_EVERY_SECONDS or not planned:
                jobs.plan_daily()
                planned = time.monotonic()
            ran = jobs.work(before_each=heart.beat)
        if ran == 0:
            _sleep_until_woken(queue, look_every)


def _sleep_until_woken(queue: Huey, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if queue.dequeue() is not None:
            queue.flush()
            return
        time.sleep(0.1)
