"""Coming in and going out. The view takes three steps, so that nothing is locked while the password is hashed:
`admit` counts the attempt and finds whom it is about, the password is compared, `second_step.after_password` or `fail`
ends it."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, or_, select, update

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import SYSTEM, Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.identity import queries, vocabulary
from portal.identity.models import Device, Membership, Person, SignIn, Waiting
from portal.identity.services import devices, limits, passwords
from portal.identity.vocabulary.factors import Proof

DEVICE_LASTS = timedelta(days=365)


@dataclass(frozen=True)
class Candidate:
    """Who says to come in, before anybody knows whether it is true. `account` is what attempts are counted for."""

    account: str
    network: str
    person_id: int | None
    password_hash: str | None
    device_id: int | None
    attempts: tuple[int, ...]


@dataclass(frozen=True)
class Welcome:
    """`device_token` is new and to be kept by the browser; None when it is known already."""

    token: str
    device_token: str | None
    suspended: bool


def admit(account: str, network: str, device_tokens: Iterable[str]) -> Candidate:
    """Raises Refusal (429) before anything is hashed."""
    typed = normal_account(account)
    person = db.session.execute(
        select(Person.id, Person.password_hash).where(or_(Person.user_name == typed, Person.email == typed), Person.closed_at.is_(None))
    ).first()
    # User name and e-mail of one person are one account. Capitals: what was typed is never the same, it has none.
    account = f"PERSON {person.id}" if person else typed
    device_id = known_device(person.id if person else 0, device_tokens)  # asked for nobody too: the same work for every name
    attempts = limits.attempt_sign_in(account, network, device_id)
    person_id, password_hash = (person.id, person.password_hash) if person else (None, None)
    return Candidate(account, network, person_id, password_hash, device_id, tuple(attempts))


def normal_account(typed: str) -> str:
    return typed.strip().casefold()[:320]


def known_device(person_id: int, tokens: Iterable[str]) -> int | None:
    hashes = [queries.token_hash(token) for token in tokens][:5]
    if not hashes:
        return None
    mine = select(Device.id).where(Device.person_id == person_id, Device.token_hash.in_(hashes), Device.made_at > clock.now() - DEVICE_LASTS)
    return db.session.scalar(mine.limit(1))


def fail(candidate: Candidate, action: str = "identity.sign_in_failed") -> None:
    """Stands outside the audit chain: nothing changed."""
    audit.turn_away(action, candidate.person_id, candidate.network)


def uncount(candidate: Candidate) -> None:
    """Nothing was compared, because too many stand in line; the failures of before stay counted."""
    limits.take_back(list(candidate.attempts))


def take_back(candidate: Candidate) -> None:
    """The attempt was no failed one after all."""
    limits.forgive(list(candidate.attempts), candidate.account, candidate.network, candidate.device_id)


def password_was_right(candidate: Candidate, password: str) -> Person:
    """Raises Refusal when nothing binds the person to a body any more."""
    person = db.session.get_one(Person, candidate.person_id)
    _bound(person)
    take_back(candidate)
    if person.password_hash and passwords.is_outdated(person.password_hash):
        person.password_hash = passwords.hash_password(password)
    return person


def _bound(person: Person) -> queries.Bound:
    bound = queries.body_of(person.id)
    if bound is None:
        raise Refusal(vocabulary.NO_BODY, status=403)
    return bound


def come_in(person: Person, network: str, browser: str, device_id: int | None, by: Proof) -> Welcome:
    """Everything was proved: a sign-in with a token that was nowhere before."""
    bound, now, token = _bound(person), clock.now(), secrets.token_urlsafe(32)
    if device_id is None and queries.signed_in_before(person.id):
        devices.tell_of_new(person, browser, network)
    row = SignIn(
        token_hash=queries.token_hash(token),
        person_id=person.id,
        browser=browser[:200],
        network=queries.network_range(network),
        made_at=now,
        seen_at=now,
        theme=_theme_of_before(person.id),
    )
    db.session.add(row)
    device_token = remember_device(person.id) if device_id is None else None
    audit.record(
        as_actor(person),
        "identity.signed_in",
        "person",
        person.id,
        after={"by": by},
        personal={"network": network},
        organisation_id=bound.organisation_id,
    )
    return Welcome(token, device_token, bound.suspended)


def as_actor(person: Person) -> Actor:
    return Actor(person.id, person.name, frozenset(), language=person.language)


def _theme_of_before(person_id: int) -> str | None:
    return db.session.scalar(select(SignIn.theme).where(SignIn.person_id == person_id).order_by(SignIn.id.desc()).limit(1))


def remember_device(person_id: int) -> str:
    token = secrets.token_urlsafe(24)
    db.session.add(Device(person_id=person_id, token_hash=queries.token_hash(token), made_at=clock.now()))
    return token


def leave(actor: Actor) -> None:
    """Ends the sign-in of this browser."""
    _end(SignIn.id == actor.sign_in_id)
    audit.record(actor, "identity.signed_out", "person", actor.person_id, organisation_id=actor.organisation_id)


def new_token(actor: Actor) -> str:
    """After the password was typed once more."""
    token = secrets.token_urlsafe(32)
    values = {"token_hash": queries.token_hash(token), "proved_at": clock.now()}
    db.session.execute(update(SignIn).where(SignIn.id == actor.sign_in_id).values(values))
    return token


def supersede(token: str) -> None:
    """A browser that signs in again lets its sign-in of before go."""
    _end(SignIn.token_hash == queries.token_hash(token))


def end_one(actor: Actor, sign_in_id: int) -> None:
    """One of the own sign-ins, on another browser. Of somebody else's nothing ends."""
    ended = _end((SignIn.id == sign_in_id) & (SignIn.person_id == actor.person_id))
    audit.record(
        actor,
        "identity.sign_ins_ended",
        "person",
        actor.person_id,
        after={"ended": ended},
        organisation_id=actor.organisation_id,
    )


