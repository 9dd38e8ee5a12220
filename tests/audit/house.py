"""What audit tells the house's tests."""

from typing import Any

from sqlalchemy import select

from portal.audit import policy, queries, services
from portal.audit.models import Export, Line
from portal.core import clock, files
from portal.core.db import db
from tests.house.registry import Records


def make(people: dict[str, Any]) -> None:
    services.record(people["cso_member"].actor, "identity.signed_in", "person", people["cso_member"].person_id, personal={"network": "192.0.2.1"})
    services.record(people["other_admin"].actor, "identity.invited", "invitation", 1, after={"role": "cso_member"})


def make_export(people: dict[str, Any]) -> None:
    services.record(people["cso_member"].actor, "identity.signed_out", "person", people["cso_member"].person_id)
    export = services.ask_export(people["auditor"].actor, queries.Filter(), "jsonl")
    export.done_at, export.lines = clock.now(), 1
    export.file_id = files.store_bytes(b'{"seal": "", "text": ""}\n', "audit-1.jsonl", frozenset({"text/plain"})).id


def _exports() -> list[Export]:
    return list(db.session.scalars(select(Export)))


def _every() -> list[Line]:
    return list(db.session.scalars(select(Line)))


RECORDS = [
    Records(
        kind="audit line",
        make=make,
        every=_every,
        seen=lambda actor: {line.id for line in _every() if queries.entry(line.id, actor)},
        may_view=lambda actor, line: policy.may_read_audit(actor),
        addresses=lambda line: {"audit.line": {"number": line.id}, "audit.life": {"kind": line.subject_kind, "number": line.subject_id}},
        mixed=False,
    ),
    Records(
        kind="file of audit lines",
        make=make_export,
        every=_exports,
        seen=lambda actor: {export.id for export in _exports() if queries.own_export(export.id, actor)},
        may_view=lambda actor, export: policy.may_read_audit(actor) and export.asked_by_id == actor.person_id,
        addresses=lambda export: {"audit.download": {"number": export.id}},
        mixed=False,
    ),
]

UNREACHED = {"audit.download": "the link stands there once the worker has written a file that an auditor asked for"}
