"""Who is here: one statement a request."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ScalarSelect, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.identity.models import (
    Membership,
    Office,
    OfficeName,
    Organisation,
    OrganisationName,
    Person,
    SignIn,
    Suspension,
)
from portal.identity.vocabulary import OfficeKind, OrganisationState
from portal.notifications import queries as notifications

TOUCH_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class Here:
    """A signed-in person: the actor for services, and what the frame of every page shows.

    `ends_at`: unless the sign-in is used before; `ends_after_this_at`: when this request is a use."""

    actor: Actor
    unread: int
    theme: str | None
    demo: bool
    to_touch: bool
    ends_at: datetime
    ends_after_this_at: datetime
    ends_for_good_at: datetime


@dataclass(frozen=True)
class Bound:
    """What binds a person to a body now."""

    organisation_id: int | None
    office_id: int | None
    suspended: bool


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _name_of(model: Any, owner: Any, body: Any) -> ScalarSelect[str]:
    """The body's name for a reader of `:language`, else in the nearest other language."""
    rank = case((model.language == bindparam("language"), 0), (model.language == "ar", 1), (model.language == "ckb", 2), else_=3)
    return select(model.text).where(owner == body.id).order_by(rank).limit(1).correlate(body).scalar_subquery()


_SUSPENDED = select(Suspension.id).where(Suspension.organisation_id == Organisation.id, Suspension.to_at.is_(None)).exists()
_EXPIRED = Organisation.valid_until < bindparam("today", type_=Organisation.valid_until.type)
_UNDER = aliased(Office)
_GOVERNORATES = (
    select(func.aggregate_strings(_UNDER.governorate, ","))
    .where(or_(_UNDER.id == Office.id, _UNDER.parent_id == Office.id))
    .correlate(Office)
    .scalar_subquery()
)
_BOUND = and_(Membership.person_id == Person.id, Membership.to_at.is_(None))
_ACCEPTED = and_(Organisation.id == Membership.organisation_id, Organisation.state == OrganisationState.ACCEPTED)
_SIGNED_IN = (
    select(
        SignIn.id.label("sign_in_id"),
        SignIn.theme,
        SignIn.seen_at,
        SignIn.made_at,
        SignIn.proved_at,
        Person.id.label("person_id"),
        Person.name,
        Person.language,
        Person.demo,
        Membership.role,
        Organisation.id.label("organisation_id"),
        _SUSPENDED.label("suspended"),
        _EXPIRED.label("expired"),
        Office.id.label("office_id"),
        Office.kind.label("office_kind"),
        _GOVERNORATES.label("governorates"),
        func.coalesce(_name_of(OrganisationName, OrganisationName.organisation_id, Organisation), _name_of(OfficeName, OfficeName.office_id, Office)).label(
            "body_name"
        ),
        notifications.unread_of(Person.id).label("unread"),
    )
    .join(Person, Person.id == SignIn.person_id)
    .join(Membership, _BOUND)
    .outerjoin(Organisation, _ACCEPTED)
    .outerjoin(Office, Office.id == Membership.office_id)
    .where(SignIn.token_hash == bindparam("hash"), SignIn.ended_at.is_(None), Person.closed_at.is_(None))
    .where(SignIn.seen_at > bindparam("idle_since", type_=SignIn.seen_at.type), SignIn.made_at > bindparam("longest_since", type_=SignIn.made_at.type))
    .where(or_(Organisation.id.is_not(None), Office.id.is_not(None)))
    .order_by(Membership.id.desc())
)


def signed_in(token: str, now: datetime, language: str = "ar", idle_minutes: int = 60, hours: int = 12) -> Here | None:
    """None when the sign-in was ended, has been idle or open for too long, or nothing binds the person to a body now."""
    times = {"idle_since": now - timedelta(minutes=idle_minutes), "longest_since": now - timedelta(hours=hours), "today": clock.local(now).date()}
    rows = db.session.execute(_SIGNED_IN, {"hash": token_hash(token), "language": language, **times}).all()
    if not rows:
        return None
    row = rows[0]
    roles = frozenset(r.role for r in rows if (r.organisation_id, r.office_id) == (row.organisation_id, row.office_id))
    actor = Actor(
        person_id=row.person_id,
        name=row.name,
        roles=roles,
        organisation_id=row.organisation_id,
        office_id=row.office_id,
        office_is_national=row.office_kind == OfficeKind.NATIONAL,
        governorates=frozenset(filter(None, (row.governorates or "").split(","))),
        suspended=bool(row.organisation_id and (row.suspended or row.expired)),
        expired=bool(row.organisation_id and row.expired and not row.suspended),
        sign_in_id=row.sign_in_id,
        body_name=row.body_name or "",
        language=row.language,
        proved_at=row.proved_at or row.made_at,
    )
    to_touch = row.seen_at < now - TOUCH_EVERY
    last = row.made_at + timedelta(hours=hours)
    idle = timedelta(minutes=idle_minutes)
    used = now if to_touch else row.seen_at
    return Here(actor, row.unread, row.theme, row.demo, to_touch, min(row.seen_at + idle, last), min(used + idle, last), last)


def was_signed_in(token: str) -> bool:
    """Whether it is the token of a sign-in, also of one that has ended."""
    return bool(token) and db.session.scalar(select(SignIn.id).where(SignIn.token_hash == token_hash(token))) is not None


def body_of(person_id: int) -> Bound | None:
    row = db.session.execute(
        select(Organisation.id.label("organisation_id"), Membership.office_id, _SUSPENDED.label("suspended"))
        .select_from(Membership)
        .outerjoin(Organisation, _ACCEPTED)
        .where(Membership.person_id == person_id, Membership.to_at.is_(None))
        .where(or_(Organisation.id.is_not(None), Membership.office_id.is_not(None)))
        .order_by(Membership.id.desc())
        .limit(1)
    ).first()
    return Bound(row.organisation_id, row.office_id, bool(row.organisation_id and row.suspended)) if row else None


def actor_of(person_id: int) -> Actor | None:
    """Somebody of an organisation for work that goes on without a sign-in, with the roles held now."""
    bound = body_of(person_id)
    if bound is None or bound.organisation_id is None:
        return None
    held = select(Membership.role).where(Membership.person_id == person_id, Membership.organisation_id == bound.organisation_id, Membership.to_at.is_(None))
    person = db.session.get_one(Person, person_id)
    roles = frozenset(db.session.scalars(held))
    return Actor(person_id, person.name, roles, organisation_id=bound.organisation_id, suspended=bound.suspended, language=person.language)
