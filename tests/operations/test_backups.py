"""A backup that is taken while people file brings everything back elsewhere; what is wrong with one is found and named."""

import random
import resource
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyrage
import pytest
from flask import Flask
from sqlalchemy import select

from portal.audit.models import Line
from portal.core import clock, search
from portal.core.access import Actor
from portal.core.db import begin_read, begin_write, db
from portal.core.worker import Worker
from portal.identity.models import OneTimeKey, Person, SignIn
from portal.operations import backing_up
from portal.operations.archive.container import Damaged
from portal.operations.archive.reading import Archive
from portal.violations.models import Violation
from tests.operations.copies import ENGINE, change, content, elsewhere, run
from tests.violations.making import make_report

WORDS = ("قانون", "انتخابات", "دەنگدان", "مركز", "observer")


@pytest.fixture
def portal(demo_app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The demo, with somebody signed in and somebody invited."""
    with demo_app.app_context():
        begin_write()
        person, now = db.session.scalars(select(Person).order_by(Person.id)).first(), clock.now()
        assert person is not None
        db.session.add(SignIn(token_hash="a" * 64, person_id=person.id, browser="Firefox", network="192.0.2.1", made_at=now, seen_at=now))
        key = {"kind": "invitation", "token_hash": "b" * 64, "language": "ar", "made_at": now, "ends_at": now + timedelta(days=7)}
        db.session.add(OneTimeKey(**key))
        db.session.add(Worker(key="of-then", version="1", started_at=now, seen_at=now))
        db.session.commit()
    yield demo_app


@pytest.fixture
def taken(portal: Flask, tmp_path: Path) -> Path:
    run(portal, "backup", str(tmp_path / "backup.tar"))
    return tmp_path / "backup.tar"


def found(app: Flask) -> dict[str, Any]:
    with app.app_context():
        begin_read()
        kinds = ("document", "report", "violation")
        answers = {(kind, word): search.find(kind, word, size=50) for kind in kinds for word in WORDS}
        return {key: ([(hit.owner_id, hit.part, hit.language) for hit in hits.items], hits.total) for key, hits in answers.items()}


def file_one(app: Flask) -> str:
    with app.app_context():
        begin_write()
        first = db.session.scalars(select(Violation).order_by(Violation.id)).first()
        assert first is not None
        actor = Actor(first.filed_by_id, "", frozenset({"cso_member"}), organisation_id=first.organisation_id)
        reference = make_report(actor).reference
        db.session.commit()
        return str(reference)


def test_a_backup_in_the_middle_of_filing_brings_everything_back_elsewhere(portal: Flask, tmp_path: Path) -> None:
    before, answers, filed = content(portal), found(portal), []
    filer = threading.Thread(target=lambda: filed.append(file_one(portal)))

    def say(line: str) -> None:
        """While the snapshot is read somebody files, and waits for nobody."""
        if line.startswith("The database as it stands"):
            filer.start()
            filer.join(20)
            assert filed, "filing waited for the backup"

    with portal.app_context():
        made = backing_up.back_up(tmp_path / "busy.tar", [], say)
    assert made.faults == [] and made.files == len(before["core_file"])
    with elsewhere(portal) as other:
        told = run(other, "restore", str(tmp_path / "busy.tar"))
        assert "1 sign-ins and 1 links, codes and invitations ended, and 0 private links" in told and "Mails and jobs that waited" in told
        after = content(other)
        ended = {"identity_sign_in", "identity_one_time_key", "core_worker"}
        assert {name: rows for name, rows in after.items() if name not in ended} == {name: rows for name, rows in before.items() if name not in ended}
        with other.app_context():
            begin_read()
            assert not db.session.scalars(select(SignIn).where(SignIn.ended_at.is_(None))).all()
            assert db.session.scalar(select(Violation.id).where(Violation.reference == filed[0])) is None
            line = db.session.scalars(select(Line).order_by(Line.id.desc())).first()
            assert line is not None and line.action == "operations.restored" and made.sha256 in line.text
        checked = run(other, "check")
        assert "No worker has given a sign of life so far" in checked
        assert "fault" not in checked and "The audit chain holds" in checked and "receipts of violation reports were compared" in checked
        assert found(other) == answers
        file_one(other)  # numbers go on after the highest


@pytest.mark.engine("sqlite")
def test_any_flipped_byte_of_a_backup_is_found_and_its_place_named(taken: Path) -> None:
    whole, chance = bytearray(taken.read_bytes()), random.Random(7)
    places = {0, 100, 511, len(whole) - 1, len(whole) - 1100, *(chance.randrange(len(whole)) for _ in range(40))}
    start = whole.index(b"tables/audit_line/")
    for place in sorted({*places, start + 3, start + 600, whole.index(b"hashes/000001") + 600, whole.index(b'"members"')}):
        whole[place] ^= 1
        taken.write_bytes(whole)
        with pytest.raises(Damaged) as told:
            Archive(taken).verify()
        assert len(str(told.value)) > 15
        if place == start + 600:
            assert "tables/audit_line/000001" in str(told.value)
        whole[place] ^= 1
    taken.write_bytes(whole[:-5000])
    with pytest.raises(Damaged, match="ends within|speaks of|hashes|files"):
        Archive(taken).verify()


@pytest.mark.engine("sqlite")
def test_an_encrypted_backup_opens_with_its_key_only_and_a_flipped_byte_is_told(portal: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, second = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    monkeypatch.setitem(portal.config, "PORTAL_BACKUP_RECIPIENT", f"{own.to_public()} {second.to_public()}")
    told = run(portal, "backup", str(tmp_path))
    [backup] = tmp_path.glob("portal-*.tar.age")
    assert "NOT encrypted" not in told and "The keys are not in it" in told and b"audit_line" not in backup.read_bytes()
    (tmp_path / "key.txt").write_text(f"# created by age-keygen\n{second}\n")
    (tmp_path / "other.txt").write_text(f"{pyrage.x25519.Identity.generate()}\n")
    assert "Nothing was brought back" in run(portal, "restore", str(backup), "--identity", str(tmp_path / "key.txt"), "--verify-only")
    assert "--identity KEYFILE" in run(portal, "restore", str(backup), "--verify-only", code=1)
    assert "not encrypted to this key" in run(portal, "restore", str(backup), "--identity", str(tmp_path / "other.txt"), "--verify-only", code=1)
    whole, chance = bytearray(backup.read_bytes()), random.Random(8)
    for place in (50, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(5))):
        whole[place] ^= 1
        backup.write_bytes(whole)
        with pytest.raises(Damaged):
            Archive(backup, [own]).verify()
        whole[place] ^= 1


@pytest.mark.engine("sqlite")
def test_a_key_that_is_no_key_is_told_before_anything_is_written(portal: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(portal.config, "PORTAL_BACKUP_RECIPIENT", "age1wrong")
    assert "no age public key" in run(portal, "backup", str(tmp_path / "b.tar"), code=1) and not list(tmp_path.glob("*b.tar*"))


@pytest.mark.engine("sqlite")
def test_a_full_disk_is_told_and_nothing_is_left_behind(portal: Flask, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for recipient in ([], [pyrage.x25519.Identity.generate().to_public()]):
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
        try:
            with portal.app_context(), pytest.raises(OSError):
                backing_up.back_up(tmp_path / "b.tar", recipient, lambda _line: None)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert list(tmp_path.iterdir()) == []


@pytest.mark.engine("sqlite")
def test_a_backup_is_never_written_over_another_and_old_ones_go_only_when_asked(portal: Flask, tmp_path: Path, taken: Path) -> None:
    assert "is there already" in run(portal, "backup", str(taken), code=1)
    (tmp_path / "portal-20200101-000000.tar").write_bytes(b"old")
    run(portal, "backup", str(tmp_path), "--keep", "1")
    assert [path.name[:11] for path in tmp_path.glob("portal-*")] == [f"portal-{clock.now():%Y}"] and taken.exists()


@pytest.mark.engine("sqlite")
def test_a_file_that_is_broken_or_gone_is_named_and_the_rest_is_kept(portal: Flask, tmp_path: Path) -> None:
    gone = change(portal, "SELECT key FROM core_file ORDER BY id LIMIT 1")
    [path] = Path(portal.config["DATA"]).glob(f"files/??/??/{gone}")
    path.unlink()
    assert f"File {gone} is not on the disk" in run(portal, "backup", str(tmp_path / "b.tar"), code=1)
    with elsewhere(portal) as other:
        assert f"File {gone} was not in the portal any more" in run(other, "restore", str(tmp_path / "b.tar"))
        assert f"File {gone} is not on the disk" in run(other, "check", code=1)


@pytest.mark.engine("sqlite")
def test_another_key_is_told_before_anything_is_touched(portal: Flask, taken: Path) -> None:
    other_key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
    with elsewhere(portal, FIELD_KEY=other_key) as other:
        assert "are not the archive's" in run(other, "restore", str(taken), code=1)
        with other.app_context(), db.engine.connect() as connection:
            assert not db.inspect(connection).get_table_names()
        run(other, "restore", str(taken), "--without-its-key")
        assert "do not open: they were changed, or the key is another" in run(other, "check", code=1)


def test_what_is_there_is_never_replaced_without_the_word_and_is_laid_aside_with_it(portal: Flask, taken: Path) -> None:
    with elsewhere(portal) as other:
        run(other, "restore", str(taken))
        late = file_one(other)
        assert "is not empty" in run(other, "restore", str(taken), code=1)
        assert "nothing was changed" in run(other, "restore", str(taken), "--replace", typed="yes\n", code=1).lower()
        told = run(other, "restore", str(taken), "--replace", typed="REPLACE\n")
        assert "Laid aside:" in told
        assert change(other, "SELECT count(*) FROM violations_violation WHERE reference = :late", late=late) == 0
        [aside] = Path(other.config["DATA"]).glob("replaced-*")
        assert list((aside / "files").glob("??/??/*"))
        if ENGINE == "sqlite":
            assert (aside / "portal.db").exists()
        else:
            schema = aside.name.replace("-", "_")
            assert change(other, f"SELECT count(*) FROM {schema}.violations_violation WHERE reference = :late", late=late) == 1


def test_a_restore_that_was_broken_off_serves_nobody_and_begins_again(portal: Flask, taken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from portal.operations.restoring import finishing

    def pulled_plug(_say: Any) -> None:
        raise KeyboardInterrupt

    with elsewhere(portal) as other:
        with monkeypatch.context() as broken:
            broken.setattr(finishing, "index", pulled_plug)
            run(other, "restore", str(taken), code=1)
        with other.test_client() as client:
            assert client.get("/en/sign-in").status_code == 503 and client.get("/healthz").status_code == 200
        assert "A restore was broken off" in run(other, "prepare", code=1) and "broken off" in run(other, "check", code=1)
        assert "all begins again" in run(other, "restore", str(taken))
        assert "fault" not in run(other, "check")
        with other.test_client() as client:
            assert client.get("/en/sign-in").status_code == 200


@pytest.mark.engine("postgresql")  # the run that has both
def test_the_whole_portal_moves_from_one_engine_to_the_other_and_back(portal: Flask) -> None:
    portal.config["PORT"] = "0"
    before, answers = content(portal), found(portal)
    with elsewhere(portal, "sqlite") as small, elsewhere(portal, "postgresql") as large:
        for source, target in ((portal, small), (small, large)):
            shared = source.extensions["make"]({**source.config, "DATA": portal.config["DATA"], "PORT": "0"})
            assert "Moved." in run(shared, "move", target.config["SQLALCHEMY_DATABASE_URI"])
            assert "is not empty" in run(shared, "move", target.config["SQLALCHEMY_DATABASE_URI"], code=1)
            assert content(target) == before and found(target) == answers
            at_home = target.extensions["make"]({**target.config, "DATA": portal.config["DATA"]})
            assert "fault" not in run(at_home, "check")
