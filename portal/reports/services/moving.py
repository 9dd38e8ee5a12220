"""The observation reports of an organisation that is merged into another go over to it."""

from collections.abc import Iterator

from sqlalchemy import func, select, update

from portal.core.catalogue import ngettext
from portal.core.db import db
from portal.core.register import Mover
from portal.reports.models import Report


def count(organisation_id: int) -> Iterator[str]:
    found = db.session.scalar(select(func.count()).select_from(Report).where(Report.organisation_id == organisation_id))
    if found:
        yield ngettext("%(num)d observation report", "%(num)d observation reports", found)


def move(from_id: int, to_id: int) -> None:
    """Published ones too, under the addresses that they have; the merger leaves the line."""
    moved = update(Report).where(Report.organisation_id == from_id).values(organisation_id=to_id)
    db.session.execute(moved.execution_options(synchronize_session=False))


MOVER = Mover(frozenset({"reports_report.organisation_id"}), count, move)
