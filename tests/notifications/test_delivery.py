"""Delivered at least once, shown once; a failing mail server delays and never loses. Against a real server on this machine."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.core import clock, jobs
from portal.core.db import db
from portal.core.jobs import Job
from portal.notifications import services
from portal.notifications.models import Mail, Notice
from tests.notifications.post import Office, post_office
from tests.people import Somebody
from tests.workshop import TOP

People = dict[str, Somebody]
DINA = "dina@nahrain.example"


class Later:
    """Runs what is due, that much later than the last time."""

    def __init__(self, app: Flask) -> None:
        self.app, self.passed = app, timedelta()

    def __call__(self, **passed: float) -> int:
        self.passed += timedelta(**passed)
        with clock.at(self.now), self.app.app_context():
            return jobs.work()

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + self.passed


@pytest.fixture
def later(app: Flask) -> Later:
    return Later(app)


def write(arrange: Any, *texts: str, to: str = DINA, **facts: Any) -> None:
    arrange(lambda: [services.write_mail(to, "ar", "دعوة", f"{text}\n", **facts) for text in texts])


def test_a_server_that_is_away_for_days_delays_mails_and_loses_none(post: Office, later: Any, arrange: Any) -> None:
    post.away = True
    write(arrange, "أولى", "ثانية")
    for _hour in range(3 * 12):
        later(hours=2)
    assert post.callers <= 3 * 12, "one mail is tried for the whole line"
    with clock.at(later.now):
        write(arrange, "ثالثة")
    later(minutes=1)
    post.away = False
    later(minutes=30)
    assert post.told == ["أولى", "ثانية", "ثالثة"]


def test_no_server_at_that_address_delays_too(app: Flask, post: Office, later: Any, arrange: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    address = post.address
    monkeypatch.setitem(app.config, "PORTAL_MAIL_URL", "smtp://127.0.0.1:9")
    write(arrange, "أولى")
    later()
    job = arrange(lambda: db.session.execute(select(Job.state, Job.reason, Job.error, Job.stalled)).one())
    assert (job.state, job.reason, job.stalled) == ("waiting", "unreachable", True) and "ConnectionRefusedError" in job.error
    monkeypatch.setitem(app.config, "PORTAL_MAIL_URL", address)
    later(minutes=1)
    assert post.told == ["أولى"]


def test_a_server_that_turns_everybody_away_is_no_fault_of_the_address(post: Office, later: Any, arrange: Any) -> None:
    post.greeting = "554 no mail from you"
    write(arrange, "أولى")
    later()
    assert arrange(lambda: db.session.execute(select(Job.state, Job.reason)).one()) == ("waiting", "turned_away")
    assert arrange(lambda: db.session.scalar(select(Mail.refused))) is False


def test_a_line_cut_after_the_mail_was_taken_brings_a_second_copy_that_mail_programs_know(post: Office, later: Any, arrange: Any) -> None:
    post.drops = "after"
    write(arrange, "أولى")
    later()
    post.drops = ""
    later(minutes=1)
    later(minutes=60)
    first, second = post.letters
    assert first["Message-ID"] == second["Message-ID"] and first.as_bytes() == second.as_bytes()


def test_a_line_cut_before_the_mail_was_taken_brings_it_once(post: Office, later: Any, arrange: Any) -> None:
    post.drops = "before"
    write(arrange, "أولى")
    later()
    post.drops = ""
    later(minutes=1)
    later(minutes=60)
    assert post.told == ["أولى"]


def test_one_mail_that_is_put_off_keeps_no_other_waiting(post: Office, later: Any, arrange: Any) -> None:
    post.answers[DINA] = f"452 4.2.2 <{DINA}> mailbox full"
    write(arrange, "أولى")
    write(arrange, "ثانية", to="sara@nahrain.example")
    later()
    assert post.told == ["ثانية"]
    for _day in range(20):
        later(hours=12)
    del post.answers[DINA]
    later(hours=12)
    assert post.told == ["ثانية", "أولى"]


@pytest.mark.parametrize("words", ["550 5.1.1 no such user", "550 User unknown", "553 not allowed", "551 gone", "554 5.2.1 disabled"])
def test_an_unknown_address_is_told_to_the_person_and_to_who_mends_it_and_to_nobody_else(
    post: Office, later: Any, arrange: Any, people: People, words: str
) -> None:
    member = people["cso_member"]
    post.answers[member.email] = words
    write(arrange, "أولى", "ثانية", to=member.email, person_id=member.person_id)
    later()
    told = arrange(lambda: [(n.person_id, n.params["address"]) for n in db.session.scalars(select(Notice).order_by(Notice.person_id))])
    assert told == sorted((people[key].person_id, member.email) for key in ("cso_member", "cso_admin"))
    assert arrange(lambda: set(db.session.execute(select(Mail.refused, Mail.refusal)))) == {(True, words)}
    assert arrange(lambda: set(db.session.scalars(select(Job.state)))) == {"done"}


@pytest.mark.parametrize("words", ["550 5.7.1 relaying denied", "530 5.7.0 authenticate first", "552 too much", "554 rejected"])
def test_a_refusal_that_speaks_of_us_and_not_of_the_address_is_tried_on(post: Office, later: Any, arrange: Any, words: str) -> None:
    post.answers[DINA] = words
    write(arrange, "أولى")
    later()
    assert arrange(lambda: db.session.scalar(select(Mail.refused))) is False
    del post.answers[DINA]
    later(minutes=5)
    assert post.told == ["أولى"]


def test_a_notice_with_a_key_is_told_once(arrange: Any, people: People) -> None:
    def tell(*keys: str) -> None:
        services.tell([people[key].person_id for key in keys], "elections.deadline_changed", "election", "x", mail=False, key="deadline-7")

    arrange(tell, "cso_member")
    arrange(tell, "cso_member", "other_member")
    assert arrange(lambda: len(list(db.session.scalars(select(Notice))))) == 2


def test_a_worker_that_is_killed_while_the_server_thinks_loses_nothing(app: Flask, later: Any, arrange: Any) -> None:
    """A real process, killed as hard as can be between the server's taking the mail and our knowing of it."""
    with post_office() as post:
        post.holds = True
        write(arrange, "أولى")
        environment = {
            **os.environ,
            "PORTAL_DATA_DIR": str(app.config["DATA"]),
            "PORTAL_KEY_DIR": app.config["PORTAL_KEY_DIR"],
            "PORTAL_DATABASE_URL": str(app.config["SQLALCHEMY_DATABASE_URI"]),
            "PORTAL_MAIL_URL": post.address,
        }
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "operations", "work"]
        worker = subprocess.Popen(command, cwd=TOP, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            assert post.taken.wait(60), "the worker never came to the mail server"
        finally:
            worker.kill()
            worker.wait()
        post.holds = False
        app.config["PORTAL_MAIL_URL"] = post.address
        later(minutes=jobs.LEASE_MINUTES - 1)
        assert len(post.letters) == 1, "its lease has not ended"
        later(minutes=2)
        app.config["PORTAL_MAIL_URL"] = ""
        assert len({letter["Message-ID"] for letter in post.letters}) == 1 and len(post.letters) == 2
    assert arrange(lambda: db.session.scalar(select(Mail.sent_at))) is not None
