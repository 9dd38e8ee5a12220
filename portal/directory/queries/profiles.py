"""Profiles: the own one whole, another's only as far as it consented."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import selectinload

from portal.core.access import Actor
from portal.core.db import Page, db, page_by_key, pick
from portal.directory import policy
from portal.directory.models import Profile, ProfileChoice, ProfileConsent
from portal.directory.vocabulary.profiles import SHOWN_TO, Consent, Field
from portal.identity import queries as identity

WHOLE = (selectinload(Profile.texts), selectinload(Profile.choices), selectinload(Profile.consents))
SINGLE = (Field.WEBSITE, Field.PHONE, Field.EMAIL, Field.FOCAL_POINT, Field.FOUNDED)


@dataclass(frozen=True)
class Entry:
    """An organisation's place in the directory; without a profile nothing of it is shown."""

    organisation_id: int
    reference: str
    kind: str
    profile: Profile | None

    def level(self, field: Field) -> Consent:
        rows = self.profile.consents if self.profile else []
        return next((Consent(row.level) for row in rows if row.field == field), Consent.HIDDEN)

    @property
    def listed(self) -> bool:
        return self.level(Field.LISTED) != Consent.HIDDEN


@dataclass(frozen=True)
class Filter:
    """What the reader looks for; everything that is empty matches."""

    words: str = ""
    governorate: str = ""
    kind: str = ""
    work: str = ""


def consented(field: Field, levels: Iterable[Consent]) -> ColumnElement[bool]:
    return (
        select(ProfileConsent.field)
        .where(ProfileConsent.organisation_id == Profile.organisation_id, ProfileConsent.field == field, ProfileConsent.level.in_(levels))
        .exists()
    )


def _chosen(field: Field, code: str, levels: Iterable[Consent]) -> ColumnElement[bool]:
    """Found by what it shows only: a hidden governorate must not be guessed by filtering."""
    of = (ProfileChoice.organisation_id == Profile.organisation_id, ProfileChoice.field == field, ProfileChoice.code == code)
    return select(ProfileChoice.code).where(*of).exists() & consented(field, levels)


def visible_to(actor: Actor) -> Select[Any]:
    """The policy in SQL: profiles of organisations that agreed to be listed, and the own one."""
    listed = consented(Field.LISTED, SHOWN_TO["directory"]) & Profile.organisation_id.in_(identity.working_organisations())
    if not policy.may_read_directory(actor):
        return select(Profile).where(Profile.organisation_id.is_(None))
    return select(Profile).where(listed | (Profile.organisation_id == (actor.organisation_id or 0)))


def listed_page(wanted: Filter, after: str | None) -> Page:
    """Rows are profiles with everything; what is shown of them `shown_of` says."""
    levels = SHOWN_TO["directory"]
    found = select(Profile).where(consented(Field.LISTED, levels), Profile.organisation_id.in_(identity.working_organisations()))
    if wanted.kind:
        found = found.where(consented(Field.KIND, levels), Profile.organisation_id.in_(identity.working_organisations(wanted.kind)))
    if wanted.governorate:
        found = found.where(_chosen(Field.GOVERNORATES, wanted.governorate, levels))
    if wanted.work:
        found = found.where(_chosen(Field.WORK, wanted.work, levels))
    if wanted.words:
        found = found.where(Profile.organisation_id.in_(identity.organisations_called(wanted.words)))
    return page_by_key(found.options(*WHOLE), Profile.organisation_id, after)


def entry(reference: str, actor: Actor) -> Entry | None:
    organisation_id = identity.organisation_id_of(reference)
    found = entry_of(organisation_id) if organisation_id is not None else None
    return found if found is not None and policy.may_view_profile(actor, found) else None


def entry_of(organisation_id: int) -> Entry:
    profile = db.session.scalar(select(Profile).where(Profile.organisation_id == organisation_id).options(*WHOLE))
    reference, kind = identity.organisation_references([organisation_id])[organisation_id]
    return Entry(organisation_id, reference, kind, profile)


def entries_of(profiles: Iterable[Profile]) -> list[Entry]:
    """For many at once."""
    rows = list(profiles)
    known = identity.organisation_references(row.organisation_id for row in rows)
    return [Entry(row.organisation_id, *known[row.organisation_id], row) for row in rows]


def shown_of(entry: Entry, audience: str, language: str) -> dict[Field, Any]:
    """What this audience (`directory`, `donors`) may see, by field; the one place where consent becomes visibility."""
    if entry.profile is None or entry.level(Field.LISTED) not in SHOWN_TO[audience]:
        return {}
    allowed = [field for field in Field if entry.level(field) in SHOWN_TO[audience]]
    values = {field: _value(entry, field, language) for field in allowed if field != Field.LISTED}
    return {field: value for field, value in values.items() if value}


def _value(entry: Entry, field: Field, language: str) -> Any:
    assert entry.profile is not None
    if field == Field.KIND:
        return entry.kind
    if field == Field.DESCRIPTION:
        return pick([row for row in entry.profile.texts if row.text], language)
    if field in SINGLE:
        return getattr(entry.profile, field)
    return sorted(row.code for row in entry.profile.choices if row.field == field)


def exported(actor: Actor) -> dict[str, Any]:
    """For somebody's export of the organisation's own records: whole for those who keep the profile, for the others what its
    page shows them."""
    assert actor.organisation_id is not None, "an organisation's records"
    entry = entry_of(actor.organisation_id)
    profile = entry.profile
    if profile is None:
        return {"profile": None}
    told = set(Field) if policy.keeps_profile(actor) else set(shown_of(entry, "directory", actor.language))
    return {
        "profile": {
            **{str(field): getattr(profile, field) for field in SINGLE if field in told},
            "description": {row.language: row.text for row in profile.texts if Field.DESCRIPTION in told},
            "choices": [{"field": row.field, "code": row.code} for row in profile.choices if row.field in told],
            "consents": [{"field": row.field, "level": row.level, "at": row.at} for row in profile.consents if row.field in told],
        }
    }
