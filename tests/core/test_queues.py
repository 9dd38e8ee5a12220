"""The queue wakes the worker over each of its three carriers; those that do not answer on this machine are skipped."""

import secrets
from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import psycopg
import pytest
import redis
from flask import Flask
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey

from portal.core import jobs, worker
from portal.core.db import begin_write, db
from tests import postgres

PATIENCE = 20
# One of the places that Redis has besides its first; two test runs seldom meet there.
REDIS = f"redis://127.0.0.1:6379/{secrets.choice(range(4, 16))}"
CARRIERS = {"": SqliteHuey, "redis": RedisHuey, "postgresql": PostgresHuey}


@pytest.fixture
def in_redis() -> Iterator[str]:
    place = redis.Redis.from_url(REDIS, socket_connect_timeout=3)
    try:
        place.ping()
    except redis.RedisError as error:
        pytest.skip(f"no Redis answers at {REDIS} ({type(error).__name__}): apt-get install redis-server")
    yield REDIS
    for key in place.scan_iter("huey.*portal*"):
        place.delete(key)


@pytest.fixture
def in_postgresql() -> Iterator[str]:
    """A database of its own, written as PORTAL_DATABASE_URL writes it."""
    name = f"portal_queue_{secrets.token_hex(4)}"
    try:
        server = psycopg.connect(postgres.URL, connect_timeout=3, autocommit=True)
    except psycopg.OperationalError:
        pytest.skip(f"no PostgreSQL answers at {postgres.URL}: apt-get install postgresql")
    with server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{postgres.URL.rpartition('/')[0]}/{name}".replace("postgresql:", "postgresql+psycopg:", 1)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=CARRIERS, ids=["file", "redis", "postgresql"])
def queue(request: pytest.FixtureRequest, empty_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Huey:
    address = request.getfixturevalue(f"in_{request.param}") if request.param else ""
    monkeypatch.setitem(empty_app.config, "PORTAL_QUEUE_URL", address)
    for name in ("queue", "wake"):
        monkeypatch.setitem(empty_app.extensions, name, empty_app.extensions[name])
    jobs.register(empty_app)
    made = empty_app.extensions["queue"]
    assert type(made) is CARRIERS[request.param]
    made.flush()
    return made


def test_a_job_wakes_the_worker_that_would_have_slept_on(queue: Huey, empty_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    asleep, done = Event(), Event()
    taken = queue.dequeue

    def dequeue() -> Any:
        asleep.set()
        return taken()

    monkeypatch.setattr(queue, "dequeue", dequeue)
    monkeypatch.setitem(jobs.HANDLERS, "core.test", lambda _payload: done.set())
    thread = Thread(target=worker.run_worker, args=(empty_app, done.is_set, 10 * PATIENCE), daemon=True)
    thread.start()
    assert asleep.wait(PATIENCE)
    with empty_app.app_context():
        begin_write()
        jobs.enqueue("core.test")
        db.session.commit()
    assert done.wait(PATIENCE), "the job was not run: the wake-up was lost"
    thread.join(PATIENCE)
    assert not thread.is_alive() and queue.pending_count() == 0
