"""An organisation takes its own records along: asked for on a page, written by a job, kept encrypted."""

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.audit import services as audit
from portal.core import clock, files, jobs
from portal.core.access import Actor
from portal.core.db import db
from portal.core.register import registers
from portal.identity.models import Export, Membership, Organisation, Person, Suspension
from portal.identity.queries.agreements import signatures_exported

ONE_AN_HOUR = timedelta(hours=1)
JSON = frozenset({"text/plain"})


def ask(actor: Actor) -> None:
    """One at a time: what was asked for within the hour is not asked for again."""
    newest = select(Export).where(Export.organisation_id == actor.organisation_id).order_by(Export.id.desc()).limit(1)
    last = db.session.scalar(newest)
    if last is not None and last.asked_at > clock.now() - ONE_AN_HOUR:
        return
    made = Export(organisation_id=actor.organisation_id, asked_by_id=actor.person_id, asked_at=clock.now())
    db.session.add(made)
    db.session.flush()
    jobs.enqueue("identity.export", export=made.id)
    audit.record(actor, "identity.export_asked", "organisation", actor.organisation_id, organisation_id=actor.organisation_id)


def write(export_id: int) -> None:
    """The job: everything that the features know of this organisation, in one sealed file."""
    made = db.session.get_one(Export, export_id)
    if made.file_id is not None:
        return
    told: dict[str, Any] = {"made_at": clock.now(), **own_facts(made.organisation_id)}
    for feature_knows in registers.exports:
        told.update(feature_knows(made.organisation_id))
    text = json.dumps(told, ensure_ascii=False, indent=1, default=_plain)
    reference = told["organisation"]["reference"]
    made.file_id = files.store_bytes(text.encode(), f"{reference}.json", JSON, sealed=True).id


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def own_facts(organisation_id: int) -> dict[str, Any]:
    held = select(Membership, Person).join(Person, Person.id == Membership.person_id).where(Membership.organisation_id == organisation_id)
    suspensions = select(Suspension).where(Suspension.organisation_id == organisation_id).order_by(Suspension.id)
    return {
        "organisation": _organisation(organisation_id),
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


def _organisation(organisation_id: int) -> dict[str, Any]:
    whole = (selectinload(Organisation.names), selectinload(Organisation.registrations), selectinload(Organisation.areas))
    found = db.session.scalars(select(Organisation).where(Organisation.id == organisation_id).options(*whole)).one()
    plain = ("reference", "kind", "state", "about", "contact_name", "email", "phone", "applied_at", "decided_at", "reason")
    return {
        **{name: getattr(found, name) for name in plain},
        "names": {name.language: name.text for name in found.names},
        "registrations": [{name: getattr(row, name) for name in ("authority", "number", "issued_on", "expires_on")} for row in found.registrations],
        "governorates": [area.governorate for area in found.areas],
    }


def note_download(actor: Actor) -> None:
    audit.record(actor, "identity.exported", "organisation", actor.organisation_id, organisation_id=actor.organisation_id)
