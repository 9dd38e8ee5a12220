"""A stranger applies for an organisation: a draft behind a private address, written page by page, then sent.

Of the private address only a hash is kept. The mail that brings it is therefore the only one that holds it; later mails say
where to look for it, and who has lost it lets a new one be sent, which ends the old."""

import hashlib
import hmac
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from portal.audit import services as audit
from portal.core import clock, files, letters
from portal.core.access import SYSTEM, Actor
from portal.core.db import db
from portal.core.reference import new_reference, normal_reference
from portal.core.refusal import Refusal
from portal.core.text import written_in
from portal.identity import queries, vocabulary
from portal.identity.models import Application, ApplicationMessage, Area, Call, FocalPoint, Organisation, OrganisationName, Registration
from portal.identity.queries import Dossier, token_hash
from portal.identity.services import joining, limits
from portal.identity.vocabulary import OrganisationKind, OrganisationState, Role
from portal.identity.vocabulary import applying as words
from portal.notifications import services as notifications

STRANGER = Actor(None, "stranger", frozenset(), kind="stranger")
UNDECIDED = (OrganisationState.DRAFT, OrganisationState.APPLIED, OrganisationState.ASKED, OrganisationState.REJECTED)
MOST_LINKS = 5


@dataclass(frozen=True)
class Work:
    about: str
    kinds: Iterable[str]
    target_groups: Iterable[str]
    governorates: Iterable[str]


@dataclass(frozen=True)
class Contact:
    name: str
    email: str | None
    phone: str


@dataclass(frozen=True)
class Declarations:
    non_partisan: bool
    interests: str
    endorses_2005: bool
    endorses_2012: bool
    declared_by: str
    declared_as: str


