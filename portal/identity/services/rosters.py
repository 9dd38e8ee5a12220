"""A file of observers: read and compared at once, stored only when somebody confirms it, by a job in small steps."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from portal.audit import services as audit
from portal.core import clock, jobs
from portal.core.access import SYSTEM, Actor
from portal.core.crypto import open_text, seal_text
from portal.core.db import db
from portal.core.reference import new_reference
from portal.core.refusal import Refusal
from portal.core.text import file_name
from portal.identity import policy, queries
from portal.identity.models import Observer, RosterImport, RosterRow
from portal.identity.roster import reading
from portal.identity.roster.reading import Row
from portal.identity.services import observers
from portal.identity.vocabulary import observers as vocabulary
from portal.identity.vocabulary.observers import Fate, ImportState, Training
from portal.notifications import services as notifications

KIND = "roster_import"
STEP = 200  # with a line for each: half a second in which others wait to write
STORED = (Fate.FRESH, Fate.CHANGED)


def read_roster(actor: Actor, data: bytes, name: str, once: str | None = None) -> RosterImport:
    """Nothing of the roster changes yet. The same `once` again gives the same import."""
    if not policy.may_keep_roster(actor):
        raise Refusal(vocabulary.NOT_YOUR_ROSTER, status=403)
    own = actor.organisation_id or 0
    sent = select(RosterImport).where(RosterImport.once == once, RosterImport.organisation_id == own)
    known = db.session.scalar(sent) if once else None
    if known is not None:
        return known
    sheet = reading.read(data)
    kept = {one.code: one for one in db.session.scalars(select(Observer).where(Observer.organisation_id == own))}
    rows = [_compared(row, kept.get(row.values.get("code", ""))) for row in sheet.rows]
    counts = {fate: sum(row["fate"] == fate for row in rows) for fate in Fate}
    now = clock.now()
    made = RosterImport(
        reference=new_reference("R", clock.local(now).year), once=once, organisation_id=own, by_id=actor.person_id,
        state=ImportState.CHECKED, file_name=file_name(name), ignored=sheet.ignored, rows=len(rows), done_rows=0, made_at=now,
        uncoded=sum(row["fate"] == Fate.FRESH and not row["code"] for row in rows), **{str(fate): number for fate, number in counts.items()},
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    db.session.execute(insert(RosterRow), [{"import_id": made.id, **row} for row in rows])
    facts = {"rows": made.rows, "fresh": made.fresh, "changed": made.changed, "bad": made.bad}
    audit.record(actor, "identity.roster_read", KIND, made.reference, after=facts, organisation_id=own)
    return made


def _compared(row: Row, known: Observer | None) -> dict[str, Any]:
    """The row as it waits: what will become of it, and its values encrypted, of a bad one those that were refused."""
    told: list[Any] = [list(fault) for fault in row.faults]
    fate, code = Fate.BAD, row.values.get("code")
    if not row.faults:
        told = _differing(row.values, known) if known else []
        fate = Fate.FRESH if known is None else Fate.CHANGED if told else Fate.SAME
    if fate in STORED and "trained_on" in row.values and _untrained(row.values, known):
        fate, told = Fate.BAD, [["trained_on", "date_untrained"]]
    waits = row.values if fate in STORED else row.refused
    sealed = seal_text(json.dumps(waits, ensure_ascii=False)) if waits and fate != Fate.SAME else None
    return {"number": row.number, "fate": fate, "code": code, "told": told, "sealed": sealed}


def _untrained(values: dict[str, Any], known: Observer | None) -> bool:
    return values.get("training", known.training if known else Training.NONE) == Training.NONE


def _differing(values: dict[str, Any], known: Observer) -> list[str]:
    plain = _typed(values)
    open_ones = [name for name in observers.OPEN_COLUMNS if name in plain and plain[name] != getattr(known, name)]
    sealed = observers.SEALED_COLUMNS.items()
    return open_ones + [name for name, column in sealed if name in plain and plain[name] != open_text(getattr(known, column))]


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    day = values.get("trained_on")
    return {**values, "trained_on": date.fromisoformat(day)} if day else values


def confirm_roster(actor: Actor, found: RosterImport) -> None:
    """Twice is once: the second finds it running."""
    _hold(actor, found)
    if found.state in (ImportState.RUNNING, ImportState.DONE):
        return
    if found.state != ImportState.CHECKED:
        raise Refusal(vocabulary.NOT_WAITING_ANY_MORE)
    if not found.fresh + found.changed:
        raise Refusal(vocabulary.NOTHING_TO_STORE)
    found.state, found.by_id = ImportState.RUNNING, actor.person_id or found.by_id
    jobs.enqueue("identity.roster", roster=found.id)
    audit.record(actor, "identity.roster_confirmed", KIND, found.reference, organisation_id=found.organisation_id)


def drop_roster(actor: Actor, found: RosterImport) -> None:
    _hold(actor, found)
    if found.state == ImportState.DROPPED:
        return
    if found.state != ImportState.CHECKED:
        raise Refusal(vocabulary.NOT_WAITING_ANY_MORE)
    _put_aside(found)
    audit.record(actor, "identity.roster_dropped", KIND, found.reference, organisation_id=found.organisation_id)


def _hold(actor: Actor, found: RosterImport) -> None:
    if not policy.may_keep_roster(actor) or found.organisation_id != actor.organisation_id:
        raise Refusal(vocabulary.NOT_YOUR_ROSTER, status=403)
    db.session.refresh(found, attribute_names=["state"], with_for_update=True)


def _put_aside(found: RosterImport) -> None:
    found.state, found.ended_at = ImportState.DROPPED, clock.now()
    db.session.execute(delete(RosterRow).where(RosterRow.import_id == found.id))


def store_some(import_id: int) -> None:
    """The job: the next rows in one transaction, which then wait no more; a step that runs twice finds others. The page
    shows how far it is."""
    found = db.session.scalar(select(RosterImport).where(RosterImport.id == import_id).with_for_update())
    if found is None or found.state != ImportState.RUNNING:
        return
    waiting = select(RosterRow).where(RosterRow.import_id == import_id, RosterRow.fate.in_(STORED)).order_by(RosterRow.number)
    rows = list(db.session.scalars(waiting.limit(STEP)))
    codes = [row.code for row in rows if row.code]
    mine = select(Observer).where(Observer.organisation_id == found.organisation_id, Observer.code.in_(codes))
    kept = {one.code: one for one in db.session.scalars(mine)}
    actor = _confirmer(found)
    for row in rows:
        _store(actor, found, json.loads(open_text(row.sealed) or "{}"), kept.get(row.code or ""))
    db.session.execute(delete(RosterRow).where(RosterRow.import_id == import_id, RosterRow.number.in_([row.number for row in rows])))
    found.done_rows += len(rows)
    if len(rows) == STEP:
        jobs.enqueue("identity.roster", roster=import_id)
    else:
        _finish(found)


def _confirmer(found: RosterImport) -> Actor:
    return queries.actor_of(found.by_id) or SYSTEM


def _store(actor: Actor, found: RosterImport, values: dict[str, Any], known: Observer | None) -> None:
    """Each observer that is new or changed leaves its own line; the row may be the same by now."""
    plain, now, fresh = _typed(values), clock.now(), known is None
    if known is None:
        code = plain.get("code") or observers.new_code(found.organisation_id)
        known = Observer(organisation_id=found.organisation_id, code=code, made_at=now, made_by_id=found.by_id)
        plain = reading.with_defaults(plain)
        db.session.add(known)
    turned = observers.put(known, plain)
    if not turned and not fresh:
        return
    known.updated_at = now
    observers.record_entry(actor, known, turned, fresh, found.reference)


def _finish(found: RosterImport) -> None:
    found.state, found.ended_at = ImportState.DONE, clock.now()
    db.session.execute(delete(RosterRow).where(RosterRow.import_id == found.id, RosterRow.fate == Fate.SAME))
    db.session.execute(update(RosterRow).where(RosterRow.import_id == found.id).values(sealed=None))
    facts = {"fresh": found.fresh, "changed": found.changed, "bad": found.bad}
    actor = _confirmer(found)
    audit.record(actor, "identity.roster_imported", KIND, found.reference, after=facts, organisation_id=found.organisation_id)
    if actor.organisation_id == found.organisation_id:
        told = {"reference": found.reference}
        notifications.tell([found.by_id], "identity.roster_imported", KIND, found.reference, told, mail=False)


def forget_unconfirmed(before: datetime, most: int) -> int:
    """What nobody has confirmed is put aside: it holds names."""
    old = select(RosterImport).where(RosterImport.state == ImportState.CHECKED, RosterImport.made_at < before)
    found = list(db.session.scalars(old.order_by(RosterImport.id).limit(most)))
    for one in found:
        _put_aside(one)
    return len(found)
