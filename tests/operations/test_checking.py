"""`flask operations check`: a single changed character anywhere is found, and the thing is named."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from portal.core import jobs, worker
from portal.core.db import begin_write, db
from tests.operations.copies import change, run, take_guards_off


def faults(app: Flask) -> list[str]:
    told = app.test_cli_runner().invoke(args=["operations", "check", "--json"])
    found = [line["words"] for line in map(json.loads, told.output.splitlines()) if line["level"] == "fault"]
    assert told.exit_code == (1 if found else 0), told.output
    return found


@pytest.fixture
def portal(demo_app: Flask) -> Flask:
    with demo_app.app_context():
        db.session.remove()
    return demo_app


# What is changed, and by which name it is found: the statement gives that name before the change is made.
FLIPS = {
    "a receipt": (
        "SELECT reference FROM violations_violation WHERE receipt IS NOT NULL ORDER BY id LIMIT 1",
        "UPDATE violations_violation SET receipt = 'f' || substr(receipt, 2, 62) || 'x' WHERE reference = :name",
    ),
    "what was sent": (
        "SELECT reference FROM violations_violation WHERE receipt IS NOT NULL ORDER BY id DESC LIMIT 1",
        "UPDATE violations_violation SET narrative = narrative || '.' WHERE reference = :name",
    ),
    "the hash of a piece of evidence": (
        "SELECT v.reference FROM violations_violation v JOIN violations_evidence e ON e.violation_id = v.id"
        " WHERE v.receipt IS NOT NULL AND e.message_id IS NULL ORDER BY e.id LIMIT 1",
        "UPDATE core_file SET sha256 = 'x' || substr(sha256, 2) WHERE id = (SELECT min(e.stored_id) FROM violations_evidence e"
        " JOIN violations_violation v ON v.id = e.violation_id WHERE v.reference = :name AND e.message_id IS NULL)",
    ),
    "a protected name": (
        "SELECT v.reference FROM violations_violation v JOIN violations_protected_names n ON n.violation_id = v.id ORDER BY v.id LIMIT 1",
        "UPDATE violations_protected_names SET sealed = substr(sealed, 1, 10) || CASE substr(sealed, 11, 1) WHEN 'A' THEN 'B' ELSE 'A' END"
        " || substr(sealed, 12) WHERE violation_id = (SELECT id FROM violations_violation WHERE reference = :name)",
    ),
    "a provision of a law": (
        "SELECT d.slug FROM library_document d JOIN library_text t ON t.version_id = d.current_version_id ORDER BY d.id LIMIT 1",
        "UPDATE library_provision SET body = body || ' ' WHERE id = (SELECT min(p.id) FROM library_provision p JOIN library_text t ON t.id = p.text_id"
        " JOIN library_document d ON d.current_version_id = t.version_id WHERE d.slug = :name)",
    ),
    "the title of a law": (
        "SELECT slug FROM library_document WHERE current_version_id IS NOT NULL ORDER BY id DESC LIMIT 1",
        "UPDATE library_text SET title = title || '.' WHERE version_id = (SELECT current_version_id FROM library_document WHERE slug = :name)",
    ),
    "the shown page of a report": (
        "SELECT slug FROM reports_report WHERE current_id IS NOT NULL ORDER BY id LIMIT 1",
        "UPDATE reports_text SET body = body || ' ' WHERE version_id = (SELECT current_id FROM reports_report WHERE slug = :name) AND language = 'ar'",
    ),
    "the source of a report": (
        "SELECT slug FROM reports_report WHERE current_id IS NOT NULL ORDER BY id DESC LIMIT 1",
        "UPDATE reports_text SET source = source || ' ' WHERE version_id = (SELECT current_id FROM reports_report WHERE slug = :name)",
    ),
    "an audit line": ("SELECT 7", "UPDATE audit_line SET text = replace(text, 'actor_kind', 'actor_kinD') WHERE id = :name"),
}  # fmt: skip


def test_a_sound_portal_has_no_fault(portal: Flask) -> None:
    assert faults(portal) == []
    assert "ok      The audit chain holds" in run(portal, "check")


def test_whatever_is_changed_past_the_services_is_found_and_named(portal: Flask) -> None:
    names = {thing: change(portal, which) for thing, (which, _statement) in FLIPS.items()}
    take_guards_off(portal, "audit_line")
    for thing, (_which, statement) in FLIPS.items():
        assert change(portal, statement, name=names[thing]) >= 1, thing
    told = faults(portal)
    for thing, name in names.items():
        named = f"Audit line {name}:" if thing == "an audit line" else str(name)
        assert any(named in words for words in told), (thing, name, told)


@pytest.mark.engine("sqlite")
def test_a_flipped_byte_of_a_stored_file_is_found_sealed_or_not(portal: Flask) -> None:
    keys = {sealed: change(portal, "SELECT key FROM core_file WHERE sealed = :sealed ORDER BY id LIMIT 1", sealed=sealed) for sealed in (True, False)}
    for key in keys.values():
        [path] = Path(portal.config["DATA"]).glob(f"files/??/??/{key}")
        raw = bytearray(path.read_bytes())
        raw[len(raw) // 2] ^= 1
        path.write_bytes(raw)
    told = " ".join(faults(portal))
    assert all(key in told for key in keys.values())


@pytest.mark.engine("sqlite")
def test_a_row_whose_parent_is_gone_is_named(portal: Flask) -> None:
    with portal.app_context():
        raw = db.engine.raw_connection()
        raw.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined]
        raw.execute("DELETE FROM library_topic WHERE id = 1")  # type: ignore[attr-defined]
        raw.close()
        db.engine.dispose()
    assert any("library_topic" in words for words in faults(portal))


@contextmanager
def mail_server(answer: bytes) -> Iterator[int]:
    class Greets(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 mail.example ESMTP\r\n")
            for line in self.rfile:
                self.wfile.write(answer if line.upper().startswith((b"EHLO", b"HELO")) else b"221 bye\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Greets) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.mark.engine("sqlite")
def test_settings_rights_and_the_mail_server_are_looked_at(portal: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server(b"250 mail.example\r\n") as port:
        monkeypatch.setitem(portal.config, "PORTAL_MAIL_URL", f"smtp://portal:geheim@127.0.0.1:{port}")
        told = run(portal, "check")
        assert "The mail server 127.0.0.1 answers." in told and "geheim" not in told
    key = next(Path(portal.config["PORTAL_KEY_DIR"]).glob("*.key"))
    key.chmod(0o640)
    monkeypatch.setitem(portal.config, "PORTAL_HSTS", "31536000")
    monkeypatch.setitem(portal.config, "SECRET_KEY", "short")
    told = " ".join(faults(portal))
    key.chmod(0o600)
    assert f"chmod 600 {key}" in told and "PORTAL_HSTS" in told and "shorter than 32" in told and "does not answer" in told


@pytest.mark.engine("sqlite")
def test_a_worker_that_does_not_work_is_told(portal: Flask) -> None:
    late = "INSERT INTO core_job (name, payload, state, attempts, due_at, made_at) VALUES ('notifications.send', '{}', 'waiting', 0, :then, :then)"
    change(portal, late, then="2026-01-01 00:00:00.000000")
    assert any("the worker does not run" in words for words in faults(portal))


@pytest.mark.engine("sqlite")
def test_a_worker_runs_as_long_as_it_gives_signs_of_life(portal: Flask) -> None:
    with portal.app_context():
        begin_write()
        jobs.plan_daily()
        jobs.work()
    assert "No worker has given a sign of life so far" in run(portal, "check")
    with portal.app_context():
        worker.Heart().beat()
    assert "The worker runs: nothing waits." in run(portal, "check")
    change(portal, "UPDATE core_worker SET seen_at = :then", then="2026-01-01 00:00:00.000000")
    assert "No worker has given a sign of life since 2026-01-01 03:00" in run(portal, "check")


@pytest.mark.engine("sqlite")
def test_tables_that_are_not_those_of_this_release_are_told(portal: Flask) -> None:
    change(portal, "ALTER TABLE core_file ADD COLUMN other INTEGER")
    assert any("differ from those of this release" in words for words in faults(portal))
