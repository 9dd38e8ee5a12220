"""The second step of a sign-in, and setting one up where the role needs it and there is none yet."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.crypto import seal_text
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.identity import policy, queries
from portal.identity.models import Person, Waiting
from portal.identity.services import apps, factors, limits, signing_in
from portal.identity.services.signing_in import Candidate, Welcome
from portal.identity.vocabulary import factors as words
from portal.identity.vocabulary.factors import Proof, Step
from portal.notifications import services as notifications

# Who must set up an app first may need to find and install one.
LASTS = {Step.SECOND: timedelta(minutes=10), Step.ENROL: timedelta(minutes=30)}


@dataclass(frozen=True)
class Visit:
    """The browser that comes, where it wanted to go, and a form that it had sent (sealed in the row, as JSON)."""

    browser: str
    wanted: str | None = None
    kept: str | None = None


def after_password(candidate: Candidate, password: str, visit: Visit, rule: str) -> Welcome | str:
    """The password was right. The token of a sign-in that waits, where a second step follows. `rule`: the setting
    PORTAL_SECOND_FACTOR."""
    person = signing_in.password_was_right(candidate, password)
    step = _step_for(person, rule)
    if step is None:
        return signing_in.come_in(person, candidate.network, visit.browser, candidate.device_id, Proof.PASSWORD)
    return _wait(person.id, step, candidate.network, candidate.device_id, visit)


def after_passkey(person_id: int, network: str, device_tokens: list[str], browser: str) -> Welcome:
    """A key that asked for a fingerprint, a face or a PIN is both steps at once."""
    person = db.session.get_one(Person, person_id)
    if person.closed_at is not None:
        raise Refusal(words.WRONG_PASSKEY, status=422)
    return signing_in.come_in(person, network, browser, signing_in.known_device(person.id, device_tokens), Proof.PASSKEY)


def _step_for(person: Person, rule: str) -> Step | None:
    if queries.factors_of(person.id):
        return Step.SECOND
    return Step.ENROL if policy.needs_second_factor(rule, queries.roles_now(person.id), person.demo) else None


def _wait(person_id: int, step: Step, network: str, device_id: int | None, visit: Visit) -> str:
    token, now = secrets.token_urlsafe(32), clock.now()
    row = Waiting(token_hash=queries.token_hash(token), person_id=person_id, kind=step, browser=visit.browser[:200], network=network, device_id=device_id)
    row.wanted, row.kept, row.made_at, row.ends_at = visit.wanted, seal_text(visit.kept), now, now + LASTS[step]
    db.session.add(row)
    db.session.flush()
    return token


def attempt(row: Waiting) -> list[int]:
    """Counts before anything is compared; raises Refusal (429)."""
    if row.device_id is not None:
        return limits.attempt((limits.SECOND_DEVICE, limits.scope(limits.SECOND_DEVICE, row.device_id)))
    pair = (limits.SECOND_PAIR, limits.scope(limits.SECOND_PAIR, row.person_id, row.network))
    return limits.attempt(pair, (limits.SECOND_ANYWHERE, limits.scope(limits.SECOND_ANYWHERE, row.person_id)))


def check(row: Waiting, typed: str) -> Proof | None:
    """With what the code was right; it is used up then."""
    if apps.use(row.person_id, typed):
        return Proof.APP
    return Proof.RECOVERY if factors.use_code(row.person_id, typed) else None


def fail(row: Waiting) -> None:
    """Stands outside the audit chain: nothing changed."""
    audit.turn_away("identity.second_step_failed", row.person_id, row.network)


def fail_first(network: str) -> None:
    """A passkey that opened nothing; whose it was is not known."""
    audit.turn_away("identity.sign_in_failed", None, network)


def complete(row: Waiting, by: Proof, tried: list[int]) -> Welcome:
    """Ends the waiting, once, and lets the person in with a new token."""
    person, browser, network, device_id = db.session.get_one(Person, row.person_id), row.browser, row.network, row.device_id
    gone = delete(Waiting).where(Waiting.id == row.id).execution_options(synchronize_session=False)
    db.session.expunge(row)
    if db.session.execute(gone).rowcount != 1:  # type: ignore[attr-defined]
        raise Refusal(words.STEP_ENDED)
    limits.take_back(tried)
    if by == Proof.RECOVERY:
        notifications.tell([person.id], "identity.recovery_used", "person", "own")
    return signing_in.come_in(person, network, browser, device_id, by)


def give_up(row: Waiting) -> None:
    db.session.execute(delete(Waiting).where(Waiting.id == row.id))


def enrolled(row: Waiting) -> None:
    """Called where the first factor is added. Refused when there is one by now: who only knows the password must not add
    another beside it."""
    db.session.execute(select(Person.id).where(Person.id == row.person_id).with_for_update())
    if row.kind != Step.ENROL or queries.factors_of(row.person_id):
        raise Refusal(words.STEP_ENDED)
    row.kind = Step.DONE


def enroller(row: Waiting) -> Actor:
    """Who sets up a first factor before being signed in: may add one, and nothing else."""
    person, bound = db.session.get_one(Person, row.person_id), queries.body_of(row.person_id)
    return Actor(person.id, person.name, frozenset(), organisation_id=bound.organisation_id if bound else None, language=person.language)
