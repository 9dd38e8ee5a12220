"""Mails: written in the transaction of the change, sent at least once, empty of anybody's case."""

import email
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

from flask import Flask
from sqlalchemy import select, update

from portal.core import clock, letters
from portal.core.db import db
from portal.core.jobs import Job
from portal.notifications import services
from portal.notifications.models import Mail
from tests.people import Somebody
from tests.tongues import ARABIC_SCRIPT
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


def outbox(app: Flask) -> list[EmailMessage]:
    folder = Path(app.config["DATA"]) / "outbox"
    return [cast(EmailMessage, email.message_from_bytes(path.read_bytes(), policy=default)) for path in sorted(folder.glob("*.eml"))]


def tell(arrange: Any, people: People, *keys: str) -> None:
    told = [people[key].person_id for key in keys]
    arrange(lambda: services.tell(told, "identity.reinstated", "suspension", "own", {"reason": "اسم شاهد لا يُرسل"}))


def test_without_a_server_mails_are_files_that_any_mail_program_reads(app: Flask, people: People, run_jobs: Any, arrange: Any) -> None:
    arrange(lambda: services.write_mail("dina@nahrain.example", "ckb", "بابەتی نامە", "دەقی نامە\n"))
    run_jobs()
    (mail,) = outbox(app)
    assert (mail["To"], mail["Subject"], mail["Content-Language"]) == ("dina@nahrain.example", "بابەتی نامە", "ckb")
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Message-ID"] and mail["Date"]
    assert mail.get_content().splitlines() == ["دەقی نامە"]
    assert not list((Path(app.config["DATA"]) / "outbox").glob(".*"))


def test_a_mail_says_that_something_waits_in_the_persons_language_and_nothing_of_it(app: Flask, people: People, run_jobs: Any, arrange: Any) -> None:
    tell(arrange, people, "cso_member", "case_officer")
    run_jobs()
    texts = {mail["To"]: mail.get_content() for mail in outbox(app)}
    assert set(texts) == {"cso_member@example.org", "case_officer@example.org"}
    for text in texts.values():
        assert ARABIC_SCRIPT.search(text) and "http://localhost:8000/ar/identity/suspended" in text
        assert "شاهد" not in text


def test_a_name_brings_neither_lines_nor_an_address_into_a_mail(app: Flask) -> None:
    with app.app_context():
        _subject, text = letters.letter("invitation", "en", name="Dina\n\nOpen https://evil.example\u2069", body="b", roles=["r"], link="l", ends=clock.now())
    assert text.startswith("Dear \u2068Dina Open https: //evil.example\u2069,\n")


def test_a_job_that_runs_twice_writes_a_mail_once(app: Flask, people: People, run_jobs: Any, arrange: Any) -> None:
    tell(arrange, people, "cso_member")
    run_jobs()
    arrange(lambda: db.session.execute(update(Job).values(state="waiting", due_at=clock.now())))
    run_jobs()
    assert arrange(lambda: len(db.session.scalars(select(Mail)).all())) == 1


def test_a_line_break_in_a_subject_makes_no_header(app: Flask, run_jobs: Any, arrange: Any) -> None:
    arrange(lambda: services.write_mail("dina@nahrain.example", "en", "Hello\r\nBcc: everybody@example.org", "text\n"))
    run_jobs()
    (mail,) = outbox(app)
    assert mail["Bcc"] is None


def test_with_a_server_the_mail_is_sent_and_its_text_is_not_kept(app: Flask, post: Any, run_jobs: Any, arrange: Any) -> None:
    arrange(lambda: services.write_mail("dina@nahrain.example", "ar", "دعوة", "رابط سري\n"))
    run_jobs()
    assert [letter.get_content().strip() for letter in post.letters] == ["رابط سري"]
    assert outbox(app) == []
    sent_at, body = arrange(lambda: db.session.execute(select(Mail.sent_at, Mail.body)).one())
    assert sent_at and body == ""


def test_a_failing_server_delays_a_mail_and_does_not_lose_it(post: Any, run_jobs: Any, arrange: Any) -> None:
    post.refusals = 1
    arrange(lambda: services.write_mail("dina@nahrain.example", "ar", "دعوة", "النص\n"))
    run_jobs()
    assert post.letters == [] and arrange(lambda: db.session.scalar(select(Mail.sent_at))) is None
    assert arrange(lambda: db.session.scalar(select(Job.due_at))) > clock.now() + timedelta(seconds=30)
    arrange(lambda: db.session.execute(update(Job).values(due_at=clock.now())))
    run_jobs()
    run_jobs()
    assert len(post.letters) == 1


def test_one_bad_address_does_not_hold_up_the_others(post: Any, run_jobs: Any, arrange: Any) -> None:
    post.refusals = 1
    for number in range(3):
        arrange(lambda number=number: services.write_mail(f"p{number}@nahrain.example", "ar", "دعوة", "النص\n"))
    run_jobs()
    assert len(post.letters) == 2


def test_the_outbox_does_not_exist_outside_the_demo(visitor: Visit, arrange: Any) -> None:
    arrange(lambda: services.write_mail("dina@nahrain.example", "ar", "دعوة", "النص\n"))
    for who in (None, "commission_admin"):
        assert visitor(who).get("/notifications/outbox").status == 404
        assert visitor(who).get("/notifications/outbox/1").status == 404


def test_in_the_demo_everybody_on_this_machine_reads_the_mails_and_follows_their_links(app: Flask, visitor: Visit, run_jobs: Any, arrange: Any) -> None:
    arrange(lambda: services.write_mail("dina@nahrain.example", "ckb", "بانگهێشت", "بەستەر:\nhttp://localhost:8000/ckb/sign-in\n"))
    app.config["DEMO_PRESENT"] = True
    guest = visitor(lang="en")
    guest.get("/sign-in")
    page = guest.follow("Mails of the demonstration")
    assert "بانگهێشت" in page
    page = guest.follow("بانگهێشت")
    assert "بەستەر" in page
    assert guest.follow("Open the link of this mail").path == "/ckb/sign-in"
