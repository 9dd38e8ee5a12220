"""Two organisations become one: what the merged one had goes over, its reference leads to the other.

Every feature offers a Mover for its own tables (registers.movers); identity's own comes first."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from sqlalchemy import func, select, update

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.catalogue import ngettext
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.core.register import Mover, registers
from portal.identity import queries
from portal.identity.models import Call, CoalitionMember, Export, Membership, Observer, OneTimeKey, Organisation, Renewal, RosterImport, Signature
from portal.identity.queries import Record
from portal.identity.queries.coalitions import merge_in_a_circle
from portal.identity.services import joining, signing_in
from portal.identity.services.lasting import RenewalState
from portal.identity.vocabulary import OrganisationState
from portal.identity.vocabulary import joining as words
from portal.identity.vocabulary.joining import CallState
from portal.notifications import services as notifications

# Whose rows simply change hands.
PLAIN: tuple[Any, ...] = (OneTimeKey.organisation_id, Export.organisation_id, RosterImport.organisation_id)
BONDS = (CoalitionMember.coalition_id, CoalitionMember.organisation_id)
ASKED = (Call.coalition_id, Call.organisation_id)


def preview(record: Record) -> list[str]:
    """What a merger would move, in whole words; nothing that there is none of."""
    return list(chain.from_iterable(mover.count(record.organisation.id) for mover in registers.movers))


def check(record: Record, into: Record) -> None:
    """Raises Refusal when these two cannot become one."""
    if record.organisation.id == into.organisation.id:
        raise Refusal(words.SAME_BODY, "into", 422)
    if any(one.organisation.state != OrganisationState.ACCEPTED or one.suspension for one in (record, into)):
        raise Refusal(words.NOT_MERGEABLE, "into", 422)
    if merge_in_a_circle(record.organisation.id, into.organisation.id):
        raise Refusal(words.CIRCLE, "into", 422)


def merge(actor: Actor, record: Record, into: Record, typed: str) -> None:
    """`typed`: the reference of the one that ends, as a last question whether this is meant. Its sign-ins end."""
    if typed.strip().upper() != record.organisation.reference.upper():
        raise Refusal(words.WRONG_REFERENCE, "typed", 422)
    joining.line_up()
    for one in sorted((record, into), key=lambda one: one.organisation.id):
        db.session.refresh(one.organisation, attribute_names=["state"], with_for_update=True)
    check(record, into)
    gone, stays = record.organisation, into.organisation
    moved = preview(record)
    to_tell = set(joining.admins(gone.id)) | set(joining.admins(stays.id))
    signing_in.end_of_organisation(gone.id)
    for halt in registers.halting:
        halt(actor, gone.id)
    for mover in registers.movers:
        mover.move(gone.id, stays.id)
    gone.state, gone.merged_into_id, gone.merged_at = OrganisationState.MERGED, stays.id, clock.now()
    for of in (gone, stays):
        facts = {"state": gone.state, "into": stays.id, "moved": len(moved)}
        audit.record(actor, "identity.merged", "organisation", gone.id, {"state": OrganisationState.ACCEPTED}, facts, organisation_id=of.id)
    _tell(to_tell, gone, stays)


def _tell(people: set[int], gone: Organisation, stays: Organisation) -> None:
    names = queries.organisation_names([gone.id, stays.id], "ar")
    params = {"merged": names.get(gone.id, gone.reference), "organisation": names.get(stays.id, stays.reference)}
    notifications.tell(people, "identity.merged", "home", "own", params)


def count(organisation_id: int) -> Iterator[str]:
    people = _number(Membership.person_id.distinct(), Membership.organisation_id == organisation_id, Membership.to_at.is_(None))
    if people:
        yield ngettext("%(num)d person with an account", "%(num)d people with an account", people)
    bonds = sum(_number(CoalitionMember.id, column == organisation_id) for column in BONDS)
    if bonds:
        yield ngettext("%(num)d membership in a network or coalition", "%(num)d memberships in networks or coalitions", bonds)
    observers = _number(Observer.id, Observer.organisation_id == organisation_id)
    if observers:
        yield ngettext("%(num)d observer of its roster", "%(num)d observers of its roster", observers)
    exports = _number(Export.id, Export.organisation_id == organisation_id)
    if exports:
        yield ngettext("%(num)d export of its records", "%(num)d exports of its records", exports)


def _number(what: Any, *where: Any) -> int:
    return db.session.scalar(select(func.count(what)).where(*where)) or 0


def move(from_id: int, to_id: int) -> None:
    """People go over as of now: the days that they served before stay with the organisation of before."""
    now = clock.now()
    for row in db.session.scalars(select(Membership).where(Membership.organisation_id == from_id, Membership.to_at.is_(None))):
        row.to_at = now
        db.session.add(Membership(person_id=row.person_id, organisation_id=to_id, role=row.role, from_at=now))
    for column in PLAIN:
        _hand_over(column, from_id, to_id)
    _move_bonds(from_id, to_id)
    _move_signatures(from_id, to_id)
    _move_observers(from_id, to_id)
    waiting = update(Renewal).where(Renewal.organisation_id == from_id, Renewal.state == RenewalState.ASKED)
    db.session.execute(waiting.values(state=RenewalState.REJECTED, decided_at=now))


def _hand_over(column: Any, from_id: int, to_id: int, *where: Any) -> None:
    moved = update(column.class_).where(column == from_id, *where).values({column.key: to_id})
    db.session.execute(moved.execution_options(synchronize_session=False))


def _move_bonds(from_id: int, to_id: int) -> None:
    """Nobody becomes a member of itself, or a member twice: such memberships end with the merged one, dated."""
    for mine in BONDS:
        held = {bond.organisation_id for bond in _seen_from(mine, to_id) if bond.current} | {to_id}
        for bond in _seen_from(mine, from_id):
            if bond.organisation_id in held and bond.current:
                bond.member.to_at = clock.now()
            elif bond.organisation_id != to_id:
                setattr(bond.member, mine.key, to_id)
    db.session.flush()
    for mine, other in (ASKED, ASKED[::-1]):
        same = update(Call).where(mine == from_id, other == to_id, Call.state == CallState.ASKED)
        db.session.execute(same.values(state=CallState.WITHDRAWN))
        _hand_over(mine, from_id, to_id, other != to_id)


def _move_signatures(from_id: int, to_id: int) -> None:
    """A version that both have signed stays signed by each."""
    signed = select(Signature.version_id).where(Signature.organisation_id == to_id)
    _hand_over(Signature.organisation_id, from_id, to_id, Signature.version_id.not_in(signed))


def _move_observers(from_id: int, to_id: int) -> None:
    """A code that the other roster has too gets the merged organisation's number behind it."""
    taken = set(db.session.scalars(select(Observer.code).where(Observer.organisation_id == to_id)))
    for observer in db.session.scalars(select(Observer).where(Observer.organisation_id == from_id, Observer.code.in_(taken))):
        observer.code = f"{observer.code[:30]}-{from_id}"
    db.session.flush()
    _hand_over(Observer.organisation_id, from_id, to_id)


