"""Everything open is shut at once: after an old copy of the database was brought back."""

from sqlalchemy import or_, select, update

from portal.core import clock
from portal.core.db import db
from portal.identity.models import Application, OneTimeKey, Organisation, SignIn

NO_SECRET = ""  # the hash of nothing: it still tells that there was an application


def end_all() -> tuple[int, int, int]:
    """How many sign-ins, single-use keys (links, codes, invitations) and private links of applications were open. What was
    ended or used after the copy was taken would be alive again otherwise.

    The private link of an applicant without an e-mail address stays: it is the only way in, and nothing could bring another."""
    now = clock.now()
    reached = or_(Application.link_sent_to.is_not(None), Organisation.email.is_not(None))
    renewable = select(Application.organisation_id).where(Application.organisation_id == Organisation.id, reached).exists()
    ended = (
        update(SignIn).where(SignIn.ended_at.is_(None)).values(ended_at=now),
        update(OneTimeKey).where(OneTimeKey.used_at.is_(None), OneTimeKey.revoked_at.is_(None)).values(revoked_at=now),
        update(Organisation).where(Organisation.secret_hash != NO_SECRET, renewable).values(secret_hash=NO_SECRET),
    )
    sign_ins, keys, links = (int(db.session.execute(one.execution_options(synchronize_session=False)).rowcount) for one in ended)  # type: ignore[attr-defined]
    return sign_ins, keys, links
