"""What identity knows of an organisation or a person, as plain data; and the copies that were asked for."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import selectinload

from portal.core import clock, files
from portal.core.access import Actor
from portal.core.db import db
from portal.identity.models import Export, Membership, Organisation, Person, SignIn, Suspension
from portal.identity.queries.agreements import signatures_exported
from portal.identity.queries.bodies import office_names, organisation_names

ONE_AN_HOUR = timedelta(hours=1)
KEPT_DAYS = 7


@dataclass(frozen=True)
class Copy:
    """The newest that was asked for; its file is there once the job is done, and goes after its week."""

    export: Export
    file: files.StoredFile | None

    @property
    def fresh(self) -> bool:
        """Asked for within the hour: it is not asked for again."""
        return self.export.asked_at > clock.now() - ONE_AN_HOUR

    @property
    def under_way(self) -> bool:
        return self.fresh and self.file is None


def own_export(actor: Actor) -> Copy | None:
    """The newest copy of the organisation's records that the actor asked for."""
    return _newest(and_(Export.organisation_id == actor.organisation_id, Export.asked_by_id == actor.person_id))


def export_about_self(actor: Actor) -> Copy | None:
    return _newest(Export.person_id == actor.person_id)


def _newest(whose: ColumnElement[bool]) -> Copy | None:
    """Without the file once that was removed after its week."""
    newest = select(Export, files.StoredFile).outerjoin(files.StoredFile, files.StoredFile.id == Export.file_id).where(whose)
    row = db.session.execute(newest.order_by(Export.id.desc()).limit(1)).first()
    return Copy(row[0], row[1]) if row else None


def organisation_facts(organisation_id: int, whole: bool) -> dict[str, Any]:
    """`whole`, for administrators: its people, how it is reached and what it is registered under. To its other people it
    tells what the portal's pages show them."""
    if not whole:
        return {"organisation": _outline(organisation_id)}
    held = select(Membership, Person).join(Person, Person.id == Membership.person_id).where(Membership.organisation_id == organisation_id)
    suspensions = select(Suspension).where(Suspension.organisation_id == organisation_id).order_by(Suspension.id)
    return {
        "organisation": _outline(organisation_id) | _organisation(organisation_id),
        "people": [
            {"name": person.name, "user_name": person.user_name, "role": row.role, "from": row.from_at, "to": row.to_at}
            for row, person in db.session.execute(held.order_by(Membership.id))
        ],
        "suspensions": [
            {"from": row.from_at, "to": row.to_at, "reason": row.reason, "appeal": row.appeal, "appealed_at": row.appealed_at, "answer": row.answer}
            for row in db.session.scalars(suspensions)
        ],
        "signatures": signatures_exported(organisation_id),
    }


def _outline(organisation_id: int) -> dict[str, Any]:
    told = (selectinload(Organisation.names), selectinload(Organisation.areas))
    found = db.session.scalars(select(Organisation).where(Organisation.id == organisation_id).options(*told)).one()
    return {
        **{name: getattr(found, name) for name in ("reference", "kind", "state")},
        "names": {name.language: name.text for name in found.names},
        "governorates": [area.governorate for area in found.areas],
    }


def _organisation(organisation_id: int) -> dict[str, Any]:
    registered = selectinload(Organisation.registrations)
    found = db.session.scalars(select(Organisation).where(Organisation.id == organisation_id).options(registered)).one()
    plain = ("about", "contact_name", "email", "phone", "applied_at", "decided_at", "reason")
    return {
        **{name: getattr(found, name) for name in plain},
        "registrations": [{name: getattr(row, name) for name in ("authority", "number", "issued_on", "expires_on")} for row in found.registrations],
    }


def personal_facts(person_id: int) -> dict[str, Any]:
    """What identity keeps of a person; of the password and of keys only that there are some."""
    person = db.session.get_one(Person, person_id)
    held = list(db.session.scalars(select(Membership).where(Membership.person_id == person_id).order_by(Membership.id)))
    organisations = organisation_names((row.organisation_id for row in held if row.organisation_id), person.language)
    offices = office_names((row.office_id for row in held if row.office_id), person.language)
    sign_ins = select(SignIn).where(SignIn.person_id == person_id).order_by(SignIn.id.desc()).limit(1000)
    return {
        "account": {
            "name": person.name, "user_name": person.user_name, "email": person.email, "language": person.language,
            "made_at": person.made_at, "has_password": person.password_hash is not None,
        },
        "memberships": [
            {
                "body": organisations.get(row.organisation_id or 0) or offices.get(row.office_id or 0),
                "role": row.role, "from": row.from_at, "to": row.to_at,
            }
            for row in held
        ],
        "sign_ins": [
            {"browser": row.browser, "network": row.network, "from": row.made_at, "last_seen": row.seen_at, "ended": row.ended_at}
            for row in db.session.scalars(sign_ins)
        ],
    }  # fmt: skip
