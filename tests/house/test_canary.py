"""Words that nobody else may read are written into every field, everything is done with them, and then they are looked for
where they must not be: lines of the audit, the log, mails, errors of jobs, notices."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from flask import Flask
from sqlalchemy import select

from portal.audit.models import Line
from portal.core import jobs, logs
from portal.core.db import db
from portal.core.jobs import Job
from portal.identity import queries as identity
from portal.identity.models import Organisation, Person
from portal.identity.services import answering, applying, examining, exporting, observers, rosters
from portal.notifications.models import Mail, Notice
from portal.operations import backing_up
from portal.violations import queries, services
from portal.violations.vocabulary import Verb
from tests.identity.making import begun
from tests.notifications.post import Office, post_office
from tests.people import Somebody
from tests.violations.making import make_election, make_report, photo, upload
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]
FIELDS = (
    "witness", "victim", "source", "narrative", "title", "place", "evidence", "filename", "question", "answer", "internal", "why", "withdrawn",
    "observer", "imported", "about", "interests", "asked", "difficulty", "searched", "broken",
)  # fmt: skip
ADDRESS, PHONE = "qanari-address@qanari.example", "+964 770 909 1717"
SECRET = re.compile(r"qanari|7709091717|770 909 1717", re.IGNORECASE)


def word(field: str) -> str:
    assert field in FIELDS
    return f"كناري qanari{field}"


@pytest.fixture
def post(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with post_office() as office:
        monkeypatch.setitem(app.config, "PORTAL_MAIL_URL", office.address)
        yield office


@pytest.fixture
def log(app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """What stands on the portal's output, everything from DEBUG on, as it would be written."""
    before = structlog.get_config()
    monkeypatch.setitem(app.config, "PORTAL_LOG_LEVEL", "DEBUG")
    logs.register(app)
    yield lambda: "".join(capsys.readouterr())
    structlog.configure(**before)


def file(people: People) -> str:
    """A person with a canary for an address files, with a word in every field."""
    make_election()
    db.session.get_one(Person, people["cso_member"].person_id).email = ADDRESS
    names = {kind: word(kind) for kind in ("witness", "victim", "source")}
    pictures = [(upload(photo(), f"{word('filename')}.jpg"), word("evidence"))]
    return make_report(people["cso_member"].actor, pictures, narrative=word("narrative"), title=word("title"), place=word("place"), names=names).reference


def talk(people: People, reference: str) -> None:
    member, officer = people["cso_member"].actor, people["case_officer"].actor
    report = queries.case(reference, officer)
    assert report is not None
    services.change(officer, report, Verb.TAKE_UP, reason=word("why"), language="ar")
    services.change(officer, report, Verb.ASK, reason=word("question"), language="ar")
    services.add(member, report, word("answer"), "ar", [upload(photo("red"), f"{word('filename')}2.jpg")])
    services.answer(officer, report, word("internal"), "ar", internal=True)
    services.open_names(officer, report, word("why"), "ar")
    services.look_at_names(people["cso_case_holder"].actor, report)


def keep_a_roster(people: People) -> None:
    admin = people["cso_admin"].actor
    details = {"governorate": "BSR", "sex": "female", "name": word("observer"), "phone": PHONE}
    found = observers.add_observer(admin, "OBS-9", details)
    observers.change_observer(admin, found, details | {"name": word("observer") + "2"})
    observers.show_names(admin, [found])
    text = f"code,governorate,sex,name,phone\nA-1,BSR,male,{word('imported')},{PHONE}\nA-2,nowhere,male,{word('imported')},1\n"
    rosters.confirm_roster(admin, rosters.read_roster(admin, text.encode(), f"{word('filename')}.csv"))
    exporting.ask_for_organisation(admin)
    exporting.ask_for_self(people["cso_member"].actor)


def apply(people: People) -> None:
    """The contact person's name is no canary: a mail greets its reader by it."""
    found, _secret = begun("canary", email="qanari-applicant@qanari.example", phone=PHONE, about=word("about"))
    found.application.interests = word("interests")
    applying.send(found)
    admin = people["commission_admin"].actor
    answering.tell_difficulty(found, word("difficulty"))
    dossier = identity.dossier(found.organisation.reference, admin)
    assert dossier is not None
    examining.ask(admin, dossier, word("asked"))


def leave_no_trace(told: str, where: str) -> None:
    found = SECRET.search(told)
    assert found is None, f"{where}: …{told[max(0, found.start() - 200) : found.end() + 100]}…"


def break_down(_payload: dict[str, Any]) -> None:
    raise RuntimeError(word("broken"))


def test_no_word_of_a_case_or_a_person_stands_where_others_read(
    app: Flask, people: People, arrange: Any, visitor: Visit, run_jobs: Any, post: Office, log: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    post.answers[ADDRESS] = f"550 5.1.1 <{ADDRESS}> qanari unknown here"
    reference = arrange(file, people)
    for work, given in ((talk, (people, reference)), (keep_a_roster, (people,)), (apply, (people,))):
        arrange(work, *given)
    for who in ("cso_member", "case_officer", "cso_case_holder"):
        browser = visitor(who, lang="en", examined=False)
        assert word("narrative") in browser.get(f"/violations/{reference}").text
        browser.get(f"/violations/?q={word('searched')}")
    visitor("case_officer", examined=False).post(f"/violations/{reference}/answer", text=word("answer") * 5000)
    with monkeypatch.context() as broken:
        broken.setattr(identity, "office_names", lambda *_given: break_down({}))
        assert visitor("case_officer", examined=False).get(f"/violations/{reference}").status == 500
    monkeypatch.setitem(jobs.HANDLERS, "canary.breaks", break_down)
    arrange(lambda: jobs.enqueue("canary.breaks", narrative=word("narrative")))
    for _round in range(20):
        if not run_jobs():
            break
    arrange(lambda: services.withdraw(people["cso_member"].actor, queries.report(reference, people["cso_member"].actor), word("withdrawn"), "ar"))
    said: list[str] = []
    arrange(lambda: backing_up.back_up(tmp_path / "copy.tar", [], said.append))
    run_jobs()
    written = log()
    assert "request.failed" in written and "job.failed" in written
    leave_no_trace(written, "the log")
    leave_no_trace("\n".join(said), "the words of a backup")
    arrange(_kept)
    assert post.letters
    for letter in post.letters:
        leave_no_trace(f"{letter['Subject']}\n{letter.get_content()}", "a mail")


def _kept() -> None:
    assert db.session.scalar(select(Organisation.id).where(Organisation.about == word("about")))
    leave_no_trace("\n".join(db.session.scalars(select(Line.text))), "a line of the audit")
    mails = list(db.session.scalars(select(Mail)))
    assert any(mail.refused and mail.to == ADDRESS for mail in mails)
    leave_no_trace("\n".join(mail.subject + mail.body for mail in mails), "a mail")
    broken = list(db.session.scalars(select(Job).where(Job.error.is_not(None))))
    assert any(job.name == "canary.breaks" for job in broken)
    leave_no_trace("\n".join(f"{job.reason} {job.error}" for job in broken), "the error of a job")
    # Who mends an address has to read which one it is; nobody else is told of it.
    notices = list(db.session.scalars(select(Notice).where(Notice.kind != "notifications.refused")))
    assert notices
    leave_no_trace("\n".join(str(notice.params) for notice in notices), "a notice")
