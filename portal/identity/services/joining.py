"""Networks and coalitions ask for members; each organisation says for itself whether it is one."""

import secrets
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.identity import queries
from portal.identity.models import Call, CoalitionMember, Membership, Organisation
from portal.identity.queries import Bond
from portal.identity.queries.coalitions import at_midnight, joined_already, makes_a_circle
from portal.identity.vocabulary import Role
from portal.identity.vocabulary import joining as words
from portal.identity.vocabulary.joining import UMBRELLAS, CallState
from portal.notifications import services as notifications


def find(typed: str, parts: bool) -> int:
    """The accepted organisation that a name or reference number means. Raises Refusal at the field."""
    found = queries.accepted_called(typed, parts)
    if not found:
        raise Refusal(words.NO_MATCH, "member", 422)
    if len(found) > 1:
        raise Refusal(words.SEVERAL_MATCH, "member", 422)
    return found[0]


def name(coalition: Organisation, organisation_id: int, from_on: date, to_on: date | None, by: Actor, asked: bool) -> Call:
    """`asked`: the organisation is asked at once; else when the application is sent."""
    _refuse_impossible(coalition, organisation_id, from_on, to_on)
    made = Call(
        handle=secrets.token_hex(8), coalition_id=coalition.id, organisation_id=organisation_id, from_on=from_on, to_on=to_on,
        state=CallState.NAMED, made_at=clock.now(), made_by_id=by.person_id,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    if asked:
        _ask(by, coalition, made)
    return made


def _refuse_impossible(coalition: Organisation, organisation_id: int, from_on: date, to_on: date | None) -> None:
    if coalition.kind not in UMBRELLAS:
        raise Refusal(words.NO_UMBRELLA, "member", 422)
    if organisation_id == coalition.id:
        raise Refusal(words.NOT_ITSELF, "member", 422)
    if from_on > clock.today():
        raise Refusal(words.STARTS_LATER, "from_on", 422)
    if to_on is not None and to_on <= from_on:
        raise Refusal(words.ENDS_BEFORE, "to_on", 422)
    if joined_already(coalition.id, organisation_id):
        raise Refusal(words.NAMED_ALREADY, "member", 422)
    if makes_a_circle(coalition.id, organisation_id):
        raise Refusal(words.CIRCLE, "member", 422)


def ask_named(by: Actor, coalition: Organisation) -> None:
    """Those whom the draft of an application names."""
    for call in db.session.scalars(select(Call).where(Call.coalition_id == coalition.id, Call.state == CallState.NAMED)):
        _ask(by, coalition, call)


def _ask(by: Actor, coalition: Organisation, call: Call) -> None:
    call.state = CallState.ASKED
    audit.record(by, "identity.member_asked", "organisation", coalition.id, after={"member": call.organisation_id}, organisation_id=coalition.id)
    tell_admins(call.organisation_id, "identity.member_asked", coalition.id)


def ask(actor: Actor, coalition: Organisation, typed: str, from_on: date, to_on: date | None) -> None:
    name(coalition, find(typed, parts=True), from_on, to_on, actor, asked=True)


def drop_named(call: Call) -> None:
    """Out of the draft of an application again."""
    if call.state != CallState.NAMED:
        raise Refusal(words.CALL_ANSWERED)
    db.session.delete(call)


def confirm(actor: Actor, call: Call) -> None:
    """From now on a member, for the days that were asked for. Since it was asked others may have joined, in a circle too."""
    line_up()
    if makes_a_circle(call.coalition_id, call.organisation_id):
        raise Refusal(words.CIRCLE)
    _answer(actor, call, CallState.CONFIRMED)
    ends = at_midnight(call.to_on) if call.to_on else None
    bond = {"coalition_id": call.coalition_id, "organisation_id": call.organisation_id}
    db.session.add(CoalitionMember(from_at=at_midnight(call.from_on), to_at=ends, **bond))
    audit.record(
        actor, "identity.member_confirmed", "organisation", call.coalition_id, after={"member": call.organisation_id}, organisation_id=call.coalition_id
    )
    tell_admins(call.coalition_id, "identity.member_confirmed", call.organisation_id)


def line_up() -> None:
    """Two that confirm each other, or are merged, at the same moment come one after the other."""
    db.session.execute(select(Organisation.id).where(Organisation.kind.in_(UMBRELLAS)).order_by(Organisation.id).with_for_update())


def decline(actor: Actor, call: Call) -> None:
    _answer(actor, call, CallState.DECLINED)
    audit.record(
        actor, "identity.member_declined", "organisation", call.coalition_id, after={"member": call.organisation_id}, organisation_id=call.coalition_id
    )
    tell_admins(call.coalition_id, "identity.member_declined", call.organisation_id)


def withdraw(actor: Actor, call: Call) -> None:
    """The coalition asks no longer."""
    _answer(actor, call, CallState.WITHDRAWN)
    audit.record(
        actor, "identity.member_withdrawn", "organisation", call.coalition_id, after={"member": call.organisation_id}, organisation_id=call.coalition_id
    )


def _answer(actor: Actor, call: Call, state: CallState) -> None:
    db.session.refresh(call, with_for_update=True)
    if call.state != CallState.ASKED:
        raise Refusal(words.CALL_ANSWERED)
    call.state, call.answered_at, call.answered_by_id = state, clock.now(), actor.person_id


def end(actor: Actor, bond: Bond, on: date | None = None) -> None:
    """By the coalition, or by the member that leaves: on a day, or now."""
    member = bond.member
    db.session.refresh(member, with_for_update=True)
    now = clock.now()
    if member.to_at is not None and member.to_at <= now:
        raise Refusal(words.NO_MEMBER)
    ends = at_midnight(on) if on else now
    if ends < member.from_at:
        raise Refusal(words.ENDS_BEFORE, "to_on", 422)
    member.to_at = ends
    leaves = actor.organisation_id == member.organisation_id
    after = {"member": member.organisation_id}
    audit.record(actor, "identity.membership_ended", "organisation", member.coalition_id, after=after, organisation_id=member.coalition_id)
    other = member.coalition_id if leaves else member.organisation_id
    tell_admins(other, "identity.member_left" if leaves else "identity.membership_ended", actor.organisation_id or 0)


def tell_admins(organisation_id: int, kind: str, about: int) -> None:
    tell(admins(organisation_id), kind, about)


def tell(people: Iterable[int], kind: str, about: int) -> None:
    params = {"organisation": queries.organisation_names([about], "ar").get(about, "")}
    notifications.tell(people, kind, "coalition", "own", params)


def admins(organisation_id: int) -> list[int]:
    mine = select(Membership.person_id).where(Membership.organisation_id == organisation_id, Membership.role == Role.CSO_ADMIN)
    return list(db.session.scalars(mine.where(Membership.to_at.is_(None)).distinct()))
