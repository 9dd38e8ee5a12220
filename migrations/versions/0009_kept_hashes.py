"""Hashes kept with what was sent and published, so that a check finds a single changed byte; computed for what is there."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from portal.core import db as types

revision = "0009"
down_revision = "0008"

SENT = (
    "reference", "election_id", "organisation_id", "filed_by_id", "received_at", "category", "title", "narrative", "language", "governorate",
    "district", "place", "timing", "happened_on", "happened_time", "precision", "affected_women", "affected_men", "affected_pwd",
    "affected_displaced", "source", "observer_code",
)  # fmt: skip
MOMENTS = {"received_at": types.UtcDateTime(), "happened_on": sa.Date()}
VIOLATIONS = sa.table("violations_violation", sa.column("id"), sa.column("receipt"), *(sa.column(name, MOMENTS.get(name)) for name in SENT))
VERSIONS = sa.table("library_version", *map(sa.column, ("id", "number", "effective_on", "note", "published_at", "content_hash")))
REPORTS = sa.table("reports_version", *map(sa.column, ("id", "published_at", "shown_hash")))
EVIDENCE = sa.text(
    "SELECT e.number, f.sha256 FROM violations_evidence e JOIN core_file f ON f.id = e.stored_id"
    " WHERE e.violation_id = :id AND e.message_id IS NULL ORDER BY e.number"
)
TEXTS = sa.text("SELECT id, language, title, summary, authentic, source FROM library_text WHERE version_id = :id ORDER BY language").columns(
    sa.column("id"), sa.column("language"), sa.column("title"), sa.column("summary"), sa.column("authentic", sa.Boolean()), sa.column("source")
)
PROVISIONS = sa.text("SELECT key, parent, kind, label, heading, body FROM library_provision WHERE text_id = :id ORDER BY place")
ATTACHMENTS = sa.text(
    "SELECT a.place, a.role, a.language, a.description, f.sha256 FROM library_attachment a JOIN core_file f ON f.id = a.file_id"
    " WHERE a.version_id = :id ORDER BY a.place"
)
SHOWN = sa.text("SELECT language, body FROM reports_text WHERE version_id = :id ORDER BY language")


def upgrade() -> None:
    for table, name in (("violations_violation", "receipt"), ("library_version", "content_hash"), ("reports_version", "shown_hash")):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column(name, sa.String(length=64), nullable=True))
    connection = op.get_bind()
    for row in _some_at_a_time(connection, VIOLATIONS, "received_at"):
        _keep(connection, VIOLATIONS, row.id, receipt=_receipt(connection, row))
    for row in _some_at_a_time(connection, VERSIONS, "published_at"):
        _keep(connection, VERSIONS, row.id, content_hash=_content_hash(connection, row))
    for row in _some_at_a_time(connection, REPORTS, "published_at"):
        shown = [list(text) for text in connection.execute(SHOWN, {"id": row.id})]
        _keep(connection, REPORTS, row.id, shown_hash=hashlib.sha256(json.dumps(sorted(shown), ensure_ascii=False).encode()).hexdigest())


def _some_at_a_time(connection: sa.Connection, table: Any, when: str) -> Iterator[Any]:
    last = 0
    wanted = sa.select(table).where(table.c[when].is_not(None)).order_by(table.c.id).limit(500)
    while rows := connection.execute(wanted.where(table.c.id > last)).fetchall():
        yield from rows
        last = rows[-1].id


def _keep(connection: sa.Connection, table: Any, number: int, **values: str) -> None:
    connection.execute(sa.update(table).where(table.c.id == number).values(**values))


def _receipt(connection: sa.Connection, row: Any) -> str:
    sent = {name: getattr(row, name) for name in SENT}
    sent |= {name: sent[name].isoformat() for name in MOMENTS if sent[name] is not None}
    sent["files"] = [list(file) for file in connection.execute(EVIDENCE, {"id": row.id})]
    return hashlib.sha256(json.dumps(sent, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _content_hash(connection: sa.Connection, row: Any) -> str:
    proved = hashlib.sha256(_line([row.number, row.effective_on, row.note]))
    for number, *words in sorted(connection.execute(TEXTS, {"id": row.id}).fetchall(), key=lambda text: text.language):
        proved.update(_line(words))
        for part in connection.execute(PROVISIONS, {"id": number}):
            proved.update(_line(list(part)))
    for file in connection.execute(ATTACHMENTS, {"id": row.id}):
        proved.update(_line(list(file)))
    return proved.hexdigest()


def _line(values: list[object]) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"
