"""What apps and passkeys have in common: how many, their names, the way out, and recovery codes."""

import hashlib
import secrets

from sqlalchemy import delete, select, update

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.reference import ALPHABET, LOOKALIKES
from portal.core.refusal import Refusal
from portal.identity import policy, queries
from portal.identity.models import Passkey, Person, RecoveryCode, TotpFactor
from portal.identity.queries import Factor
from portal.identity.vocabulary import factors as words
from portal.identity.vocabulary.factors import Proof
from portal.notifications import services as notifications

MOST = 10
CODES, CODE_LENGTH, GROUP = 10, 12, 4
MODELS: dict[Proof, type[TotpFactor] | type[Passkey]] = {Proof.APP: TotpFactor, Proof.PASSKEY: Passkey}


def refuse_too_many(actor: Actor, kind: Proof) -> None:
    if sum(factor.kind == kind for factor in queries.factors_of(actor.person_id)) >= MOST:
        raise Refusal(words.TOO_MANY_FACTORS)


def added(actor: Actor, kind: Proof, factor_id: int, name: str) -> list[str]:
    """Told to the person, who may not have done it. Recovery codes come with the first factor."""
    db.session.flush()
    after = {"factor": kind, "number": factor_id}
    audit.record(actor, "identity.factor_added", "person", actor.person_id, after=after, organisation_id=actor.organisation_id)
    notifications.tell([actor.person_id or 0], "identity.factor_added", "person", "own", {"name": name})
    return [] if queries.unused_codes(actor.person_id) else make_codes(actor)


def rename(actor: Actor, factor: Factor, name: str) -> None:
    model = MODELS[factor.kind]
    db.session.execute(update(model).where(model.id == factor.id).values(name=name))
    after = {"factor": factor.kind, "number": factor.id}
    audit.record(actor, "identity.factor_renamed", "person", actor.person_id, after=after, organisation_id=actor.organisation_id)


def remove(actor: Actor, factor: Factor, rule: str) -> None:
    """Refused for the last one of somebody whose role needs one. `rule`: the setting PORTAL_SECOND_FACTOR."""
    db.session.execute(select(Person.id).where(Person.id == actor.person_id).with_for_update())
    left = [one for one in queries.factors_of(actor.person_id) if (one.kind, one.id) != (factor.kind, factor.id)]
    if not left and policy.needs_second_factor(rule, actor.roles, queries.is_demo(actor.person_id)):
        raise Refusal(words.LAST_FACTOR)
    model = MODELS[factor.kind]
    db.session.execute(delete(model).where(model.id == factor.id, model.person_id == actor.person_id))
    if not left:
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == actor.person_id))
    before = {"factor": factor.kind, "number": factor.id}
    audit.record(actor, "identity.factor_removed", "person", actor.person_id, before, organisation_id=actor.organisation_id)
    notifications.tell([actor.person_id or 0], "identity.factor_removed", "person", "own", {"name": factor.name})


def drop_all(person_id: int) -> int:
    """Everything beside the password; how many factors that were."""
    number = len(queries.factors_of(person_id))
    for model in (TotpFactor, Passkey, RecoveryCode):
        db.session.execute(delete(model).where(model.person_id == person_id))
    return number


def make_codes(actor: Actor) -> list[str]:
    """Ten new ones, shown once; those of before are dead."""
    now = clock.now()
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == actor.person_id))
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(CODES)]
    db.session.add_all(RecoveryCode(person_id=actor.person_id, code_hash=_hashed(actor.person_id, code), made_at=now) for code in codes)
    audit.record(actor, "identity.recovery_codes_made", "person", actor.person_id, organisation_id=actor.organisation_id)
    return ["-".join(code[start : start + GROUP] for start in range(0, CODE_LENGTH, GROUP)) for code in codes]


def use_code(person_id: int | None, typed: str) -> bool:
    """Once: of two who send it at the same moment one is refused."""
    plain = "".join(c for c in typed.upper() if c.isalnum()).translate(LOOKALIKES)
    if len(plain) != CODE_LENGTH:
        return False
    mine = update(RecoveryCode).where(RecoveryCode.person_id == person_id, RecoveryCode.code_hash == _hashed(person_id, plain))
    used = mine.where(RecoveryCode.used_at.is_(None)).values(used_at=clock.now()).execution_options(synchronize_session=False)
    return bool(db.session.execute(used).rowcount == 1)  # type: ignore[attr-defined]


def _hashed(person_id: int | None, code: str) -> str:
    """About 58 bits and a slow hash: a copy of the database opens nothing."""
    return hashlib.scrypt(code.encode(), salt=f"portal-recovery-{person_id}".encode(), n=2**12, r=8, p=1, dklen=32).hex()
