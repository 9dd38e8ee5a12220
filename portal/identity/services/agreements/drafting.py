"""From a draft to a published version, which never changes again."""

import hashlib
from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select, update

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.locale import LANGUAGES
from portal.core.refusal import Refusal
from portal.identity.models import AgreementText, AgreementVersion
from portal.identity.queries import agreements as queries
from portal.identity.vocabulary import agreements as words
from portal.identity.vocabulary.agreements import AgreementKind, VersionState
from portal.notifications import services as notifications

# Language: (title, text)
Texts = Mapping[str, tuple[str, str]]


def begin_version(actor: Actor, kind: AgreementKind) -> AgreementVersion:
    """A draft that starts from the words of the newest version. One draft a kind: asked again, it is the same."""
    draft = db.session.scalar(select(AgreementVersion).where(AgreementVersion.kind == kind, AgreementVersion.state == VersionState.DRAFT))
    if draft is not None:
        return draft
    last = queries.in_force(kind)
    number = (db.session.scalar(select(func.max(AgreementVersion.number)).where(AgreementVersion.kind == kind)) or 0) + 1
    now = clock.now()
    draft = AgreementVersion(kind=kind, number=number, state=VersionState.DRAFT, made_at=now, changed_at=now)
    draft.texts = [AgreementText(language=row.language, title=row.title, body=row.body, authentic=row.authentic) for row in (last.texts if last else ())]
    db.session.add(draft)
    db.session.flush()
    audit.record(actor, "identity.agreement_drafted", "agreement", draft.id, after={"agreement": kind, "version": number})
    return draft


def change_version(actor: Actor, version: AgreementVersion, texts: Texts, authentic: str, seen: int) -> None:
    """`seen` is the state that the form was opened on; what another wrote meanwhile is not written over."""
    _hold(version, seen)
    kept = {row.language: row for row in version.texts}
    for language, (title, body) in texts.items():
        row = kept.get(language)
        if row is None:
            row = AgreementText(language=language, title=title, body=body)
            version.texts.append(row)
        row.title, row.body, row.authentic = title, body, language == authentic
    version.changed_at = clock.now()
    audit.record(actor, "identity.agreement_changed", "agreement", version.id, after={"agreement": version.kind, "version": version.number})


def publish_version(actor: Actor, version: AgreementVersion, sign_by: date, seen: int) -> None:
    """Asks every organisation that may work here to sign, until the last day."""
    _hold(version, seen)
    if sign_by < clock.today():
        raise Refusal(words.SIGN_BY_PAST, "sign_by", 422)
    written = {row.language for row in version.texts if row.title.strip() and row.body.strip()}
    if written != set(LANGUAGES):
        raise Refusal(words.TEXTS_MISSING, status=422)
    version.state, version.published_at, version.published_by_id = VersionState.PUBLISHED, clock.now(), actor.person_id
    version.sign_by, version.hash = sign_by, hash_of(version)
    db.session.flush()
    facts = {"agreement": version.kind, "version": version.number, "sign_by": sign_by, "hash": version.hash}
    audit.record(actor, "identity.agreement_published", "agreement", version.id, after=facts)
    notifications.tell(queries.signers_missing(version), "identity.agreement_published", "agreement", address_of(version))


def hash_of(version: AgreementVersion) -> str:
    return hashlib.sha256(queries.canonical_text(version).encode()).hexdigest()


def address_of(version: AgreementVersion) -> str:
    return f"{version.kind}/{version.number}"


def _hold(version: AgreementVersion, seen: int) -> None:
    """Of two who write at the same moment the second is told; a published version holds still."""
    taken = db.session.execute(
        update(AgreementVersion)
        .where(AgreementVersion.id == version.id, AgreementVersion.state == VersionState.DRAFT, AgreementVersion.lock_version == seen)
        .values(lock_version=seen + 1)
        .execution_options(synchronize_session="fetch")
    )
    if taken.rowcount == 1:  # type: ignore[attr-defined]
        return
    db.session.refresh(version, attribute_names=["state"])
    raise Refusal(words.DRAFT_CHANGED if version.state == VersionState.DRAFT else words.PUBLISHED_ALREADY)
