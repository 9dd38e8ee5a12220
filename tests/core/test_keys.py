"""Keys of protected fields: told apart, changed while the portal runs, and never the wrong one."""

import base64
import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask
from sqlalchemy import String, func, select
from sqlalchemy.exc import StatementError
from werkzeug.datastructures import FileStorage

from portal.core import crypto, files
from portal.core.db import db
from portal.core.files.sealing import CHUNK, key_of
from portal.core.files.storing import head_of, path_of, seal_anew
from portal.core.keys import checking, ring, rotating
from portal.core.keys.ring import WrongKeyError
from portal.violations.models import ProtectedNames
from tests.browsing import TOP
from tests.violations import making

WITNESS = "الشاهدة: سعاد كريم"
ANOTHER = base64.urlsafe_b64encode(b"another key of thirty-two bytes!").decode()


@pytest.fixture
def keys(app: Flask) -> Iterator[Flask]:
    """The ring may be changed in the test; afterwards it is as it was."""
    path = Path(app.config["FIELD_KEY_FILE"])
    before = path.read_bytes()
    yield app
    path.write_bytes(before)
    for aside in path.parent.glob(f"{path.name}.dropped-*"):
        aside.unlink()
    app.config["FIELD_KEY"] = ""
    app.extensions.pop(checking.CHECKED, None)


@pytest.fixture
def operate(keys: Flask) -> Callable[..., Any]:
    return lambda *words, typed="": keys.test_cli_runner().invoke(args=["operations", "keys", *words], input=typed)


def make_sealed(people: Any, number: int = 3) -> dict[str, str]:
    """Reports with protected names and a sealed file of two chunks: {reference of the file: its hash}."""
    making.make_election()
    for _ in range(number):
        making.make_report(people["cso_member"].actor, names={"witness": WITNESS})
    stored = files.store(FileStorage(io.BytesIO(b"ID3\x04" + os.urandom(CHUNK + 99)), filename="sound.mp3"), files.EVIDENCE, sealed=True)
    return {stored.key: stored.sha256}


def every_text() -> list[str | None]:
    return [crypto.open_text(sealed) for sealed in db.session.scalars(select(ProtectedNames.sealed))]


def every_file_is_whole(kept: dict[str, str]) -> bool:
    rows = db.session.scalars(select(files.StoredFile).where(files.StoredFile.key.in_(kept)))
    return all(files.fault_of(row) is None and row.sha256 == kept[row.key] for row in rows)


def test_a_sealed_column_takes_nothing_that_was_not_sealed(session: Any) -> None:
    session.add(ProtectedNames(violation_id=1, kind="witness", sealed=WITNESS))
    with pytest.raises(StatementError, match="only what seal_text has sealed"):
        session.flush()


def test_no_sealed_text_stands_in_a_column_that_does_not_say_so(demo_app: Flask) -> None:
    """Rotation finds what is declared `mapped_column(Sealed)`, and nothing else."""
    with demo_app.app_context():
        declared = set(checking.sealed_columns())
        plain = [column for table in db.metadata.sorted_tables for column in table.columns if isinstance(column.type, String)]
        wrong = [
            str(column)
            for column in plain
            if column not in declared
            and any(crypto.MARK.match(text) and len(text) > 40 for text in db.session.scalars(select(column).where(func.substr(column, 1, 1) == "k")))
        ]
        assert {column.table.name for column in declared} >= {"violations_protected_names", "core_key"}
    assert not wrong, f"declare them as Sealed: {wrong}"


def test_what_release_0_1_0_sealed_without_a_name_is_read(keys: Flask) -> None:
    with keys.app_context():
        sealed = AESGCM(ring.current().of("fields")).encrypt(b"n" * 12, WITNESS.encode(), b"k1:")
        assert crypto.open_text("k1:" + base64.b64encode(b"n" * 12 + sealed).decode()) == WITNESS


