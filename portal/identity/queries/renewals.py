"""Until when organisations are accepted, and who asks to go on."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from portal.core import clock, files
from portal.core.access import Actor
from portal.core.db import db
from portal.identity import policy
from portal.identity.models import Call, Organisation, Renewal, RenewalRegistration
from portal.identity.queries.coalitions import CallRow
from portal.identity.vocabulary import OrganisationState
from portal.identity.vocabulary.joining import CallState
from portal.identity.vocabulary.lasting import REMIND_DAYS, RenewalState

WHOLE = selectinload(Renewal.registrations).options(joinedload(RenewalRegistration.document))


@dataclass(frozen=True)
class End:
    """The last day of an acceptance, how many days are left (negative afterwards), and the newest renewal asked for."""

    on: date
    left: int
    renewal: Renewal | None

    @property
    def asked(self) -> bool:
        return self.renewal is not None and self.renewal.state == RenewalState.ASKED

    @property
    def near(self) -> bool:
        return self.left <= max(REMIND_DAYS)


def own_renewal(actor: Actor) -> Renewal | None:
    """The newest one of the actor's organisation."""
    return _newest(actor.organisation_id) if policy.may_see_own_term(actor) else None


def own_end(actor: Actor) -> End | None:
    """None while the acceptance has no end, and for whom it does not concern."""
    if not policy.may_see_own_term(actor):
        return None
    on = db.session.scalar(select(Organisation.valid_until).where(Organisation.id == actor.organisation_id))
    return End(on, (on - clock.today()).days, _newest(actor.organisation_id)) if on else None


def own_turns(actor: Actor) -> tuple[list[CallRow], End | None]:
    """What waits for an organisation's administrator: requests for membership, and an end that is near and not yet
    renewed."""
    if not policy.may_lead_memberships(actor):
        return [], None
    asks = aliased(Organisation)
    renewing = select(Renewal.id).where(Renewal.organisation_id == Organisation.id, Renewal.state == RenewalState.ASKED).exists()
    waiting = and_(Call.organisation_id == Organisation.id, Call.state == CallState.ASKED)
    rows = db.session.execute(
        select(Organisation.valid_until, renewing.label("renewing"), Call, asks.reference, asks.id)
        .outerjoin(Call, waiting)
        .outerjoin(asks, asks.id == Call.coalition_id)
        .where(Organisation.id == actor.organisation_id)
        .order_by(Call.id)
    ).all()
    on, renewed = rows[0][:2]
    end = End(on, (on - clock.today()).days, None) if on and not renewed else None
    return [CallRow(*row[2:]) for row in rows if row[2] is not None], end if end and end.near else None


def renewal(organisation_id: int) -> Renewal | None:
    """The newest one, for those who decide."""
    return _newest(organisation_id)


def _newest(organisation_id: int | None) -> Renewal | None:
    newest = select(Renewal).where(Renewal.organisation_id == organisation_id).order_by(Renewal.id.desc()).limit(1)
    return db.session.scalar(newest.options(WHOLE))


def renewal_document(found: Renewal, authority: str) -> files.StoredFile | None:
    return next((row.document for row in found.registrations if row.authority == authority), None)


def ending_soon() -> list[Organisation]:
    """Accepted ones within the days of the first reminder, or without an end yet."""
    near = clock.today() + timedelta(days=max(REMIND_DAYS))
    without = Organisation.valid_until.is_(None)
    due = Organisation.valid_until.between(clock.today(), near)
    soon = select(Organisation).where(Organisation.state == OrganisationState.ACCEPTED, without | due)
    return list(db.session.scalars(soon.options(selectinload(Organisation.registrations)).order_by(Organisation.id)))
