"""The reports of an organisation that is merged into another go over to it."""

from collections.abc import Iterator

from sqlalchemy import func, select, update

from portal.core.catalogue import ngettext
from portal.core.db import db
from portal.core.register import Mover
from portal.violations.models import Violation


def count(organisation_id: int) -> Iterator[str]:
    found = db.session.scalar(select(func.count()).select_from(Violation).where(Violation.organisation_id == organisation_id))
    if found:
        yield ngettext("%(num)d violation report", "%(num)d violation reports", found)


def move(from_id: int, to_id: int) -> None:
    """With talk, evidence and names, which hang on the report; the merger leaves the line."""
    moved = update(Violation).where(Violation.organisation_id == from_id).values(organisation_id=to_id)
    db.session.execute(moved.execution_options(synchronize_session=False))


MOVER = Mover(frozenset({"violations_violation.organisation_id"}), count, move)