def start(language: str, network: str, once: str, email: str | None = None) -> tuple[Organisation, str]:
    """The draft and the secret of its private address, mailed when there is an address. The same form twice is one draft:
    the secret comes from the form's one-time key, and only hashes of both are kept."""
    secret = hmac.new(once.encode(), b"application", hashlib.sha256).hexdigest()[:32]
    known = _begun_before(once)
    if known is not None:
        return known, secret
    limits.attempt((limits.APPLICATIONS, limits.scope(limits.APPLICATIONS, network)))
    now = clock.now()
    made = Organisation(
        reference=new_reference("O", now.year), once=token_hash(once), secret_hash=token_hash(secret), language=language,
        kind=OrganisationKind.ORGANISATION, state=OrganisationState.DRAFT, applied_at=now, email=email,
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        known = _begun_before(once)
        if known is None:
            raise
        return known, secret
    db.session.add(Application(organisation_id=made.id, link_sent_to=email, begun_at=now, touched_at=now))
    personal = {"email": email, "network": network}
    audit.record(STRANGER, "identity.application_begun", "organisation", made.id, personal=personal, organisation_id=made.id)
    if email:
        _send_link(made, email, secret)
    return made, secret


def _begun_before(once: str) -> Organisation | None:
    return db.session.scalar(select(Organisation).where(Organisation.once == token_hash(once)))


def _send_link(made: Organisation, to: str, secret: str) -> None:
    link = letters.absolute(f"/{made.language}/apply/{made.reference}/{secret}")
    subject, text = letters.letter("application", made.language, reference=made.reference, link=link)
    notifications.write_mail(to, made.language, subject, text)


def renew_link(typed_reference: str, email: str, network: str) -> None:
    """A new private address, mailed to where the first one or the contact person's mail goes; without a reference, one for
    each application that is not accepted. The same answer whether there is such an application or not."""
    limits.attempt((limits.FORGOTTEN_NETWORK, limits.scope(limits.FORGOTTEN_NETWORK, "application", network)))
    limits.attempt((limits.LINKS, limits.scope(limits.LINKS, email)))
    reference = normal_reference(typed_reference) or typed_reference.strip()
    asked = Organisation.reference == reference if reference else Organisation.state.in_(UNDECIDED)
    reached = or_(Application.link_sent_to == email, Organisation.email == email)
    begun = select(Organisation).join(Application, Application.organisation_id == Organisation.id).where(asked, reached)
    for made in db.session.scalars(begun.order_by(Organisation.id.desc()).limit(MOST_LINKS)):
        secret = secrets.token_hex(16)
        made.secret_hash = token_hash(secret)
        audit.record(STRANGER, "identity.link_renewed", "organisation", made.id, organisation_id=made.id)
        _send_link(made, email, secret)


def save_names(found: Dossier, names: Mapping[str, str], kind: str, women_led: bool, of_persons_with_disabilities: bool) -> None:
    if not names:
        raise Refusal(vocabulary.NO_NAME, "name_ar", 422)
    made = _writable(found)
    held = {row.language: row for row in made.names}
    for language in set(held) - set(names):
        made.names.remove(held[language])
    for language, text in names.items():
        if language in held:
            held[language].text = text
        else:
            made.names.append(OrganisationName(language=language, text=text, origin="written"))
    made.kind, made.women_led, made.of_persons_with_disabilities = kind, women_led, of_persons_with_disabilities


def keep_documents(found: Dossier, documents: Mapping[str, files.Received]) -> None:
    """By authority, before the rest of the page is right: a registration may be a document alone until its number is given."""
    made = _writable(found)
    held = {row.authority: row for row in made.registrations}
    for authority, received in documents.items():
        row = held.get(authority)
        if row is None:
            row = Registration(authority=authority, number="")
            made.registrations.append(row)
        _forget_document(row)
        row.document_id = files.keep_with_copy(received)[0].id


def save_registrations(found: Dossier, rows: Iterable[Mapping[str, Any]], dropped: Collection[str] = ()) -> None:
    """`rows`: authority, number, issued_on, expires_on; `dropped`: of which authorities the document goes."""
    wanted = {str(row["authority"]): row for row in rows}
    if not wanted:
        raise Refusal(words.NO_NUMBER, "federal_number", 422)
    made = _writable(found)
    held = {row.authority: row for row in made.registrations}
    for authority in set(held) - set(wanted):
        _forget_document(held[authority])
        made.registrations.remove(held[authority])
    for authority, row in wanted.items():
        kept = held.get(authority)
        if kept is None:
            kept = Registration(authority=authority)
            made.registrations.append(kept)
        kept.number, kept.issued_on, kept.expires_on = row["number"], row["issued_on"], row["expires_on"]
        if authority in dropped:
            _forget_document(kept)


def _forget_document(row: Registration) -> None:
    """Of an application nothing is kept that the applicant took out again; the sweep removes the file."""
    stored, row.document_id = row.document_id, None
    if stored is None:
        return
    db.session.flush()
    db.session.execute(delete(files.StoredFile).where(files.StoredFile.id == stored))


def save_work(found: Dossier, typed: Work) -> None:
    made, told = _writable(found), _told(found)
    made.about, made.about_language = typed.about, written_in(typed.about, made.language)
    told.work, told.target_groups = sorted(typed.kinds), sorted(typed.target_groups)
    wanted = set(typed.governorates)
    for area in list(made.areas):
        if area.governorate not in wanted:
            made.areas.remove(area)
    made.areas.extend(Area(governorate=code) for code in sorted(wanted - {area.governorate for area in made.areas}))


def save_people(found: Dossier, contact: Contact, others: Iterable[Mapping[str, str | None]]) -> None:
    """`others`: further focal points, rows of name, duty, phone, email."""
    made = _writable(found)
    made.contact_name, made.email, made.phone = contact.name, contact.email, contact.phone
    db.session.execute(delete(FocalPoint).where(FocalPoint.organisation_id == made.id))
    rows = [FocalPoint(organisation_id=made.id, place=place, **row) for place, row in enumerate(others)]
    db.session.add_all(rows)


def save_declarations(found: Dossier, typed: Declarations) -> None:
    made, told = _writable(found), _told(found)
    told.non_partisan, told.interests = typed.non_partisan, typed.interests
    told.interests_language = written_in(typed.interests, made.language)
    told.endorses_2005, told.endorses_2012 = typed.endorses_2005, typed.endorses_2012
    told.declared_by, told.declared_as, told.declared_at = typed.declared_by, typed.declared_as, clock.now()


def _told(found: Dossier) -> Application:
    assert found.application is not None, "only what was begun by the form is written in it"
    return found.application


def _writable(found: Dossier) -> Organisation:
    """Saving a draft leaves no line: it is the applicant's own paper. What is corrected after a question does."""
    made, told = found.organisation, _told(found)
    db.session.refresh(made, attribute_names=["state"], with_for_update=True)
    if not found.open:
        raise Refusal(words.NOT_OPEN)
    told.touched_at = clock.now()
    if made.state == OrganisationState.ASKED:
        audit.record(STRANGER, "identity.application_corrected", "organisation", made.id, organisation_id=made.id)
    return made


def send(found: Dossier) -> None:
    """The draft becomes an application that waits. Sent twice it is sent once."""
    made = found.organisation
    if made.state == OrganisationState.APPLIED:
        return
    if made.state != OrganisationState.DRAFT:
        raise Refusal(words.NOT_OPEN)
    if found.missing():
        raise Refusal(words.INCOMPLETE, status=422)
    _writable(found)
    made.state, made.applied_at = OrganisationState.APPLIED, clock.now()
    audit.record(STRANGER, "identity.applied", "organisation", made.id, personal={"email": made.email}, organisation_id=made.id)
    joining.ask_named(STRANGER, made)
    tell_administrators("identity.applied", made)


def name_member(found: Dossier, typed: str, from_on: date, to_on: date | None) -> None:
    """Of a network or coalition: nobody is asked before the application is sent."""
    made = _writable(found)
    joining.name(made, joining.find(typed, parts=False), from_on, to_on, STRANGER, asked=made.state != OrganisationState.DRAFT)


def drop_member(found: Dossier, handle: str) -> None:
    """Out of the form again, as long as nobody was asked."""
    _writable(found)
    named = next((row.call for row in found.calls if row.call.handle == handle), None)
    if named is not None:
        joining.drop_named(named)


def tell_administrators(kind: str, made: Organisation) -> None:
    name = queries.organisation_names([made.id], "ar").get(made.id, made.reference)
    notifications.tell(
        queries.officers(Role.COMMISSION_ADMIN), kind, "organisation", made.reference, {"organisation": name, "reference": made.reference}
    )  # fmt: skip


def discard(found: Dossier) -> None:
    """The applicant wants nothing of it to stay."""
    if found.organisation.state != OrganisationState.DRAFT:
        raise Refusal(words.NOT_OPEN)
    audit.record(STRANGER, "identity.application_discarded", "organisation", found.organisation.id, organisation_id=found.organisation.id)
    _remove([found.organisation])


def purge(before: datetime, most: int) -> int:
    """Drafts that nobody has touched since then."""
    whole = (selectinload(Organisation.names), selectinload(Organisation.registrations), selectinload(Organisation.areas))
    old = (
        select(Organisation)
        .join(Application, Application.organisation_id == Organisation.id)
        .where(Organisation.state == OrganisationState.DRAFT, Application.touched_at < before)
    )
    drafts = list(db.session.scalars(old.options(*whole).limit(most)))
    if drafts:
        audit.record(SYSTEM, "identity.applications_purged", "organisation", "drafts", after={"drafts": len(drafts)})
        _remove(drafts)
    return len(drafts)


def _remove(drafts: Iterable[Organisation]) -> None:
    for made in drafts:
        for row in made.registrations:
            _forget_document(row)
        for model in (FocalPoint, ApplicationMessage, Application):
            db.session.execute(delete(model).where(model.organisation_id == made.id))
        db.session.execute(delete(Call).where(Call.coalition_id == made.id))
        db.session.delete(made)
