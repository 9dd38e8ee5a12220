"""What waits, waits in its order and is never lost: leases, retries, lines that stand still."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.core import clock, jobs
from portal.core.db import begin_write, db
from portal.core.jobs import Delayed, Job, Stalled

NOW = datetime(2026, 11, 10, 9, 0, tzinfo=clock.BAGHDAD)


class Bench:
    """A kind of work whose outcome the test sets, and the clock."""

    def __init__(self, app: Flask) -> None:
        self.app, self.now, self.ran = app, NOW, list[int]()
        self.fails: Callable[[int], Exception | None] = lambda number: None

    def handle(self, payload: dict[str, Any]) -> None:
        self.ran.append(payload["n"])
        error = self.fails(payload["n"])
        if error:
            raise error

    def add(self, *numbers: int, name: str = "test.line") -> None:
        with clock.at(self.now), self.app.app_context():
            begin_write()
            for number in numbers:
                jobs.enqueue(name, n=number)
                db.session.flush()
            db.session.commit()

    def work(self, **later: float) -> list[int]:
        """What is tried, that much later."""
        self.now += timedelta(**later)
        self.ran.clear()
        with clock.at(self.now), self.app.app_context():
            jobs.work()
        return list(self.ran)

    def states(self) -> list[tuple[str, int, bool]]:
        with self.app.app_context():
            return [(job.state, job.attempts, job.stalled) for job in db.session.scalars(select(Job).order_by(Job.id))]


@pytest.fixture
def bench(empty_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    made = Bench(empty_app)
    monkeypatch.setitem(jobs.HANDLERS, "test.line", made.handle)
    monkeypatch.setattr(jobs, "PATIENT", {"test.line"})
    yield made


def test_jobs_are_done_in_the_order_in_which_they_came(bench: Bench) -> None:
    bench.add(1, 2, 3)
    assert bench.work() == [1, 2, 3]


def test_a_line_that_stands_still_is_tried_once_at_a_time_and_moves_on_in_its_order(bench: Bench) -> None:
    bench.fails = lambda number: Stalled("unreachable", "no answer")
    bench.add(1, 2, 3)
    assert bench.work() == [1] and bench.states() == [("waiting", 1, True), ("waiting", 0, True), ("waiting", 0, True)]
    bench.add(4)
    assert bench.work(seconds=30) == []  # the newer one waits behind the others
    assert bench.work(seconds=31) == [1]
    bench.fails = lambda number: None
    assert bench.work(minutes=4) == []
    assert bench.work(minutes=1) == [1, 2, 3, 4]
    assert {state for state, *_rest in bench.states()} == {"done"}


def test_a_patient_job_is_never_given_up_and_its_pause_has_an_end(bench: Bench) -> None:
    bench.fails = lambda number: Delayed("put_off", "451 later")
    bench.add(1)
    for _day in range(60):
        bench.work(hours=12)
    assert bench.states() == [("waiting", 60, False)]
    bench.fails = lambda number: None
    assert bench.work(hours=12) == [1]


def test_other_work_is_given_up_after_its_last_try_and_can_be_tried_once_more(bench: Bench) -> None:
    jobs.PATIENT.clear()
    bench.fails = lambda number: OSError("no")
    bench.add(1)
    for _time in range(9):
        bench.work(hours=12)
    assert bench.states() == [("failed", 7, False)]
    with clock.at(bench.now), bench.app.app_context():
        begin_write()
        jobs.try_now(db.session.scalars(select(Job)).one())
        db.session.commit()
    bench.fails = lambda number: None
    assert bench.work() == [1] and bench.states()[0][0] == "done"


def test_a_job_that_this_release_does_not_know_waits_for_one_that_does(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.add(1, name="test.of_a_newer_release")
    for _day in range(20):
        bench.work(days=1)
    assert bench.states()[0][0] == "waiting"
    monkeypatch.setitem(jobs.HANDLERS, "test.of_a_newer_release", bench.handle)
    assert bench.work(days=1) == [1]


def test_what_a_dead_worker_had_taken_runs_again_when_its_lease_ends(bench: Bench) -> None:
    class Dies(BaseException):
        pass

    bench.fails = lambda number: Dies()  # type: ignore[assignment,return-value]
    bench.add(1)
    with pytest.raises(Dies):
        bench.work()
    assert bench.states() == [("running", 1, False)]
    bench.fails = lambda number: None
    assert bench.work(minutes=14) == []
    assert bench.work(minutes=1) == [1]


def test_what_ends_the_worker_again_and_again_is_given_up(bench: Bench) -> None:
    class Dies(BaseException):
        pass

    jobs.PATIENT.clear()
    bench.fails = lambda number: Dies()  # type: ignore[assignment,return-value]
    bench.add(1)
    for _time in range(12):
        with pytest.raises(Dies):
            bench.work(minutes=15)
    assert bench.work(minutes=15) == [] and bench.states() == [("failed", 13, False)]


def test_no_address_and_nothing_that_people_wrote_stands_in_what_is_kept_of_an_error(bench: Bench) -> None:
    bench.add(1, 2)
    errors = {1: Delayed("put_off", "451 4.2.1 <dina@nahrain.example> is busy"), 2: ValueError("اسم الشاهد")}
    bench.fails = errors.get
    bench.work()
    with bench.app.app_context():
        kept = list(db.session.scalars(select(Job.error).order_by(Job.id)))
    assert kept[0] == "451 4.2.1 <…> is busy" and kept[1].startswith("ValueError in ") and "الشاهد" not in kept[1]


def test_what_was_done_long_ago_is_forgotten(bench: Bench) -> None:
    bench.add(1)
    bench.work()
    with clock.at(NOW + timedelta(days=31)), bench.app.app_context():
        jobs.plan_daily()
        assert db.session.scalar(select(Job.id).where(Job.name == "test.line")) is None
