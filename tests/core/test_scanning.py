"""Files that people send are searched for viruses; none is given out in which one was found, or that nobody has searched."""

import io
import json
from datetime import timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs
from werkzeug.datastructures import FileStorage

from portal.core import clock, files, jobs
from portal.core.db import db
from portal.core.files import clamd, scanning
from portal.core.refusal import Refusal
from tests.browsing import free_port
from tests.core.scanner import EICAR, scanner
from tests.core.test_files import photo, upload

PDF = b"%PDF-1.7\n" + b"harmless " * 40


@pytest.fixture
def searched(app, monkeypatch):
    with scanner() as made:
        monkeypatch.setitem(app.config, "PORTAL_CLAMD", made.address)
        yield made
    app.extensions.pop("scanner_away", None)


@pytest.fixture
def away(app, monkeypatch):
    """A scanner that does not answer; its address, for when it does again."""
    port = free_port()
    monkeypatch.setitem(app.config, "PORTAL_CLAMD", f"127.0.0.1:{port}")
    yield port
    app.extensions.pop("scanner_away", None)


def kept(data=PDF, name="محضر.pdf", sealed=True):
    [received] = files.take_in([FileStorage(io.BytesIO(data), filename=name)], files.DOCUMENTS, sealed)
    return files.keep(received)


def state(key):
    db.session.expire_all()
    return db.session.scalar(select(files.StoredFile.scan).where(files.StoredFile.key == key))


def test_a_file_with_a_virus_is_turned_away_in_words_and_the_others_are_taken(session, searched):
    uploads = [upload(EICAR, "annex.txt"), upload(PDF, "annex.pdf")]
    with capture_logs() as lines:
        bad, good = files.take_in(uploads, files.DOCUMENTS, sealed=True)
    assert isinstance(bad, files.Rejected) and bad.refusal.message is scanning.REFUSED
    assert good.scan == files.Scan.CLEAN and searched.heard == [EICAR, PDF]
    assert "annex" not in str(lines)


def test_a_file_of_the_publishing_desk_is_searched_too(session, searched):
    with pytest.raises(Refusal, match="."):
        files.store(upload(EICAR, "annex.txt"), files.DOCUMENTS)
    assert files.store(upload(PDF, "annex.pdf"), files.DOCUMENTS).scan == files.Scan.CLEAN


def test_of_a_picture_the_original_is_searched_as_it_came(session, searched):
    data = photo() + EICAR
    [bad] = files.take_in([upload(data)], files.EVIDENCE, sealed=True)
    assert isinstance(bad, files.Rejected) and searched.heard == [data]


def test_while_the_scanner_is_away_files_are_kept_and_given_out_to_nobody(session, app, away):
    stored = kept()
    with app.test_request_context("/en/"), pytest.raises(Refusal) as refusal:
        files.send(stored)
    assert refusal.value.message is scanning.WAITS
    with pytest.raises(OSError):
        next(files.pieces_of(files.apart(stored)))


def test_nobody_waits_twice_for_a_scanner_that_is_away(session, app, away, monkeypatch):
    asked = []

    def search(*_where):
        asked.append(1)
        raise clamd.AbsentError("away")

    monkeypatch.setattr(clamd, "search", search)
    assert [kept().scan for _ in range(3)] == ["waiting"] * 3 and len(asked) == 1


def test_the_worker_searches_what_waited_when_the_scanner_is_back(session, app, away):
    harmless, harmful = kept().key, kept(PDF + EICAR).key
    picture_copy = files.keep_with_copy(files.take_in([upload(photo())], files.IMAGES)[0])[1]
    db.session.commit()
    waiting = jobs.Job.name == "core.scan_files"
    assert len(db.session.scalars(select(jobs.Job).where(waiting)).all()) == 1, "one job does for all of them"
    jobs.work()
    job = db.session.scalars(select(jobs.Job).where(waiting)).one()
    assert (job.state, job.reason) == ("waiting", "no_scanner")
    with scanner(away) as back, clock.at(clock.now() + timedelta(minutes=2)):
        jobs.work()
        assert len(back.heard) == 3
    assert (state(harmless), state(harmful), state(picture_copy.key)) == ("clean", "found", "own")
    with app.test_request_context("/en/"):
        assert files.send(db.session.scalars(select(files.StoredFile).where(files.StoredFile.key == harmless)).one()).status_code == 200
        with pytest.raises(Refusal) as refusal:
            files.send(db.session.scalars(select(files.StoredFile).where(files.StoredFile.key == harmful)).one())
    assert refusal.value.message is scanning.HARMFUL


def test_a_file_that_the_scanner_cannot_search_stops_no_other(session, searched):
    searched.longest = len(PDF)
    long, short = kept(PDF * 3).key, kept().key
    db.session.commit()
    assert (state(long), state(short)) == ("waiting", "clean")
    assert files.search_all(files.Scan.WAITING) == 0 and state(long) == "waiting"
    searched.longest *= 10
    assert files.search_all(files.Scan.WAITING) == 1 and state(long) == "clean"


def test_without_a_scanner_everything_goes_as_before(session, app):
    with app.test_request_context("/en/"):
        assert files.send(kept()).status_code == 200
    assert not jobs.waits("core.scan_files")


def told(app, *arguments):
    return app.test_cli_runner().invoke(args=["operations", *arguments])


def test_an_operator_searches_again_what_was_clean_and_check_tells_the_numbers(app, arrange, searched):
    arrange(kept)
    assert told(app, "scan").output.startswith("Searched: 0")
    searched.knows.append(b"harmless")
    assert "found in 1 stored" in told(app, "scan", "--again").output
    words = told(app, "check", "--json").output
    assert "The virus scanner answers" in words and "In 1 stored files a virus was found" in words


def test_check_names_a_scanner_that_does_not_answer(app, arrange, away):
    arrange(kept)
    lines = [json.loads(line) for line in told(app, "check", "--json").output.splitlines()]
    of_it = [line for line in lines if line["check"] == "scanner"]
    assert [line["level"] for line in of_it] == ["fault", "warning"] and "1 files wait" in of_it[1]["words"]
    assert "does not answer" in told(app, "scan").output


def test_a_socket_is_an_address_too(tmp_path):
    assert clamd.host_of("/run/clamav/clamd.ctl") is None and clamd.host_of("[::1]:3310") == ("::1", 3310)
    with pytest.raises(clamd.AbsentError):
        clamd.ping(str(tmp_path / "nobody.ctl"))
