"""People take their own records along, or those of their organisation: asked for on a page, written by a job, kept
encrypted for a week."""

from sqlalchemy import delete, select

from portal.audit import services as audit
from portal.core import clock, files, jobs
from portal.core.access import Actor
from portal.core.db import db
from portal.core.limits import count
from portal.identity import queries
from portal.identity.models import Export
from portal.identity.services import limits


def ask_for_organisation(actor: Actor) -> None:
    _ask(actor, "organisation", actor.organisation_id, organisation_id=actor.organisation_id)


def ask_for_self(actor: Actor) -> None:
    _ask(actor, "person", actor.person_id, person_id=actor.person_id)


def _ask(actor: Actor, subject: str, subject_id: int | None, **owner: int | None) -> None:
    """One at a time: what was asked for within the hour is not asked for again."""
    last = queries.own_export(actor) if subject == "organisation" else queries.export_about_self(actor)
    if last is not None and last.fresh:
        return
    count(actor, limits.EXPORTS)
    made = Export(asked_by_id=actor.person_id, asked_at=clock.now(), **owner)
    db.session.add(made)
    db.session.flush()
    jobs.enqueue("identity.export", export=made.id)
    audit.record(actor, "identity.export_asked", subject, subject_id, organisation_id=actor.organisation_id)


def note_download(actor: Actor, export: Export) -> None:
    subject, subject_id = ("person", export.person_id) if export.person_id else ("organisation", export.organisation_id)
    audit.record(actor, "identity.exported", subject, subject_id, organisation_id=actor.organisation_id)


def drop_of(person_id: int) -> None:
    """What somebody who leaves had asked for, ready or not; the bytes go with the daily sweep."""
    mine = select(Export.file_id).where(Export.asked_by_id == person_id, Export.file_id.is_not(None))
    ready = [number for number in db.session.scalars(mine) if number is not None]
    db.session.execute(delete(Export).where(Export.asked_by_id == person_id))
    files.forget(ready)
