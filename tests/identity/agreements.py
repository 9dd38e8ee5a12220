"""Agreements and signatures for tests, and what they tell the house."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.identity import policy
from portal.identity.models import AgreementVersion, Commitment, Signature
from portal.identity.queries import agreements as queries
from portal.identity.services.agreements import committing, drafting, signing
from portal.identity.services.agreements.committing import Promise
from portal.identity.vocabulary.agreements import AgreementKind, CommitmentState, Whose
from tests.house.registry import Records

CODE = AgreementKind.CODE_OF_CONDUCT
TEXTS = {
    "ar": ("مدونة السلوك", "1. الحياد: بلا انحياز.\n\n2. السرية: لا يُسأل ناخب لمن صوّت."),
    "ckb": ("ڕێساکانی ڕەفتار", "1. بێلایەنی: بەبێ لایەنگیری.\n\n2. نهێنی: لە دەنگدەر ناپرسرێت."),
    "en": ("Code of conduct", "1. Impartiality: without favour.\n\n2. Secrecy: no voter is asked."),
}
PROMISE = Promise({"ar": "نشر القرارات", "ckb": "بڵاوکردنەوەی بڕیارەکان", "en": "To publish decisions"}, Whose.COMMISSION, CommitmentState.PLANNED)


def draft(admin: Actor, kind: AgreementKind = CODE) -> AgreementVersion:
    made = drafting.begin_version(admin, kind)
    drafting.change_version(admin, made, TEXTS, "ar", made.lock_version)
    return made


def published(admin: Actor, days: int = 14, kind: AgreementKind = CODE) -> AgreementVersion:
    made = draft(admin, kind)
    drafting.publish_version(admin, made, clock.today() + timedelta(days=days), made.lock_version)
    return made


def signed(actor: Actor, version: AgreementVersion, language: str = "ar") -> Signature:
    return signing.sign(actor, version, "علي كاظم محسن", "المدير التنفيذي", language)


def overdue(admin: Actor) -> AgreementVersion:
    """Published a month ago; its last day has passed."""
    with clock.at(clock.now() - timedelta(days=30)):
        return published(admin, days=10)


def make_agreements(people: dict[str, Any]) -> None:
    admin = people["commission_admin"].actor
    version = published(admin)
    signed(people["cso_admin"].actor, version)
    signed(people["other_admin"].actor, version, "ckb")
    draft(admin)
    committing.commit_to(admin, PROMISE)


def _versions() -> list[AgreementVersion]:
    return list(db.session.scalars(select(AgreementVersion).options(selectinload(AgreementVersion.texts)).order_by(AgreementVersion.id)))


def _address(version: AgreementVersion) -> dict[str, Any]:
    return {"kind": version.kind, "number": version.number}


def _read_at(version: AgreementVersion) -> dict[str, dict[str, Any]]:
    names = ("agreement", "agreement_canonical") if version.hash else ("agreement",)
    return {f"identity.{name}": _address(version) for name in names}


def _written_at(version: AgreementVersion) -> dict[str, dict[str, Any]]:
    names = ("draft_agreement", "publish_agreement", *(("agreement_signatures",) if version.hash else ()))
    return {"identity.begin_agreement": {"kind": version.kind}, **{f"identity.{name}": _address(version) for name in names}}


RECORDS = [
    Records(
        kind="agreement",
        make=make_agreements,
        every=_versions,
        seen=lambda actor: {one.id for one in queries.versions(actor)},
        may_view=policy.may_read_agreement,
        addresses=_read_at,
    ),
    Records(
        kind="agreement desk",
        make=make_agreements,
        every=_versions,
        seen=lambda actor: {one.id for one in _versions() if queries.agreement_to_write(one.kind, one.number, actor)},
        may_view=policy.may_write_agreements,
        addresses=_written_at,
        mixed=False,
    ),
    Records(
        kind="signature",
        make=make_agreements,
        every=lambda: db.session.scalars(select(Signature)).all(),
        seen=lambda actor: {row.id for row in db.session.scalars(queries.visible_to(actor))},
        may_view=policy.may_read_signature,
        addresses=lambda row: {"identity.signature": {"reference": row.reference}},
    ),
    Records(
        kind="commitment desk",
        make=make_agreements,
        every=lambda: db.session.scalars(select(Commitment)).all(),
        seen=lambda actor: {row.id for row in db.session.scalars(select(Commitment)) if policy.may_write_agreements(actor)},
        may_view=policy.may_write_agreements,
        addresses=lambda row: {"identity.edit_commitment": {"reference": row.reference}},
        mixed=False,
    ),
]
UNTRIED = {
    "identity.commitment": "every signed-in person may read every commitment of the charter",
    "identity.sign_agreement": "a published agreement is for all; who may not sign is refused whatever the record (tests/identity/test_agreements.py)",
}