def end_everywhere(actor: Actor, keep_this: bool = False) -> None:
    """All own sign-ins, and no browser is spared any more."""
    others = SignIn.id != actor.sign_in_id if keep_this else SignIn.id > 0
    ended = _end((SignIn.person_id == actor.person_id) & others)
    stop_waiting(actor.person_id)
    forget_devices(actor.person_id)
    audit.record(
        actor,
        "identity.sign_ins_ended",
        "person",
        actor.person_id,
        after={"ended": ended},
        organisation_id=actor.organisation_id,
    )


def end_by_operator(person_id: int | None) -> int:
    """Of one person, or of everybody (None): somebody's device or the whole machine is not to be trusted any more."""
    if person_id is None:
        db.session.execute(delete(Waiting))
        ended = _end(SignIn.id > 0)
        audit.record(SYSTEM, "identity.sign_ins_ended", "people", "all", after={"ended": ended})
        return ended
    ended = end_of_person(person_id)
    forget_devices(person_id)
    audit.record(SYSTEM, "identity.sign_ins_ended", "person", person_id, after={"ended": ended}, organisation_id=queries.organisation_of(person_id))
    return ended


def end_of_person(person_id: int) -> int:
    stop_waiting(person_id)
    return _end(SignIn.person_id == person_id)


def stop_waiting(person_id: int | None) -> None:
    """Sign-ins whose second step is still to come."""
    db.session.execute(delete(Waiting).where(Waiting.person_id == person_id))


def end_of_organisation(organisation_id: int) -> int:
    """At once: the next request of each of them meets sign-in."""
    people = select(Membership.person_id).where(Membership.organisation_id == organisation_id, Membership.to_at.is_(None))
    return _end(SignIn.person_id.in_(people))


def forget_devices(person_id: int | None) -> None:
    db.session.execute(delete(Device).where(Device.person_id == person_id))


def touch(sign_in_id: int) -> None:
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=clock.now()))


def _end(where: object) -> int:
    ended = update(SignIn).where(where, SignIn.ended_at.is_(None)).values(ended_at=clock.now())  # type: ignore[arg-type]
    return int(db.session.execute(ended.execution_options(synchronize_session=False)).rowcount)  # type: ignore[attr-defined]
