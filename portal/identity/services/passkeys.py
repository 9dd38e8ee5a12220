"""Passkeys (WebAuthn): a challenge of ours that works once, and the answer that a device signs."""

import json
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import webauthn
from sqlalchemy import delete, select, update
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.reference import new_reference
from portal.core.refusal import Refusal
from portal.identity import queries
from portal.identity.models import Ceremony, Passkey, Person, Waiting
from portal.identity.services import factors, limits
from portal.identity.vocabulary import factors as words
from portal.identity.vocabulary.factors import Proof

KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,1400}")
LASTS, MOST_BYTES = timedelta(minutes=5), 30_000
PORTAL_NAME = "Electoral Partnership Portal"
TRANSPORTS = frozenset(transport.value for transport in AuthenticatorTransport)


@dataclass(frozen=True)
class Site:
    """Where this portal is reached: the name that keys are bound to, and the origin that browsers sign."""

    name: str
    origin: str


def begin_adding(actor: Actor, site: Site) -> tuple[str, str]:
    """Options for the browser as JSON, and the token that belongs to them."""
    factors.refuse_too_many(actor, Proof.PASSKEY)
    person, known = db.session.get_one(Person, actor.person_id), queries.passkeys_of(actor.person_id)
    handle = known[0].user_handle if known else bytes_to_base64url(secrets.token_bytes(32))
    options = webauthn.generate_registration_options(
        rp_id=site.name,
        rp_name=PORTAL_NAME,
        user_name=person.user_name,
        user_display_name=person.name,
        user_id=base64url_to_bytes(handle),
        exclude_credentials=_descriptors(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED
        ),
    )
    return webauthn.options_to_json(options), _open("add", actor.person_id, options.challenge, handle)


def add(actor: Actor, site: Site, token: str | None, answer: str, name: str) -> list[str]:
    """Gives back recovery codes when there were none."""
    ceremony = _take(token, "add", actor.person_id)
    try:
        told = _parsed(answer)
        found = webauthn.verify_registration_response(
            credential=told, expected_challenge=base64url_to_bytes(ceremony.challenge), expected_rp_id=site.name, expected_origin=site.origin
        )
    except Exception as error:  # the library's parsers raise whatever a forged answer makes them raise
        raise Refusal(words.WRONG_PASSKEY, status=422) from error
    credential_id = bytes_to_base64url(found.credential_id)
    if db.session.scalar(select(Passkey.id).where(Passkey.credential_id == credential_id)):
        raise Refusal(words.PASSKEY_TAKEN, status=422)
    now = clock.now()
    row = Passkey(
        reference=new_reference("F", now.year),
        person_id=actor.person_id,
        name=name,
        credential_id=credential_id,
        user_handle=ceremony.user_handle,
        public_key=found.credential_public_key,
        sign_count=found.sign_count,
        transports=",".join(one for one in told["response"].get("transports") or [] if one in TRANSPORTS),
        made_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return factors.added(actor, Proof.PASSKEY, row.id, name)


def begin_using(purpose: str, person_id: int | None, site: Site, network: str) -> tuple[str, str]:
    """`person_id` None: whoever holds a key that says whose it is; such a key replaces the password, so the device must
    have asked for a fingerprint, a face or a PIN."""
    limits.attempt((limits.PASSKEYS, limits.scope(limits.PASSKEYS, network)))
    need = UserVerificationRequirement.REQUIRED if person_id is None else UserVerificationRequirement.PREFERRED
    known = _descriptors(queries.passkeys_of(person_id)) if person_id else []
    options = webauthn.generate_authentication_options(rp_id=site.name, allow_credentials=known, user_verification=need)
    return webauthn.options_to_json(options), _open(purpose, person_id, options.challenge, None)


def use(purpose: str, person_id: int | None, site: Site, token: str | None, answer: str) -> int:
    """The person whose key signed. Raises Refusal."""
    ceremony = _take(token, purpose, person_id)
    try:
        told = _parsed(answer)
        key = _known_key(told, person_id)
        found = webauthn.verify_authentication_response(
            credential=told,
            expected_challenge=base64url_to_bytes(ceremony.challenge),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
        )
    except Exception as error:  # the library's parsers raise whatever a forged answer makes them raise
        raise Refusal(words.WRONG_PASSKEY, status=422) from error
    if person_id is None and not found.user_verified:
        raise Refusal(words.NOT_VERIFIED, status=422)
    values = {"sign_count": found.new_sign_count, "used_at": clock.now()}
    db.session.execute(update(Passkey).where(Passkey.id == key.id).values(values))
    return key.person_id


def forget_ended() -> None:
    """Challenges and waiting sign-ins that have ended."""
    for model in (Ceremony, Waiting):
        db.session.execute(delete(model).where(model.ends_at < clock.now()))


def _known_key(told: dict[str, Any], person_id: int | None) -> Passkey:
    key = db.session.scalar(select(Passkey).where(Passkey.credential_id == told["id"]))
    handle = told["response"].get("userHandle")
    if key is None or person_id not in (None, key.person_id) or handle not in (None, "", key.user_handle):
        raise ValueError("not a key of this person")
    return key


def _parsed(answer: str) -> dict[str, Any]:
    told = json.loads(answer[:MOST_BYTES])
    if not isinstance(told["response"], dict) or not KEY_ID.fullmatch(told["id"]):
        raise ValueError("not a credential")  # before a database is asked for it, which refuses some texts
    return told


def _descriptors(keys: list[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=base64url_to_bytes(key.credential_id), transports=[AuthenticatorTransport(one) for one in key.transports.split(",") if one] or None
        )
        for key in keys
    ]


def _open(purpose: str, person_id: int | None, challenge: bytes, handle: str | None) -> str:
    token = secrets.token_urlsafe(24)
    facts = {"challenge": bytes_to_base64url(challenge), "user_handle": handle, "ends_at": clock.now() + LASTS}
    db.session.add(Ceremony(token_hash=queries.token_hash(token), purpose=purpose, person_id=person_id, **facts))
    db.session.flush()
    return token


def _take(token: str | None, purpose: str, person_id: int | None) -> Ceremony:
    """Once, for what and for whom it was made."""
    row = db.session.scalar(select(Ceremony).where(Ceremony.token_hash == queries.token_hash(token or "")))
    if row is None or (row.purpose, row.person_id) != (purpose, person_id) or row.ends_at < clock.now():
        raise Refusal(words.WRONG_PASSKEY, status=422)
    gone = delete(Ceremony).where(Ceremony.id == row.id).execution_options(synchronize_session=False)
    db.session.expunge(row)
    if db.session.execute(gone).rowcount != 1:  # type: ignore[attr-defined]
        raise Refusal(words.WRONG_PASSKEY, status=422)
    return row
