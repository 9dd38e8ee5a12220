"""What can be asked about agreements, their signatures, and the commitments of the charter."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import Page, RowInLanguage, db, page_by_key, pick
from portal.core.locale import LANGUAGES
from portal.core.reference import normal_reference
from portal.core.text import LARGEST_ID
from portal.identity import policy
from portal.identity.models import AgreementText, AgreementVersion, Membership, Organisation, Signature
from portal.identity.queries.organisations import SUSPENDED_NOW
from portal.identity.vocabulary.agreements import AGREEMENTS, AgreementKind, VersionState
from portal.identity.vocabulary.bodies import OrganisationState
from portal.identity.vocabulary.roles import Role

Later = aliased(AgreementVersion)
PUBLISHED = AgreementVersion.state == VersionState.PUBLISHED
# The newest published version of its kind; older ones stay readable and are signed no more.
IN_FORCE = PUBLISHED & ~(
    select(Later.id).where(Later.kind == AgreementVersion.kind, Later.state == VersionState.PUBLISHED, Later.number > AgreementVersion.number).exists()
)
MAY_WORK = (Organisation.state == OrganisationState.ACCEPTED) & ~SUSPENDED_NOW


@dataclass(frozen=True)
class Signed:
    """A signature with the version that it stands under, texts included."""

    signature: Signature
    version: AgreementVersion


def versions(actor: Actor) -> list[AgreementVersion]:
    """Every version of every kind that the actor may read, the newest first."""
    found = select(AgreementVersion).options(selectinload(AgreementVersion.texts)).order_by(AgreementVersion.number.desc())
    return list(db.session.scalars(found if policy.may_write_agreements(actor) else found.where(PUBLISHED)))


def agreement(kind: str, number: int, actor: Actor) -> AgreementVersion | None:
    """A published version for everybody signed in, a draft for those who write it."""
    found = _version(kind, number)
    return found if found is not None and policy.may_read_agreement(actor, found) else None


def agreement_to_write(kind: str, number: int, actor: Actor) -> AgreementVersion | None:
    """Whatever it is about a version that only those who write agreements may see."""
    return _version(kind, number) if policy.may_write_agreements(actor) else None


def agreement_kind(kind: str, actor: Actor) -> AgreementKind | None:
    return AgreementKind(kind) if kind in AGREEMENTS and policy.may_write_agreements(actor) else None


def published_agreement(kind: str, number: int, actor: Actor) -> AgreementVersion | None:
    found = _version(kind, number)
    return found if found is not None and found.state == VersionState.PUBLISHED else None


def _version(kind: str, number: int) -> AgreementVersion | None:
    if number > LARGEST_ID:
        return None
    found = select(AgreementVersion).where(AgreementVersion.kind == kind, AgreementVersion.number == number)
    return db.session.scalar(found.options(selectinload(AgreementVersion.texts)))


def in_force(kind: str) -> AgreementVersion | None:
    return db.session.scalar(select(AgreementVersion).where(AgreementVersion.kind == kind, IN_FORCE).options(selectinload(AgreementVersion.texts)))


def canonical_text(version: AgreementVersion) -> str:
    """What is hashed: all languages in a fixed order. Lines of the texts are indented and those between them are not, so
    that no text can pass for two."""
    lines = [f"{version.kind} {version.number}"]
    by_language = {row.language: row for row in version.texts}
    for language in (code for code in LANGUAGES if code in by_language):
        row = by_language[language]
        lines += ["", f"{language} authentic" if row.authentic else language]
        lines += [f"  {line.rstrip()}" for line in unicodedata.normalize("NFC", f"{row.title}\n\n{row.body}").splitlines()]
    return "\n".join(lines) + "\n"


def titles_of_versions(ids: Iterable[int], language: str) -> dict[int, str]:
    texts = list(db.session.scalars(select(AgreementText).where(AgreementText.version_id.in_(set(ids)))))
    best = {owner: pick([row for row in texts if row.version_id == owner], language) for owner in {row.version_id for row in texts}}
    return {owner: row.title for owner, row in best.items() if row}


def _signed_by(organisation_id: Any) -> ColumnElement[bool]:
    return select(Signature.id).where(Signature.version_id == AgreementVersion.id, Signature.organisation_id == organisation_id).exists()


def to_sign(actor: Actor) -> list[AgreementVersion]:
    """What waits for the actor's signature, the nearest last day first."""
    if not policy.may_sign(actor):
        return []
    waiting = select(AgreementVersion).where(IN_FORCE, ~_signed_by(actor.organisation_id)).order_by(AgreementVersion.sign_by, AgreementVersion.id)
    return list(db.session.scalars(waiting.options(joinedload(AgreementVersion.texts))).unique())