def test_everything_is_sealed_anew_and_the_old_key_can_go(people: Any, arrange: Any, operate: Any) -> None:
    kept = arrange(make_sealed, people)
    old = arrange(lambda: ring.current().id)
    told = operate("rotate")
    assert told.exit_code == 0 and "lets it write" not in told.output, told.output
    new = arrange(lambda: ring.current().id)
    assert new != old and "violations_protected_names.sealed: 3 texts" in told.output
    assert arrange(every_text) == [WITNESS] * 3 and arrange(every_file_is_whole, kept)
    assert arrange(lambda: {key_of(head_of(row)) for row in db.session.scalars(select(files.StoredFile).where(files.StoredFile.sealed))}) == {new}
    assert operate("check").exit_code == 0 and set(arrange(rotating.needed)) == {new}
    assert operate("drop", new).exit_code != 0
    assert operate("drop", old, typed="DROP\n").exit_code == 0
    assert arrange(lambda: [key.id for key in ring.ring()]) == [new] and arrange(every_text) == [WITNESS] * 3


def test_a_key_is_dropped_for_a_typed_word_only_and_is_kept_beside_the_others(people: Any, arrange: Any, operate: Any) -> None:
    arrange(make_sealed, people)
    old, file = arrange(lambda: (ring.current(), ring.key_file()))
    assert operate("rotate").exit_code == 0
    assert "There is no key 0123abcd" in operate("drop", "0123abcd", typed="DROP\n").output
    refused = operate("drop", old.id, typed="yes\n")
    assert refused.exit_code == 1 and f"Backups that were made with {old.id}" in refused.output and "Nothing was changed" in refused.output
    assert arrange(lambda: old in ring.ring()) and not list(file.parent.glob("*.dropped-*"))
    told = operate("drop", old.id, typed="DROP\n")
    aside = file.with_name(f"fields.key.dropped-{old.id}")
    assert told.exit_code == 0 and str(aside) in told.output and aside.read_text().split() == [old.written]
    assert aside.stat().st_mode & 0o777 == 0o600 and not arrange(lambda: old in ring.ring())
    assert operate("check").exit_code == 0


def test_a_rotation_that_was_interrupted_goes_on_and_readers_notice_nothing(people: Any, arrange: Any, operate: Any, monkeypatch: Any) -> None:
    kept = arrange(make_sealed, people, 5)
    monkeypatch.setattr(rotating, "BATCH", 2)
    whole, done = rotating._text_anew, []

    def break_off(column: Any, row: Any) -> int:
        done.append(row)
        if len(done) == 4:
            raise KeyboardInterrupt
        return whole(column, row)

    monkeypatch.setattr(rotating, "_text_anew", break_off)
    assert operate("rotate").exit_code != 0
    assert len(arrange(rotating.needed)) == 2 and arrange(every_text) == [WITNESS] * 5 and arrange(every_file_is_whole, kept)
    with arrange(lambda: files.open_stored(db.session.scalars(select(files.StoredFile).where(files.StoredFile.key.in_(kept))).one())) as reader:
        first = reader.read(10)
        monkeypatch.setattr(rotating, "_text_anew", whole)
        monkeypatch.setattr(ring, "new_key", lambda: pytest.fail("it goes on with the key that was made before"))
        assert operate("rotate").exit_code == 0
        assert hashlib.sha256(first + reader.read()).hexdigest() in kept.values(), "who was reading reads on"
    assert arrange(every_text) == [WITNESS] * 5 and arrange(every_file_is_whole, kept)


def test_a_text_that_is_written_meanwhile_is_not_overwritten(people: Any, arrange: Any, keys: Flask) -> None:
    arrange(make_sealed, people, 1)
    column = ProtectedNames.__table__.c.sealed

    def work() -> str:
        row = rotating._batch(column, None)
        assert not row
        ring.keep((ring.new_key(), *ring.ring()))
        [row] = rotating._batch(column, None)
        db.session.execute(ProtectedNames.__table__.update().values(sealed=crypto.seal_text("النص الجديد")))
        assert rotating._text_anew(column, row) == 0
        return str(every_text()[0])

    assert arrange(work) == "النص الجديد"


def test_a_key_that_is_added_reads_and_does_not_write_until_it_is_told_to(arrange: Any, operate: Any) -> None:
    before = arrange(lambda: ring.current().id)
    assert operate("new").exit_code == 0
    assert arrange(lambda: (ring.current().id, len(ring.ring()))) == (before, 2)
    listed = operate("list").output
    assert f"{before}\twrites\tknown to the database" in listed and "reads\thas not written here" in listed
    assert operate("rotate").exit_code == 0
    assert arrange(lambda: (ring.current().id != before, len(ring.ring()))) == (True, 2)


