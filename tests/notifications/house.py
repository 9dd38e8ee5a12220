"""What notifications tell the house's tests."""

from typing import Any

from sqlalchemy import select

from portal.core import opaque
from portal.core.db import db
from portal.notifications import policy, queries, services
from portal.notifications.models import Notice
from tests.house.registry import Records


def make(people: dict[str, Any]) -> None:
    told = [people[key].person_id for key in ("cso_member", "other_admin", "case_officer", "suspended_member")]
    services.tell(told, "identity.reinstated", "suspension", "own", mail=False)


def _every() -> list[Notice]:
    return list(db.session.scalars(select(Notice)))


RECORDS = [
    Records(
        kind="notice",
        make=make,
        every=_every,
        seen=lambda actor: {notice.id for notice in _every() if queries.own_notice(opaque.of("notice", notice.id), actor)},
        may_view=lambda actor, notice: notice.person_id == actor.person_id and policy.may_read_own(actor),
        addresses=lambda notice: {"notifications.follow": {"key": opaque.of("notice", notice.id)}},
    )
]
