"""Forgetting people: what says who somebody was goes, what the person did for a body stays without the name.

What stays and why is told on the page before anything is deleted: reports that the commission has received and decisions
about them are electoral records, and the audit chain holds numbers of accounts, never names."""

import secrets
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update

from portal.audit import services as audit
from portal.core import clock, files
from portal.core.access import SYSTEM, Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.core.register import registers
from portal.identity import queries, vocabulary
from portal.identity.models import Ceremony, Device, Export, Membership, OneTimeKey, Passkey, Person, RecoveryCode, SignIn, TotpFactor, Waiting
from portal.identity.services import exporting, signing_in
from portal.identity.vocabulary import Role
from portal.notifications import services as notifications


def close_own(actor: Actor) -> None:
    """The own account of somebody of an organisation, at once. Raises Refusal for its only administrator. A file of the
    organisation does not go with it."""
    person = db.session.get_one(Person, actor.person_id)
    held = list(db.session.scalars(select(Membership).where(Membership.person_id == person.id, Membership.to_at.is_(None))))
    if Role.CSO_ADMIN in actor.roles and _only_administrator(actor):
        raise Refusal(vocabulary.ONLY_ADMIN)
    now = clock.now()
    for row in held:
        row.to_at = now
    exporting.drop_of(person.id)
    for take_leave in registers.leaving:
        take_leave(actor, person.id, actor.organisation_id)
    erase(actor, person)
    administrators = queries.people_with_role(actor.organisation_id or 0, Role.CSO_ADMIN)
    notifications.tell(administrators, "identity.erased", "people", "own", {"member": person.user_name})


def _only_administrator(actor: Actor) -> bool:
    """The administrators are locked: of two who go at the same moment the second is the only one."""
    body = (Membership.organisation_id == actor.organisation_id, Membership.role == Role.CSO_ADMIN, Membership.to_at.is_(None))
    locked = db.session.scalars(select(Membership).where(*body).order_by(Membership.id).with_for_update().execution_options(populate_existing=True))
    return {row.person_id for row in locked} <= {actor.person_id}


def erase(actor: Actor, person: Person) -> None:
    """Name, addresses, password, sign-ins, keys and notices; the number of the account stays beside what it did."""
    now = clock.now()
    organisation_id = actor.organisation_id
    who = {"name": person.name, "user_name": person.user_name}
    signing_in.end_of_person(person.id)
    person.name, person.user_name, person.email = "", f"{vocabulary.CLOSED}{secrets.token_hex(4)}", None
    person.password_hash, person.closed_at = None, person.closed_at or now
    for model in (SignIn, Device, OneTimeKey, TotpFactor, Passkey, RecoveryCode, Waiting, Ceremony):
        db.session.execute(delete(model).where(model.person_id == person.id).execution_options(synchronize_session=False))
    _drop_files_of(person.id)
    notifications.forget_person(person.id)
    audit.forget_person(person.id)
    # Beside this one line the name stays for the auditor, as long as all personal data there: nobody hides a misuse so.
    audit.record(actor, "identity.erased", "person", person.id, personal=who, organisation_id=organisation_id)


def erase_left(before: datetime, most: int) -> int:
    """People whom nothing has bound to a body since then, and who still have a name."""
    last = select(func.max(Membership.to_at)).where(Membership.person_id == Person.id).correlate(Person).scalar_subquery()
    bound = select(Membership.id).where(Membership.person_id == Person.id, Membership.to_at.is_(None)).exists()
    gone = select(Person).where(Person.name != "", ~bound, func.coalesce(last, Person.made_at) < before).order_by(Person.id).limit(most)
    found = list(db.session.scalars(gone))
    for person in found:
        erase(SYSTEM, person)
    return len(found)


def _drop_files_of(person_id: int) -> None:
    own = Export.person_id == person_id
    numbers = list(db.session.scalars(select(Export.file_id).where(own, Export.file_id.is_not(None))))
    db.session.execute(update(Export).where(own).values(file_id=None))
    files.forget(number for number in numbers if number is not None)


def drop_sign_ins(before: datetime, most: int) -> int:
    old = select(SignIn.id).where(or_(SignIn.ended_at < before, SignIn.seen_at < before)).limit(most)
    return _drop(SignIn, old)


def drop_devices(before: datetime, most: int) -> int:
    return _drop(Device, select(Device.id).where(Device.made_at < before).limit(most))


def drop_keys(before: datetime, most: int) -> int:
    return _drop(OneTimeKey, select(OneTimeKey.id).where(OneTimeKey.ends_at < before).limit(most))


def drop_exports(before: datetime, most: int) -> int:
    """The row says that there was one; the file is swept away when no row names it."""
    old = list(db.session.scalars(select(Export).where(Export.asked_at < before, Export.file_id.is_not(None)).limit(most)))
    numbers = [row.file_id for row in old if row.file_id is not None]
    for row in old:
        row.file_id = None
    db.session.flush()
    files.forget(numbers)
    return len(old)


def _drop(model: type, chosen: object) -> int:
    done = delete(model).where(model.id.in_(chosen)).execution_options(synchronize_session=False)  # type: ignore[attr-defined]
    return int(db.session.execute(done).rowcount)  # type: ignore[attr-defined]
