"""Whoever cuts the chain or writes it anew is noticed against a head that was received earlier."""

import json
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from portal.audit import services
from portal.audit.models import Beside, Head, Line
from portal.audit.services import canonical, digest
from portal.core import clock, jobs
from portal.core.db import db
from tests.people import Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


@pytest.fixture
def received(arrange: Any, people: People) -> str:
    """Twelve lines, and the head as an organisation got it after the tenth."""

    def work() -> str:
        for number in range(10):
            services.record(people["cso_admin"].actor, "identity.role_changed", "person", number, personal={"name": "دينا"} if number == 3 else None)
        head = services.seal_day()
        for number in range(2):
            services.record(people["cso_admin"].actor, "identity.removed", "person", number)
        return f"{head.line}:{head.hash}"

    return str(arrange(work))


def verify(app: Flask, *arguments: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["audit", "verify", *arguments])
    return done.exit_code, done.output


def written_anew(number: int) -> None:
    """As somebody would who can write to the database: one line altered, and every seal after it recomputed."""
    previous = ""
    for line in db.session.scalars(select(Line).where(Line.id >= number).order_by(Line.id)):
        body = json.loads(line.text)
        if line.id == number:
            body["action"] = line.action = "identity.signed_in"
        else:
            body["previous"] = previous
        line.text = canonical(body)
        line.hash = previous = digest(line.text)


def test_an_untouched_chain_holds_and_an_earlier_head_stands_in_it(app: Flask, received: str, tmp_path: Path) -> None:
    assert verify(app) == (0, "The audit chain holds: 12 lines.\n")
    kept = tmp_path / "heads.txt"
    kept.write_text(f"Seal of the record, 12 November\n\n{received}\n")
    code, words = verify(app, "--head", received, "--heads", str(kept))
    assert code == 0 and "2 heads received earlier stand in it" in words


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda: db.session.execute(update(Line).where(Line.id == 5).values(text=Line.text + " ")), "Line 5: its text does not match its seal."),
        (lambda: db.session.execute(update(Line).where(Line.id == 5).values(actor_id=99)), "Line 5: its columns differ from its text."),
        (lambda: db.session.execute(update(Line).where(Line.id == 5).values(at=clock.now())), "Line 5: its columns differ from its text."),
        (lambda: db.session.execute(delete(Line).where(Line.id == 6)), "Line 6: line 6 is missing."),
        (lambda: db.session.execute(update(Beside).values(data={"name": "سارة"})), "Line 4: the personal data beside it was changed."),
        (lambda: db.session.execute(update(Head).values(hash="0" * 64)), "Line 10: its seal is not the one of the head kept on"),
        (lambda: db.session.execute(delete(Line).where(Line.id > 8)), "Line 9: line 9 is missing: the head kept on"),
        (lambda: written_anew(7), "Line 10: its seal is not the one of the head kept on"),
    ],
)
def test_the_first_broken_line_is_named_with_the_reason(app: Flask, received: str, arrange: Any, harm: Callable[[], Any], words: str) -> None:
    arrange(lambda: harm() and None)
    code, said = verify(app)
    assert code == 1 and words in said


@pytest.mark.parametrize("harm", [lambda: db.session.execute(delete(Line).where(Line.id > 8)), lambda: written_anew(7)])
def test_a_head_received_earlier_shows_it_also_when_the_heads_kept_here_were_made_to_fit(
    app: Flask, received: str, arrange: Any, harm: Callable[[], Any]
) -> None:
    def work() -> None:
        harm()
        db.session.execute(delete(Head))
        services.seal_day()

    arrange(work)
    assert verify(app)[0] == 0, "nothing within the database shows it"
    code, said = verify(app, "--head", received)
    assert code == 1 and said.startswith("Error: Line 9:" if "missing" in said else "Error: Line 10:") and "the head given" in said


def test_purged_personal_data_leaves_the_chain_whole(app: Flask, received: str, arrange: Any) -> None:
    arrange(lambda: db.session.execute(delete(Beside)) and None)
    assert verify(app)[0] == 0


@pytest.mark.parametrize("typed", ["12", "x:y", "5:abc"])
def test_what_is_no_head_is_refused(app: Flask, received: str, typed: str) -> None:
    assert verify(app, "--head", typed)[0] == 2


@pytest.mark.parametrize("who", ["cso_member", "suspended_admin", "case_officer", "auditor"])
@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_everybody_sees_the_seals_and_asks_whether_an_earlier_one_stands(visitor: Visit, received: str, arrange: Any, who: str, lang: str) -> None:
    number, seal = received.split(":")
    browser = visitor(who, lang=lang)
    page = browser.get("/audit/seal")
    assert seal in page and len(page.statements) <= 6
    form = f"form[action='/{lang}/audit/seal']"
    good = browser.submit(form, number=number, seal=f"  {seal.upper()} ")
    assert good.one(".notice").get("data-tone") == "good"
    assert browser.submit(form, number="9", seal=seal).one(".notice").get("data-tone") == "bad"
    assert browser.submit(form, number=number, seal="abc").errors.keys() == {"seal"}


def test_the_seal_of_the_day_stands_on_the_desk_of_every_organisation(visitor: Visit, received: str) -> None:
    for who in ("cso_member", "other_admin", "auditor"):
        assert received.split(":")[1] in visitor(who).get("/ar/")


def test_a_day_has_one_seal_and_the_next_day_its_own(arrange: Any, received: str) -> None:
    again = arrange(lambda: f"{(head := services.seal_day()).line}:{head.hash}")
    assert again == received
    with clock.at(clock.now() + timedelta(days=1)):
        assert arrange(lambda: services.seal_day().line) == 12


def test_who_asks_gets_each_days_seal_by_mail_once_and_until_they_stop_it(app: Flask, visitor: Visit, people: People, arrange: Any, run_jobs: Any) -> None:
    browser = visitor("cso_member", lang="en")
    browser.get("/audit/seal")
    page = browser.submit("form[action$='/seal/mail']")
    assert "by mail from now on" in page
    arrange(lambda: [jobs.enqueue("notifications.seal") for _ in range(2)] and None)
    run_jobs()
    head = arrange(lambda: f"{(kept := db.session.scalars(select(Head)).one()).line}:{kept.hash}")
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in (Path(app.config["DATA"]) / "outbox").glob("*.eml")]
    assert [mail["To"] for mail in mails] == [people["cso_member"].email]
    assert head in mails[0].get_content() and "/ar/audit/seal" in mails[0].get_content()
    browser.get("/audit/seal")
    browser.submit("form[action$='/seal/mail']")
    with clock.at(clock.now() + timedelta(days=1)):
        arrange(lambda: jobs.enqueue("notifications.seal"))
        run_jobs()
    assert len(list((Path(app.config["DATA"]) / "outbox").glob("*.eml"))) == 1
    actions = arrange(lambda: list(db.session.scalars(select(Line.action).order_by(Line.id))))
    assert actions == ["audit.heads_asked", "audit.heads_declined"]


def test_the_seals_page_by_day(visitor: Visit, arrange: Any) -> None:
    start = clock.today() - timedelta(days=45)
    arrange(lambda: db.session.add_all(Head(day=start + timedelta(days=n), line=n + 1, hash=f"{n:064x}", at=clock.now()) for n in range(40)))
    browser = visitor("other_member", lang="en")
    assert len(browser.get("/audit/seal").all("tbody tr")) == 30
    assert len(browser.follow("Next page").all("tbody tr")) == 10