def test_with_another_key_nothing_is_sealed_and_what_is_missing_is_counted(people: Any, arrange: Any, operate: Any, keys: Flask) -> None:
    kept = arrange(make_sealed, people)
    needed = arrange(lambda: ring.current().id)
    keys.config["FIELD_KEY"] = ANOTHER
    with keys.app_context():
        with pytest.raises(WrongKeyError, match=f"key {needed}, and PORTAL_FIELD_KEY holds"):
            crypto.seal_text(WITNESS)
        with pytest.raises(WrongKeyError):
            files.store(FileStorage(io.BytesIO(b"ID3\x04" * 99), filename="x.mp3"), files.EVIDENCE, sealed=True)
        with pytest.raises(InvalidTag):
            every_text()
        db.session.rollback()
    told = operate("check")
    assert told.exit_code == 1 and f"{needed}\t4 texts and files\tTHIS KEY IS MISSING" in told.output and "Nothing was written" in told.output
    for words in (("rotate",), ("new",)):
        assert operate(*words).exit_code == 1
    assert len(kept) == 1 and arrange(rotating.needed)[needed] == 4


def test_a_key_of_the_environment_is_changed_by_writing_the_new_one_first(people: Any, arrange: Any, operate: Any, keys: Flask) -> None:
    arrange(make_sealed, people)
    old = arrange(lambda: ring.current())
    keys.config["FIELD_KEY"] = f"{ANOTHER},{old.written}"
    assert operate("new").exit_code == 1
    assert operate("rotate").exit_code == 0
    assert arrange(rotating.needed)[old.id] == 0 and arrange(every_text) == [WITNESS] * 3
    assert operate("drop", old.id, typed="DROP\n").exit_code == 0
    keys.config["FIELD_KEY"] = ANOTHER
    assert arrange(every_text) == [WITNESS] * 3 and operate("check").exit_code == 0


@pytest.mark.parametrize("written", ["", "c2hvcnQ=", "not base64 at all!"])
def test_a_portal_with_the_wrong_key_does_not_start_and_writes_nothing(app: Flask, portal_workshop: Any, tmp_path: Path, written: str) -> None:
    """As gunicorn loads it: a missing key, one too short, and no key at all."""
    env = {**os.environ, "PORTAL_DATA_DIR": str(tmp_path / "data"), "PORTAL_KEY_DIR": str(tmp_path / "keys"), "PORTAL_FIELD_KEY": written, "DEMO": "0"}
    env["PORTAL_DATABASE_URL"] = portal_workshop.place.url
    before = portal_workshop.run(_everything)
    started = subprocess.run([sys.executable, "-c", "import wsgi"], cwd=TOP, env=env, capture_output=True, text=True, timeout=60)
    assert started.returncode == 1 and "Traceback" not in started.stderr
    assert ("there is no key in" if not written else "32 bytes, written as base64") in started.stderr
    assert portal_workshop.run(_everything) == before and not (tmp_path / "keys" / "fields.key").exists()


def _everything() -> dict[str, list[Any]]:
    return {table.name: [tuple(row) for row in db.session.execute(select(table))] for table in db.metadata.sorted_tables}


def test_the_first_key_of_a_new_portal_is_for_its_owner_only(keys: Flask, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setitem(keys.config, "FIELD_KEY_FILE", tmp_path / "new" / "fields.key")
    with keys.app_context():
        ring.make_first()
        made = ring.current()
        ring.make_first()
        assert ring.current() == made
    assert (tmp_path / "new" / "fields.key").stat().st_mode & 0o777 == 0o600


def test_a_file_of_release_0_1_0_is_read_and_sealed_anew(session: Any) -> None:
    data = b"ID3\x04" + os.urandom(500)
    stored = files.store(FileStorage(io.BytesIO(data), filename="x.mp3"), files.EVIDENCE, sealed=True)
    prefix = b"seven.."
    sealed = AESGCM(ring.current().of("files")).encrypt(prefix + b"\0\0\0\0\1", data, None)
    path_of(stored.key).write_bytes(b"PF1\n" + prefix + sealed)
    assert files.fault_of(stored) is None and key_of(head_of(stored)) is None
    assert seal_anew(stored) and key_of(head_of(stored)) == ring.current().id and files.fault_of(stored) is None
