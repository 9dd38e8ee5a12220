"""An organisation's administrator says what it shows of itself, and to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.directory.models import Profile, ProfileChoice, ProfileConsent, ProfileText
from portal.directory.queries.profiles import SINGLE, entry_of
from portal.directory.services import listing
from portal.directory.vocabulary import profiles as words
from portal.directory.vocabulary.profiles import SHOWN_TO, Consent, Field


@dataclass(frozen=True)
class Told:
    """A profile as its form holds it: `single` by field, `texts` of the description by language, `choices` by field."""

    single: Mapping[Field, Any]
    texts: Mapping[str, str]
    choices: Mapping[Field, frozenset[str]]
    consents: Mapping[Field, Consent]


def keep_profile(actor: Actor, told: Told, seen: int, at: datetime | None = None) -> None:
    """`seen` is the state that the form was opened on. Consent keeps who gave it and when, for each field that changed."""
    assert actor.organisation_id is not None
    moment = at or clock.now()
    entry = entry_of(actor.organisation_id)
    profile = entry.profile or _begun(actor.organisation_id, moment)
    _hold(profile, seen)
    changed = _take_values(profile, told)
    before = {field: entry.level(field) for field in Field}
    profile.changed_at = moment
    _take_consents(actor, profile, told, moment)
    db.session.flush()
    own = actor.organisation_id
    if changed:
        audit.record(actor, "directory.profile_changed", "profile", own, after={"fields": changed}, organisation_id=own)
    turned = [field for field in Field if field in told.consents and told.consents[field] != before[field]]
    if turned:
        was, now = {str(field): before[field] for field in turned}, {str(field): told.consents[field] for field in turned}
        audit.record(actor, "directory.consent_changed", "profile", own, was, now, organisation_id=own)
    donors = SHOWN_TO["donors"]
    if before[Field.LISTED] in donors and any(before[field] in donors and told.consents[field] not in donors for field in turned):
        listing.withdraw(actor)


def _begun(organisation_id: int, moment: datetime) -> Profile:
    made = Profile(organisation_id=organisation_id, changed_at=moment, lock_version=0, texts=[], choices=[], consents=[])
    db.session.add(made)
    db.session.flush()
    return made


def _hold(profile: Profile, seen: int) -> None:
    taken = db.session.execute(
        update(Profile)
        .where(Profile.organisation_id == profile.organisation_id, Profile.lock_version == seen)
        .values(lock_version=seen + 1)
        .execution_options(synchronize_session="fetch")
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        raise Refusal(words.PROFILE_CHANGED)


def _take_values(profile: Profile, told: Told) -> list[str]:
    """The names of the fields in which something changed."""
    changed = [str(field) for field in SINGLE if field in told.single and getattr(profile, field) != told.single[field]]
    for field in SINGLE:
        if field in told.single:
            setattr(profile, field, told.single[field])
    texts = {row.language: row.text for row in profile.texts}
    if texts != {code: text for code, text in told.texts.items() if text}:
        changed.append(str(Field.DESCRIPTION))
        profile.texts[:] = [row for row in profile.texts if told.texts.get(row.language)]
        kept = {row.language: row for row in profile.texts}
        for code, text in told.texts.items():
            if code in kept:
                kept[code].text = text
            elif text:
                profile.texts.append(ProfileText(language=code, text=text))
    for field, codes in told.choices.items():
        held = {row.code for row in profile.choices if row.field == field}
        if held != codes:
            changed.append(str(field))
            profile.choices[:] = [row for row in profile.choices if row.field != field or row.code in codes]
            profile.choices += [ProfileChoice(field=field, code=code) for code in sorted(codes - held)]
    return changed


def _take_consents(actor: Actor, profile: Profile, told: Told, moment: datetime) -> None:
    held = {row.field: row for row in profile.consents}
    for field, level in told.consents.items():
        row = held.get(field)
        if row is None and level != Consent.HIDDEN:
            profile.consents.append(ProfileConsent(field=field, level=level, by_id=actor.person_id, at=moment))
        elif row is not None and row.level != level:
            row.level, row.by_id, row.at = level, actor.person_id, moment


