"""A file of polling centres: received, and confirmed or dropped by a person once it was checked."""

from sqlalchemy import or_, select

from portal.audit import services as audit
from portal.core import clock, files, jobs
from portal.core.access import Actor
from portal.core.db import db
from portal.core.reference import new_reference
from portal.core.refusal import Refusal
from portal.elections.models import Election, PlacesImport
from portal.elections.vocabulary import places as words
from portal.elections.vocabulary.places import UNDER_WAY, ImportState

CHECK, TAKE = "elections.check_places", "elections.take_places"


def receive_places(actor: Actor, election: Election, taken: files.Taken, once: str | None = None, by_job: bool = True) -> PlacesImport:
    """Kept, and checked by a job; the polling centres stay as they are. The same form sent twice is received once.
    Without `by_job` the caller checks it at once, as a command does."""
    known = db.session.scalar(select(PlacesImport).where(PlacesImport.once == once)) if once else None
    if known is not None:
        return known
    if isinstance(taken, files.Rejected):
        raise Refusal(taken.refusal.message, "file", 422)
    open_ = PlacesImport.state.in_((*UNDER_WAY, ImportState.CHECKED))
    if db.session.scalar(select(PlacesImport.id).where(PlacesImport.election_id == election.id, open_)):
        raise Refusal(words.ONE_AT_A_TIME)
    stored, _copy = files.keep_with_copy(taken)
    now = clock.now()
    made = PlacesImport(
        reference=new_reference("P", now.year), election_id=election.id, file_id=stored.id, once=once, state=ImportState.WAITING, counts={},
        made_by_id=actor.person_id, made_at=now,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "elections.places_received", "places_import", made.id, after={"sha256": stored.sha256, "size": stored.size})
    if by_job:
        jobs.enqueue(CHECK, number=made.id)
    return made


def confirm(actor: Actor, record: PlacesImport, by_job: bool = True) -> None:
    """What the check showed is taken over, unless the polling centres have changed since."""
    _waiting(record)
    since = or_(PlacesImport.done_at > record.checked_at, PlacesImport.state.in_((ImportState.CONFIRMED, ImportState.TAKING)))
    other = select(PlacesImport.id).where(PlacesImport.election_id == record.election_id, PlacesImport.id != record.id, since)
    if db.session.scalar(other):
        raise Refusal(words.PLACES_CHANGED)
    record.state, record.done_rows = ImportState.CONFIRMED, 0
    audit.record(actor, "elections.places_confirmed", "places_import", record.id, after=record.counts)
    if by_job:
        jobs.enqueue(TAKE, number=record.id)


def drop(actor: Actor, record: PlacesImport) -> None:
    """The file stays as it came, for whoever asks later what was in it."""
    _waiting(record, ImportState.CHECKED, ImportState.FAULTY)
    record.state = ImportState.DROPPED
    audit.record(actor, "elections.places_dropped", "places_import", record.id)


def _waiting(record: PlacesImport, *states: ImportState) -> None:
    db.session.refresh(record, with_for_update=True)
    if record.state not in (states or (ImportState.CHECKED,)):
        raise Refusal(words.NOT_CHECKED)
