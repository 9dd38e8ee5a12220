"""Who is told when dates of an election change."""

from sqlalchemy import select

from portal.core.access import Actor
from portal.core.db import db
from portal.elections.models import Election
from portal.elections.vocabulary import OPEN
from portal.identity import queries as identity
from portal.identity.vocabulary import Role
from portal.notifications import services as notifications


def tell_of(actor: Actor, election_id: int, kind: str) -> None:
    """People of organisations and case officers, on the page: dates concern them all. Of drafts and past elections nobody."""
    slug = db.session.scalar(select(Election.slug).where(Election.id == election_id, Election.state.in_(OPEN)))
    if slug is None:
        return
    told = {*identity.cso_people(), *identity.officers(Role.CASE_OFFICER)} - {actor.person_id}
    notifications.tell([person for person in told if person is not None], kind, "election", slug, mail=False)
