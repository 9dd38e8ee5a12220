"""Networks and coalitions: who is a member from when to when, who was asked, and which organisation a name means."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.reference import normal_reference
from portal.core.search.folding import fold
from portal.identity import policy
from portal.identity.models import Call, CoalitionMember, Organisation, OrganisationName
from portal.identity.vocabulary import OrganisationState
from portal.identity.vocabulary.joining import UMBRELLAS, CallState


@dataclass(frozen=True)
class CallRow:
    """A request for membership with the reference of the other side."""

    call: Call
    reference: str
    organisation_id: int


@dataclass(frozen=True)
class Bond:
    """A membership, seen from one side: `reference` and `organisation_id` are those of the other."""

    member: CoalitionMember
    reference: str
    organisation_id: int

    @property
    def current(self) -> bool:
        return self.member.to_at is None or self.member.to_at > clock.now()


def calls_of(coalition_id: int) -> list[CallRow]:
    """Whom a network or coalition has named or asked, but for what was withdrawn."""
    rows = db.session.execute(
        select(Call, Organisation.reference, Organisation.id)
        .join(Organisation, Organisation.id == Call.organisation_id)
        .where(Call.coalition_id == coalition_id, Call.state != CallState.WITHDRAWN)
        .order_by(Call.id)
    )
    return [CallRow(*row) for row in rows]


def calls_to(organisation_id: int) -> list[CallRow]:
    """What waits for this organisation's word."""
    rows = db.session.execute(
        select(Call, Organisation.reference, Organisation.id)
        .join(Organisation, Organisation.id == Call.coalition_id)
        .where(Call.organisation_id == organisation_id, Call.state == CallState.ASKED)
        .order_by(Call.id)
    )
    return [CallRow(*row) for row in rows]


def call(handle: str, actor: Actor) -> Call | None:
    """One that concerns the actor's organisation, which asks or is asked."""
    if not policy.may_lead_memberships(actor):
        return None
    own = or_(Call.coalition_id == actor.organisation_id, Call.organisation_id == actor.organisation_id)
    return db.session.scalar(select(Call).where(Call.handle == handle, Call.state != CallState.NAMED, own))


def members_of(coalition_id: int) -> list[Bond]:
    return _bonds(CoalitionMember.coalition_id == coalition_id, CoalitionMember.organisation_id)


def coalitions_of(organisation_id: int) -> list[Bond]:
    return _bonds(CoalitionMember.organisation_id == organisation_id, CoalitionMember.coalition_id)


def _bonds(mine: ColumnElement[bool], other: Any) -> list[Bond]:
    rows = db.session.execute(
        select(CoalitionMember, Organisation.reference, Organisation.id)
        .join(Organisation, Organisation.id == other)
        .where(mine)
        .order_by(CoalitionMember.from_at.desc(), CoalitionMember.id.desc())
        .limit(200)
    )
    return [Bond(*row) for row in rows]


def own_member(reference: str, actor: Actor) -> Bond | None:
    """A current member of the actor's network or coalition."""
    return _own(members_of, reference, actor)


def own_coalition(reference: str, actor: Actor) -> Bond | None:
    """A network or coalition of which the actor's organisation is a member now."""
    return _own(coalitions_of, reference, actor)


def _own(side: Any, reference: str, actor: Actor) -> Bond | None:
    if not policy.may_lead_memberships(actor):
        return None
    return next((bond for bond in side(actor.organisation_id) if bond.reference == reference and bond.current), None)


def accepted_called(typed: str, parts: bool) -> list[int]:
    """Accepted organisations of this name or reference number. With `parts` a part of the name is enough; a stranger who
    applies must know the whole name, so that the form gives nobody a list of who is registered here."""
    accepted = Organisation.state == OrganisationState.ACCEPTED
    reference = normal_reference(typed)
    numbered = select(Organisation.id).where(accepted, or_(Organisation.reference == typed.strip(), Organisation.reference == (reference or "-")))
    found = list(db.session.scalars(numbered))
    wanted = _key(typed)
    if found or not wanted:
        return found
    names = db.session.execute(
        select(OrganisationName.organisation_id, OrganisationName.text).join(Organisation, Organisation.id == OrganisationName.organisation_id).where(accepted)
    ).all()
    whole = {owner for owner, text in names if _key(text) == wanted}
    return sorted(whole or {owner for owner, text in names if parts and len(wanted) > 2 and wanted in _key(text)})


def _key(text: str) -> str:
    return " ".join(fold(text).split())


def joined_already(coalition_id: int, organisation_id: int) -> bool:
    """A member now or later, or asked and not yet answered."""
    both = aliased(CoalitionMember)
    bound = select(both.id).where(both.coalition_id == coalition_id, both.organisation_id == organisation_id)
    asked = select(Call.id).where(Call.coalition_id == coalition_id, Call.organisation_id == organisation_id)
    standing = bound.where(or_(both.to_at.is_(None), both.to_at > clock.now()))
    waiting = asked.where(Call.state.in_((CallState.NAMED, CallState.ASKED)))
    return bool(db.session.scalar(standing.limit(1)) or db.session.scalar(waiting.limit(1)))


def makes_a_circle(coalition_id: int, organisation_id: int) -> bool:
    """Whether the coalition belongs to its future member already, directly or through others. Only networks and coalitions
    can stand in a circle, so their own memberships are looked at."""
    return organisation_id in _reached(_above(), {coalition_id})


def merge_in_a_circle(first_id: int, second_id: int) -> bool:
    """Whether one of the two is a member of the other through others: as one they would be a member of themselves. A membership
    of one in the other itself ends with the merger."""
    above = _above(first_id, second_id)
    pairs = ((first_id, second_id), (second_id, first_id))
    return any(other in _reached(above, above.get(one, set()) - {other}) for one, other in pairs)


def _above(*plain: int) -> dict[int, set[int]]:
    """Of each network and coalition, and of these organisations, those whose members they are or will be."""
    umbrellas = select(Organisation.id).where(Organisation.kind.in_(UMBRELLAS))
    standing = or_(CoalitionMember.to_at.is_(None), CoalitionMember.to_at > clock.now())
    mine = or_(CoalitionMember.organisation_id.in_(umbrellas), CoalitionMember.organisation_id.in_(plain))
    above: dict[int, set[int]] = {}
    for member, body in db.session.execute(select(CoalitionMember.organisation_id, CoalitionMember.coalition_id).where(standing, mine)):
        above.setdefault(member, set()).add(body)
    return above


def _reached(above: dict[int, set[int]], begin: set[int]) -> set[int]:
    reached, next_ones = set(begin), set(begin)
    while next_ones:
        next_ones = set().union(*(above.get(one, set()) for one in next_ones)) - reached
        reached |= next_ones
    return reached


def at_midnight(day: date) -> datetime:
    """When a day begins in Baghdad."""
    return datetime.combine(day, datetime.min.time(), clock.BAGHDAD)
