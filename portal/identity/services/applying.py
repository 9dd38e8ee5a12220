"""A stranger applies for an organisation, and follows the application by a private address."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.audit import services as audit
from portal.core import clock, letters
from portal.core.access import Actor
from portal.core.db import db
from portal.core.reference import new_reference
from portal.core.refusal import Refusal
from portal.core.text import written_in
from portal.identity import queries, vocabulary
from portal.identity.models import Area, Organisation, OrganisationName, Registration
from portal.identity.queries import token_hash
from portal.identity.services import limits
from portal.identity.vocabulary import OrganisationState, Role
from portal.notifications import services as notifications

STRANGER = Actor(None, "stranger", frozenset(), kind="stranger")


@dataclass(frozen=True)
class Application:
    """What was typed. `names`: by language; `registrations`: rows of authority, number, issued_on, expires_on."""

    names: Mapping[str, str]
    kind: str
    registrations: Iterable[Mapping[str, Any]]
    governorates: Iterable[str]
    contact_name: str
    email: str
    phone: str
    about: str
    language: str
    women_led: bool = False
    of_persons_with_disabilities: bool = False


def apply(typed: Application, network: str, once: str) -> tuple[Organisation, str]:
    """The application and the secret of its private address, which is mailed too. The same form twice is one
    application: the secret comes from the form's one-time key, and only hashes of both are kept."""
    secret = hmac.new(once.encode(), b"application", hashlib.sha256).hexdigest()[:32]
    known = _sent_before(once)
    if known is not None:
        return known, secret
    if not typed.names:
        raise Refusal(vocabulary.NO_NAME, "name_ar", 422)
    limits.attempt((limits.APPLICATIONS, limits.scope(limits.APPLICATIONS, network)))
    made = _organisation(typed, token_hash(once), token_hash(secret))
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        known = _sent_before(once)
        if known is None:
            raise
        return known, secret
    audit.record(
        STRANGER,
        "identity.applied",
        "organisation",
        made.id,
        personal={"email": made.email, "network": network},
        organisation_id=made.id,
    )
    _confirm(made, secret)
    _tell_administrators("identity.applied", made)
    return made, secret


def _sent_before(once: str) -> Organisation | None:
    return db.session.scalar(select(Organisation).where(Organisation.once == token_hash(once)))


def _organisation(typed: Application, once_hash: str, secret_hash: str) -> Organisation:
    now = clock.now()
    made = Organisation(
        reference=new_reference("O", now.year),
        once=once_hash,
        secret_hash=secret_hash,
        kind=typed.kind,
        women_led=typed.women_led,
        of_persons_with_disabilities=typed.of_persons_with_disabilities,
        state=OrganisationState.APPLIED,
        language=typed.language,
        email=typed.email.strip().casefold(),
        phone=typed.phone,
        contact_name=typed.contact_name,
        about=typed.about,
        about_language=written_in(typed.about, typed.language),
        applied_at=now,
    )
    made.names = [OrganisationName(language=code, text=text, origin="written") for code, text in typed.names.items()]
    made.registrations = [Registration(**row) for row in typed.registrations]
    made.areas = [Area(governorate=code) for code in sorted(set(typed.governorates))]
    return made


def _confirm(made: Organisation, secret: str) -> None:
    name = _name(made, made.language)
    link = letters.absolute(f"/{made.language}/apply/{made.reference}/{secret}")
    subject, text = letters.letter("application", made.language, name=made.contact_name, organisation=name, reference=made.reference, link=link)
    notifications.write_mail(str(made.email), made.language, subject, text)


def tell_difficulty(made: Organisation, text: str, language: str) -> None:
    """What was hard about applying; once, and only while the application waits."""
    if made.difficulty:
        raise Refusal(vocabulary.TOLD_ALREADY)
    made.difficulty, made.difficulty_language, made.difficulty_at = text, language, clock.now()
    audit.record(STRANGER, "identity.difficulty_told", "organisation", made.id, organisation_id=made.id)
    _tell_administrators("identity.difficulty_told", made)


def _tell_administrators(kind: str, made: Organisation) -> None:
    params = {"organisation": _name(made, "ar"), "reference": made.reference}
    notifications.tell(queries.officers(Role.COMMISSION_ADMIN), kind, "organisation", made.reference, params)


def _name(made: Organisation, language: str) -> str:
    return queries.organisation_names([made.id], language).get(made.id, made.reference)
