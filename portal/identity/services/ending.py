"""Everything open is shut at once: after an old copy of the database was brought back."""

from sqlalchemy import update

from portal.core import clock
from portal.core.db import db
from portal.identity.models import OneTimeKey, SignIn


def end_all() -> tuple[int, int]:
    """How many sign-ins and how many single-use keys (links, codes, invitations) were open. What was ended or used after
    the copy was taken would be alive again otherwise."""
    now = clock.now()
    sign_ins = update(SignIn).where(SignIn.ended_at.is_(None)).values(ended_at=now)
    keys = update(OneTimeKey).where(OneTimeKey.used_at.is_(None), OneTimeKey.revoked_at.is_(None)).values(revoked_at=now)
    ended = [db.session.execute(one.execution_options(synchronize_session=False)).rowcount for one in (sign_ins, keys)]  # type: ignore[attr-defined]
    return int(ended[0]), int(ended[1])