def _seen_from(mine: Any, organisation_id: int) -> list[queries.Bond]:
    return queries.members_of(organisation_id) if mine is BONDS[0] else queries.coalitions_of(organisation_id)


def _columns(*columns: Any) -> frozenset[str]:
    return frozenset(f"{column.class_.__tablename__}.{column.key}" for column in columns)


OF_ITS_OWN = (Membership.organisation_id, Renewal.organisation_id, Signature.organisation_id, Observer.organisation_id)
MOVER = Mover(_columns(*PLAIN, *BONDS, *ASKED, *OF_ITS_OWN), count, move)
# What tells of the merged organisation itself stays with it.
STAYS = {
    "identity_organisation_name.organisation_id": "its own names, under which its reference is still found",
    "identity_registration.organisation_id": "its own registrations",
    "identity_area.organisation_id": "where it worked",
    "identity_application.organisation_id": "its own application",
    "identity_application_message.organisation_id": "what was said about its application",
    "identity_focal_point.organisation_id": "its own contact persons",
    "identity_check.organisation_id": "the examination of its application",
    "identity_suspension.organisation_id": "sanctions of the past are those of the one that was sanctioned",
    "identity_organisation.merged_into_id": "the pointer itself",
    "directory_profile.organisation_id": "its consents: the other organisation shows what it has agreed to itself",
    "directory_profile_text.organisation_id": "the same",
    "directory_profile_choice.organisation_id": "the same",
    "directory_profile_consent.organisation_id": "the same",
    "audit_line.organisation_id": "lines of the chain never change; the other organisation reads them among its own",
}
