"""The roster of observers: entered, changed, ended, and looked into with a trace."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.crypto import open_text, seal_text
from portal.core.db import db
from portal.core.reference import ALPHABET
from portal.core.refusal import Refusal
from portal.country import queries as country
from portal.identity import policy, queries
from portal.identity.models import Observer
from portal.identity.queries import RosterFilters
from portal.identity.roster import reading, writing
from portal.identity.vocabulary import observers as vocabulary
from portal.identity.vocabulary.observers import Training, normal_code

KIND = "observer"
OPEN_COLUMNS = ("governorate", "district", "sex", "training", "trained_on", "badge")
SEALED_COLUMNS = {"name": "sealed_name", "phone": "sealed_phone"}


@dataclass
class Turned:
    """What a change wrote: open fields as they were and are, of the protected ones the names."""

    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    protected: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.after or self.protected)


def add_observer(actor: Actor, code: str, details: dict[str, Any]) -> Observer:
    """`details`: the columns, name and phone in clear. Without a code one is made that can be spoken."""
    _refuse_strangers(actor)
    _check(details)
    known = normal_code(code) if code else None
    if code and known is None:
        raise Refusal(vocabulary.FAULTS["bad_code"], "code", 422)
    own = actor.organisation_id or 0
    if known and _with_code(own, known) is not None:
        raise Refusal(vocabulary.CODE_TAKEN, "code", 422)
    now = clock.now()
    made = Observer(organisation_id=own, code=known or new_code(own), made_at=now, made_by_id=actor.person_id, updated_at=now)
    turned = put(made, reading.with_defaults(details))
    db.session.add(made)
    db.session.flush()
    record_entry(actor, made, turned, fresh=True)
    return made


def change_observer(actor: Actor, found: Observer, details: dict[str, Any]) -> bool:
    """False when nothing differs."""
    _refuse_strangers(actor)
    _check(details)
    turned = put(found, details)
    if turned:
        found.updated_at = clock.now()
        record_entry(actor, found, turned)
    return bool(turned)


def put(found: Observer, details: dict[str, Any]) -> Turned:
    """Writes what differs."""
    turned = Turned()
    for name in OPEN_COLUMNS:
        if name in details and (details[name] or None) != getattr(found, name):
            turned.before[name], turned.after[name] = getattr(found, name), details[name] or None
            setattr(found, name, details[name] or None)
    for name, column in SEALED_COLUMNS.items():
        if name in details and (details[name] or None) != open_text(getattr(found, column)):
            setattr(found, column, seal_text(details[name]))
            turned.protected.append(name)
    return turned


def record_entry(actor: Actor, found: Observer, turned: Turned, fresh: bool = False, file: str | None = None) -> None:
    """A line of its own for each observer, by form or from a `file`: whoever overwrites entries leaves what stood there. Of
    what is protected only which fields."""
    more = {name: value for name, value in (("fields", turned.protected), ("from_file", file)) if value}
    action = "identity.observer_added" if fresh else "identity.observer_changed"
    before = None if fresh else turned.before or None
    audit.record(actor, action, KIND, found.code, before, {**turned.after, **more}, organisation_id=found.organisation_id)


def end_observer(actor: Actor, found: Observer) -> None:
    """The entry stays, because reports name its code; twice is once."""
    _refuse_strangers(actor)
    if found.ended_at is None:
        found.ended_at = clock.now()
        audit.record(actor, "identity.observer_ended", KIND, found.code, organisation_id=found.organisation_id)


def take_back_observer(actor: Actor, found: Observer) -> None:
    _refuse_strangers(actor)
    if found.ended_at is not None:
        found.ended_at = None
        audit.record(actor, "identity.observer_back", KIND, found.code, organisation_id=found.organisation_id)


def show_names(actor: Actor, found: Sequence[Observer]) -> dict[str, tuple[str | None, str | None]]:
    """Name and phone by code; every look leaves a line."""
    _refuse_strangers(actor)
    subject = found[0].code if len(found) == 1 else "list"
    audit.record(actor, "identity.observer_names_seen", KIND, subject, after={"observers": len(found)}, organisation_id=actor.organisation_id)
    return queries.names_of_observers(found)


def export_roster(actor: Actor, filters: RosterFilters, with_names: bool) -> str:
    """The list as CSV, in the language that is spoken now."""
    _refuse_strangers(actor)
    found = queries.observers_of(actor, filters)
    facts = {"observers": len(found), "with_names": with_names}
    audit.record(actor, "identity.roster_exported", KIND, "list", after=facts, organisation_id=actor.organisation_id)
    return writing.listed([_plain(one, with_names) for one in found], with_names)


def _plain(one: Observer, with_names: bool) -> dict[str, Any]:
    told = {"code": one.code, **{name: getattr(one, name) for name in OPEN_COLUMNS}}
    sealed = {name: open_text(getattr(one, column)) for name, column in SEALED_COLUMNS.items()} if with_names else {}
    return {**told, **sealed}


def own_roster(actor: Actor) -> dict[str, Any]:
    """For somebody's export of the organisation's own records."""
    roles = actor.roles & policy.KEEPERS
    mine = select(Observer).where(Observer.organisation_id == actor.organisation_id).order_by(Observer.code)
    return {"observers": [{**_plain(one, True), "ended_at": one.ended_at} for one in db.session.scalars(mine)]} if roles else {}


def new_code(organisation_id: int) -> str:
    """Speakable, and no counter: whoever hears a code does not learn how many there are."""
    while True:
        code = f"OB-{''.join(secrets.choice(ALPHABET) for _ in range(5))}"
        if _with_code(organisation_id, code) is None:
            return code


def _with_code(organisation_id: int, code: str) -> int | None:
    return db.session.scalar(select(Observer.id).where(Observer.organisation_id == organisation_id, Observer.code == code))


def _refuse_strangers(actor: Actor) -> None:
    if not policy.may_keep_roster(actor):
        raise Refusal(vocabulary.NOT_YOUR_ROSTER, status=403)


def _check(details: dict[str, Any]) -> None:
    place = details.get("governorate")
    if country.governorate(place or "") is None:
        raise Refusal(vocabulary.FAULTS["unknown_governorate"], "governorate", 422)
    district = country.district(details["district"]) if details.get("district") else None
    if details.get("district") and (district is None or district.governorate != place):
        raise Refusal(vocabulary.FAULTS["other_district"], "district", 422)
    if details.get("trained_on") and details["trained_on"] > clock.today():
        raise Refusal(vocabulary.FAULTS["future_date"], "trained_on", 422)
    if details.get("trained_on") and details.get("training") in (None, Training.NONE):
        raise Refusal(vocabulary.FAULTS["date_untrained"], "trained_on", 422)
    if details.get("phone") and reading.phone_of(details["phone"]) is None:
        raise Refusal(vocabulary.FAULTS["bad_phone"], "phone", 422)
