"""Who of the organisation works on a report: handed over by case-holders, left by who leaves, looked into with a trace."""

from sqlalchemy import select, update

from portal.audit import services as audit
from portal.core.access import Actor
from portal.core.crypto import open_text
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.identity import queries as identity
from portal.identity.vocabulary import Role
from portal.notifications import services as notifications
from portal.violations import policy
from portal.violations.models import ProtectedNames, Violation
from portal.violations.services.stepping import KIND, hold
from portal.violations.vocabulary import State, handing, telling


def hand_over(actor: Actor, violation: Violation, user_name: str) -> bool:
    """To one of the organisation's people; a draft, whose form shows the protected names, to case-holders only. False when
    that person has it already."""
    hold(violation)
    if not policy.may_hand_over(actor, violation):
        raise Refusal(telling.NOT_YOURS, status=403)
    before, person_id = violation.holder_id, _taker(violation, user_name)
    if before == person_id:
        return False
    violation.holder_id = person_id
    was, now = {"person": before}, {"person": person_id}
    audit.record(actor, "violations.handed_over", KIND, violation.reference, was, now, organisation_id=violation.organisation_id)
    told = {"reference": violation.reference}
    notifications.tell({person_id} - {actor.person_id or 0}, "violations.handed_to_you", KIND, violation.reference, told)
    still = set(identity.among_people(violation.organisation_id, [before], Role.CSO_CASE_HOLDER)) & {before} - {actor.person_id}
    notifications.tell([one for one in still if one], "violations.handed_on", "violations", "own", told, mail=False)
    if violation.state == State.DRAFT and person_id == actor.person_id:
        _note_look(actor, violation)
    return True


def _taker(violation: Violation, user_name: str) -> int:
    role = Role.CSO_CASE_HOLDER if violation.state == State.DRAFT else None
    known = {name: person_id for person_id, name, _full in identity.colleagues(violation.organisation_id, role)}
    if user_name not in known:
        raise Refusal(handing.NOT_A_TAKER, "holder", 422)
    return known[user_name]


def let_go(actor: Actor, person_id: int, organisation_id: int | None) -> None:
    """Who leaves an organisation works on nothing of it any more: its case-holders find these reports, drafts too."""
    if organisation_id is None:
        return
    held = (Violation.organisation_id == organisation_id, Violation.holder_id == person_id)
    left = len(list(db.session.scalars(select(Violation.id).where(*held))))
    if not left:
        return
    db.session.execute(update(Violation).where(*held).values(holder_id=None))
    audit.record(actor, "violations.left", "person", person_id, after={"reports": left}, organisation_id=organisation_id)
    holders = set(identity.people_with_role(organisation_id, Role.CSO_CASE_HOLDER)) - {person_id, actor.person_id or 0}
    name = identity.person_names([person_id]).get(person_id, "")
    notifications.tell(holders, "violations.left", "violations", "own", {"name": name})


def look_at_names(actor: Actor, violation: Violation) -> dict[str, str]:
    """The protected names by kind, for who gave them and for case-holders; every look leaves a line."""
    if not policy.may_look_at_names(actor, violation):
        raise Refusal(telling.NOT_YOURS, status=403)
    _note_look(actor, violation)
    rows = db.session.scalars(select(ProtectedNames).where(ProtectedNames.violation_id == violation.id))
    return {row.kind: open_text(row.sealed) or "" for row in rows}


def _note_look(actor: Actor, violation: Violation) -> None:
    audit.record(actor, "violations.own_names_seen", KIND, violation.reference, organisation_id=violation.organisation_id)
