"""Roles of the people of a body, and leaving it. An administrator acts on others only, so that one always remains."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, select

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.core.register import registers
from portal.identity import queries, vocabulary
from portal.identity.models import Membership, Office
from portal.identity.queries import Member
from portal.identity.services import exporting, keys, signing_in
from portal.identity.vocabulary import COMMISSION_ROLES, CSO_ROLES, NATIONAL_ROLES, KeyKind, OfficeKind, Role
from portal.notifications import services as notifications

ADMINS = (Role.CSO_ADMIN, Role.COMMISSION_ADMIN)


def in_order(roles: Role | Iterable[Role]) -> list[Role]:
    """One role or several, each once, in the order of the vocabulary."""
    wanted = {roles} if isinstance(roles, Role) else set(roles)
    return [role for role in Role if role in wanted]


def check_roles(roles: Iterable[Role], organisation_id: int | None, office_id: int | None) -> None:
    """Roles belong to one kind of body; most of the commission's only to its national office."""
    wanted = set(roles)
    allowed = CSO_ROLES if organisation_id is not None else COMMISSION_ROLES
    if not wanted or not wanted <= set(allowed):
        raise ValueError(f"roles {sorted(wanted)} do not fit the body")
    if organisation_id is not None:
        return
    office = db.session.get(Office, office_id) if office_id else None
    if office is None:
        raise Refusal(vocabulary.NO_OFFICE, "office", 422)
    if office.kind != OfficeKind.NATIONAL and wanted & NATIONAL_ROLES:
        raise Refusal(vocabulary.ROLE_OF_OFFICE, "office", 422)


def set_roles(actor: Actor, member: Member, roles: Iterable[Role], office_id: int | None = None) -> bool:
    """Ends what is not held any more and begins what is new, both dated; False when nothing differs. The
    person's sign-ins end, so that no page opened with the old role goes on."""
    wanted = set(roles)
    body_office = office_id if member.organisation_id is None else None
    check_roles(wanted, member.organisation_id, body_office)
    held = _held(actor, member)
    kept = {row.role for row in held if row.office_id == body_office and row.role in wanted}
    if len(kept) == len(wanted) == len(held):
        return False
    now = clock.now()
    for row in held:
        if row.role not in kept:
            row.to_at = now
    for role in sorted(wanted - kept):
        db.session.add(
            Membership(
                person_id=member.person_id,
                role=role,
                organisation_id=member.organisation_id,
                office_id=body_office,
                from_at=now,
            )
        )
    signing_in.end_of_person(member.person_id)
    before = {"roles": sorted(row.role for row in held), "office": member.office_id}
    after = {"roles": sorted(wanted), "office": body_office}
    audit.record(actor, "identity.role_changed", "person", member.person_id, before, after, organisation_id=member.organisation_id)
    return True


def remove(actor: Actor, member: Member) -> None:
    """Ends the membership, every sign-in and whatever else could open the portal at once; the person's past work stays
    and keeps its name, and what was under way is left to others by each feature (`registers.leaving`)."""
    held = _held(actor, member)
    now = clock.now()
    for row in held:
        row.to_at = now
    ended = signing_in.end_of_person(member.person_id)
    signing_in.forget_devices(member.person_id)
    keys.drop(member.person_id, *KeyKind)
    exporting.drop_of(member.person_id)
    notifications.forget_person(member.person_id)
    for take_leave in registers.leaving:
        take_leave(actor, member.person_id, member.organisation_id)
    before = {"roles": sorted(row.role for row in held)}
    audit.record(
        actor,
        "identity.removed",
        "person",
        member.person_id,
        before=before,
        after={"ended": ended},
        organisation_id=member.organisation_id,
    )


def take_cases(actor: Actor) -> None:
    """An administrator becomes case-holder too, so that no report is left without anybody who may open it. The other
    administrators are told. Twice is once."""
    own, person_id = actor.organisation_id, actor.person_id
    held = select(Membership).where(Membership.organisation_id == own, Membership.person_id == person_id, Membership.to_at.is_(None))
    roles = {row.role for row in db.session.scalars(held.with_for_update())}
    if own is None or person_id is None or Role.CSO_ADMIN not in roles:
        raise Refusal(vocabulary.NOT_THE_ADMINISTRATOR, status=403)
    if Role.CSO_CASE_HOLDER in roles:
        return
    db.session.add(Membership(person_id=person_id, role=Role.CSO_CASE_HOLDER, organisation_id=own, from_at=clock.now()))
    db.session.flush()
    before, after = {"roles": sorted(roles)}, {"roles": sorted(roles | {Role.CSO_CASE_HOLDER})}
    audit.record(actor, "identity.cases_taken", "person", person_id, before, after, organisation_id=own)
    others = set(queries.people_with_role(own, Role.CSO_ADMIN)) - {person_id}
    names = queries.person_user_names([person_id])
    notifications.tell(others, "identity.cases_taken", "member", names[person_id], {"name": actor.name})


def _held(actor: Actor, member: Member) -> list[Membership]:
    """What the person holds now. The body's administrators are locked first: of two who remove each other at the same
    moment the second finds itself removed."""
    if actor.person_id == member.person_id:
        raise Refusal(vocabulary.NOT_ONESELF)
    body: ColumnElement[bool] = Membership.office_id.is_not(None)
    if member.organisation_id is not None:
        body = Membership.organisation_id == member.organisation_id
    admins = select(Membership).where(body, Membership.role.in_(ADMINS), Membership.to_at.is_(None)).order_by(Membership.id)
    locked = db.session.scalars(admins.with_for_update().execution_options(populate_existing=True)).all()
    if actor.kind == "person" and actor.person_id not in {row.person_id for row in locked}:
        raise Refusal(vocabulary.LAST_ADMIN, status=403)
    mine = select(Membership).where(body, Membership.person_id == member.person_id, Membership.to_at.is_(None))
    return list(db.session.scalars(mine.order_by(Membership.id)))
