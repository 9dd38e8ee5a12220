"""What the portal does by itself every day, and the retention of its own jobs."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from portal.core.catalogue import lazy_gettext as _l
from portal.core.db import begin_write, db
from portal.core.jobs import Job, daily
from portal.core.register import Retention
from portal.operations import forgetting


@daily("operations.purge")
def purge(_payload: dict[str, Any]) -> None:
    forgetting.purge()
    begin_write()


def drop_jobs(before: datetime, most: int) -> int:
    done = select(Job.id).where(Job.state == "done", Job.done_at < before).order_by(Job.id).limit(most)
    gone = delete(Job).where(Job.id.in_(done)).execution_options(synchronize_session=False)
    return int(db.session.execute(gone).rowcount)  # type: ignore[attr-defined]


RETENTIONS = {
    "jobs": Retention(_l("Work that the portal has done in the background"), 30, _l("So that an operator can see what happened and when."), drop_jobs),
}
