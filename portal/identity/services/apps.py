"""Authenticator apps: a shared secret, and codes of six digits that each work once."""

import hmac

import pyotp
from sqlalchemy import delete, select, update

from portal.core import clock
from portal.core.access import Actor
from portal.core.crypto import open_text, seal_text
from portal.core.db import db
from portal.core.reference import new_reference
from portal.core.refusal import Refusal
from portal.identity import queries
from portal.identity.models import Person, TotpFactor
from portal.identity.services import factors
from portal.identity.vocabulary import factors as words
from portal.identity.vocabulary.factors import Proof

SECONDS, WINDOW, DIGITS = 30, 1, 6
ISSUER = "Electoral Partnership Portal"


def propose(actor: Actor) -> None:
    """A new secret; one that was proposed before and never confirmed is dropped."""
    factors.refuse_too_many(actor, Proof.APP)
    db.session.execute(delete(TotpFactor).where(TotpFactor.person_id == actor.person_id, TotpFactor.confirmed_at.is_(None)))
    now = clock.now()
    facts = {"reference": new_reference("F", now.year), "person_id": actor.person_id, "name": "", "made_at": now, "last_step": 0}
    db.session.add(TotpFactor(secret=str(seal_text(pyotp.random_base32())), **facts))
    db.session.flush()


def secret_of(factor: TotpFactor) -> str:
    return open_text(factor.secret) or ""


def address_of(factor: TotpFactor) -> str:
    """What the app reads: as a link on the phone itself, as a QR code from another screen."""
    user_name = db.session.scalar(select(Person.user_name).where(Person.id == factor.person_id))
    return pyotp.TOTP(secret_of(factor)).provisioning_uri(name=str(user_name), issuer_name=ISSUER)


def confirm(actor: Actor, code: str, name: str) -> list[str]:
    """The app shows the right codes: from now on it opens the door. Gives back recovery codes when there were none."""
    factor = queries.proposed_app(actor.person_id)
    if factor is None:
        raise Refusal(words.STEP_ENDED)
    step = _step_of(factor, code)
    if step is None:
        raise Refusal(words.WRONG_APP_CODE, "code", 422)
    factor.confirmed_at, factor.last_step, factor.name = clock.now(), step, name
    return factors.added(actor, Proof.APP, factor.id, name)


def use(person_id: int | None, typed: str) -> bool:
    """Whether this is the code of one of the person's apps now, or half a minute before or after. It is used up: of two
    who send it at the same moment one is refused."""
    apps = select(TotpFactor).where(TotpFactor.person_id == person_id, TotpFactor.confirmed_at.is_not(None))
    for factor in db.session.scalars(apps).all():
        step = _step_of(factor, typed)
        if step is not None and _use_up(factor, step):
            return True
    return False


def _step_of(factor: TotpFactor, typed: str) -> int | None:
    code = "".join(str(int(c)) for c in typed if c.isdecimal())
    if len(code) != DIGITS:
        return None
    app, now = pyotp.TOTP(secret_of(factor)), int(clock.now().timestamp()) // SECONDS
    return next((step for step in range(now - WINDOW, now + WINDOW + 1) if hmac.compare_digest(app.generate_otp(step), code)), None)


def _use_up(factor: TotpFactor, step: int) -> bool:
    mine = update(TotpFactor).where(TotpFactor.id == factor.id, TotpFactor.last_step < step)
    used = mine.values(last_step=step, used_at=clock.now()).execution_options(synchronize_session=False)
    return bool(db.session.execute(used).rowcount == 1)  # type: ignore[attr-defined]
