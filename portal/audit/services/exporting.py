"""Lines as a file: asked for on a page, written by a job, as CSV for a table or JSON Lines for proving the chain."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from portal.audit.models import Export, Line
from portal.audit.queries import Filter, conditions
from portal.audit.services.recording import record
from portal.core import clock, files, jobs
from portal.core.access import Actor
from portal.core.db import begin_read, begin_write, db

TEXT = frozenset({"text/plain"})
CSV, JSON_LINES = "csv", "jsonl"
MOST_BYTES = 4 * 1024**3
STEP = 5_000
HEADINGS = ("number", "time", "actor", "actor_kind", "action", "kind", "record", "organisation", "before", "after", "previous", "seal")


def ask_export(actor: Actor, wanted: Filter, form: str) -> Export:
    made = Export(asked_by_id=actor.person_id or 0, asked_at=clock.now(), form=form, wanted=wanted.plain())
    db.session.add(made)
    db.session.flush()
    jobs.enqueue("audit.export", export=made.id)
    record(actor, "audit.export_asked", "audit_export", made.id, after={"form": form, **made.wanted})
    return made


def note_export(actor: Actor, export: Export) -> None:
    """Before it leaves the portal."""
    record(actor, "audit.exported", "audit_export", export.id, after={"lines": export.lines})


def write_export(number: int) -> None:
    """The job. A million lines take minutes: they are read beside the writers, who wait for nothing meanwhile."""
    made = db.session.get(Export, number)
    if made is None or made.done_at is not None:
        return
    form, wanted = made.form, Filter.from_plain(made.wanted)
    db.session.rollback()
    begin_read()
    pieces = _Pieces(wanted, form)
    try:
        kept = files.receive(pieces, f"audit-{number}.{form}", TEXT, TEXT, MOST_BYTES) if pieces.begin() else None
    finally:
        pieces.close()
        begin_write()
    made = db.session.get_one(Export, number)
    made.lines, made.done_at = pieces.number, clock.now()
    made.file_id = files.keep(kept).id if kept else None


class _Pieces:
    """The file as something that can be read, written while it is."""

    def __init__(self, wanted: Filter, form: str) -> None:
        self.number, self._form, self._rest = 0, form, b""
        self._connection = db.engine.connect()
        statement = select(Line.text, Line.hash).where(*conditions(wanted)).order_by(Line.id).execution_options(yield_per=STEP)
        self._chunks = self._written(self._connection.execute(statement))

    def begin(self) -> bool:
        """Whether there is anything at all; nothing is no file."""
        self._rest = next(self._chunks, b"")
        return self.number > 0

    def read(self, size: int) -> bytes:
        while len(self._rest) < size and (more := next(self._chunks, b"")):
            self._rest += more
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece

    def close(self) -> None:
        self._connection.close()

    def _written(self, rows: Any) -> Iterator[bytes]:
        write = _as_csv if self._form == CSV else _as_json
        heading = HEADINGS if self._form == CSV else None
        for part in rows.partitions():
            self.number += len(part)
            yield write(part, heading)
            heading = None


def _as_json(rows: Any, _heading: object) -> bytes:
    """A line of the file is a line of the chain: its text exactly as it was sealed, and its seal."""
    return "".join(json.dumps({"seal": row.hash, "text": row.text}, ensure_ascii=False) + "\n" for row in rows).encode()


def _as_csv(rows: Any, heading: tuple[str, ...] | None) -> bytes:
    out = io.StringIO()
    table = csv.writer(out)
    if heading:
        out.write("\ufeff")
        table.writerow(heading)
    for row in rows:
        body = json.loads(row.text)
        kind, record_id = body["subject"]
        told = (body["n"], body["at"], body["actor"], body["actor_kind"], body["action"], kind, record_id, body["organisation"])
        table.writerow([_harmless(value) for value in (*told, body["before"], body["after"], body["previous"], row.hash)])
    return out.getvalue().encode()


def _harmless(value: Any) -> Any:
    """A table program takes a cell that begins so for a formula, and runs it."""
    text = "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text
