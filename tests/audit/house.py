"""What audit tells the house's tests."""

from typing import Any

from sqlalchemy import select

from portal.audit import policy, queries, services
from portal.audit.models import Line
from portal.core.db import db
from tests.house.registry import Records


def make(people: dict[str, Any]) -> None:
    services.record(people["cso_member"].actor, "identity.signed_in", "person", people["cso_member"].person_id, personal={"network": "192.0.2.1"})
    services.record(people["other_admin"].actor, "identity.invited", "invitation", 1, after={"role": "cso_member"})


def _every() -> list[Line]:
    return list(db.session.scalars(select(Line)))


RECORDS = [
    Records(
        kind="audit line",
        make=make,
        every=_every,
        seen=lambda actor: {line.id for line in _every() if queries.entry(line.id, actor)},
        may_view=lambda actor, line: policy.may_read_audit(actor),
        addresses=lambda line: {"audit.line": {"number": line.id}},
        mixed=False,
    )
]