def signature_missing(organisation_id: int) -> AgreementVersion | None:
    """The code of conduct in force, when the organisation has signed neither the version that fell due last nor a newer one:
    a new version gives its time to those who had signed, and to nobody else."""
    code = AgreementVersion.kind == AgreementKind.CODE_OF_CONDUCT
    own = select(Signature.id).join(AgreementVersion, AgreementVersion.id == Signature.version_id).where(code, Signature.organisation_id == organisation_id)
    last_due = db.session.scalar(select(func.max(AgreementVersion.number)).where(code, PUBLISHED, AgreementVersion.sign_by < clock.today()))
    if last_due is None or db.session.scalar(own.where(AgreementVersion.number >= last_due).limit(1)):
        return None
    return in_force(AgreementKind.CODE_OF_CONDUCT)


def signature_hinders(organisation_id: int | None) -> AgreementVersion | None:
    """The missing signature that keeps this organisation from sending reports, where the commission demands one."""
    if organisation_id is None or str(current_app.config.get("PORTAL_SIGNATURE_REQUIRED", "0")) != "1":
        return None
    return signature_missing(organisation_id)


def signature(reference: str, actor: Actor) -> Signed | None:
    """For the organisation that signed, a suspended one too, and for the commission."""
    normal = normal_reference(reference)
    row = db.session.execute(
        select(Signature, AgreementVersion)
        .join(AgreementVersion, AgreementVersion.id == Signature.version_id)
        .where(Signature.reference == normal)
        .options(selectinload(AgreementVersion.texts))
    ).first()
    return Signed(row[0], row[1]) if row and policy.may_read_signature(actor, row[0]) else None


def visible_to(actor: Actor) -> Select[Any]:
    """The policy in SQL: `may_read_signature`."""
    found = select(Signature)
    return found if actor.is_commission else found.where(Signature.organisation_id == (actor.organisation_id or 0))


def own_signatures(actor: Actor) -> dict[int, Signature]:
    """Of the actor's organisation, by version."""
    if actor.organisation_id is None:
        return {}
    return {row.version_id: row for row in db.session.scalars(visible_to(actor))}


def signatures_exported(organisation_id: int) -> list[dict[str, Any]]:
    found = select(Signature, AgreementVersion).join(AgreementVersion, AgreementVersion.id == Signature.version_id)
    rows = db.session.execute(found.where(Signature.organisation_id == organisation_id).order_by(Signature.id))
    plain = ("reference", "name", "position", "language", "hash", "signed_at")
    return [{"agreement": version.kind, "version": version.number, **{name: getattr(row, name) for name in plain}} for row, version in rows]


def signers_page(version: AgreementVersion, show: str | None, after: str | None) -> Page:
    """Organisations that may work here, `missing` or `signed` only where asked; rows are organisations."""
    has = select(Signature.id).where(Signature.version_id == version.id, Signature.organisation_id == Organisation.id).exists()
    wanted = select(Organisation).where(MAY_WORK if show == "missing" else MAY_WORK | has)
    if show in ("missing", "signed"):
        wanted = wanted.where(has if show == "signed" else ~has)
    return page_by_key(wanted, Organisation.id, after)


def signatures_of(version: AgreementVersion, organisations: Iterable[int]) -> dict[int, Signature]:
    mine = select(Signature).where(Signature.version_id == version.id, Signature.organisation_id.in_(set(organisations)))
    return {row.organisation_id: row for row in db.session.scalars(mine)}


def signature_counts(version: AgreementVersion) -> tuple[int, int]:
    """How many have signed, and how many of those who may work here have not."""
    has = select(Signature.id).where(Signature.version_id == version.id, Signature.organisation_id == Organisation.id).exists()
    missing = db.session.scalar(select(func.count(Organisation.id)).where(MAY_WORK, ~has)) or 0
    return db.session.scalar(select(func.count(Signature.id)).where(Signature.version_id == version.id)) or 0, missing


def signers_missing(version: AgreementVersion) -> list[int]:
    """Administrators of the organisations that may work here and have not signed this version."""
    has = select(Signature.id).where(Signature.version_id == version.id, Signature.organisation_id == Organisation.id).exists()
    bound = select(Membership.person_id).join(Organisation, Organisation.id == Membership.organisation_id)
    return list(db.session.scalars(bound.where(Membership.role == Role.CSO_ADMIN, Membership.to_at.is_(None), MAY_WORK, ~has).distinct()))


def versions_to_remind() -> list[AgreementVersion]:
    """In force, with a last day that has not passed."""
    return list(db.session.scalars(select(AgreementVersion).where(IN_FORCE, AgreementVersion.sign_by >= clock.today())))


def text_in(texts: Sequence[RowInLanguage], language: str) -> RowInLanguage | None:
    """The text for a reader of `language`, else the nearest other one."""
    return pick(texts, language)
