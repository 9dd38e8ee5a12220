"""Profiles and contacts for the tests of this folder, made through the services."""

from typing import Any

from sqlalchemy import select

from portal.core.access import Actor
from portal.core.db import db
from portal.directory.models import Profile
from portal.directory.services import profiling, reaching
from portal.directory.services.profiling import Told
from portal.directory.services.reaching import Way
from portal.directory.vocabulary.contacts import ContactKind
from portal.directory.vocabulary.profiles import Consent, Field
from portal.identity import queries as identity

SINGLE = {
    Field.WEBSITE: "https://nahrain.example", Field.PHONE: "+964 770 000 0041", Field.EMAIL: "office@nahrain.example",
    Field.FOCAL_POINT: "سامر جلال وهيب", Field.FOUNDED: 2014,
}  # fmt: skip
CHOICES = {Field.GOVERNORATES: frozenset({"BSR", "BGD"}), Field.TARGET_GROUPS: frozenset({"youth"}), Field.WORK: frozenset({"observation"})}


def keep(actor: Actor, single: dict[Field, Any] | None = None, text: str = "شبكة تراقب الانتخابات.", **consents: Consent) -> None:
    """Every field is filled; what is not named in `consents` is hidden."""
    row = db.session.scalar(select(Profile).where(Profile.organisation_id == actor.organisation_id))
    levels = {field: consents.get(str(field), Consent.HIDDEN) for field in Field}
    told = Told({**SINGLE, **(single or {})}, {"ar": text, "ckb": "", "en": ""}, CHOICES, levels)
    profiling.keep_profile(actor, told, row.lock_version if row else 0)


def make_profiles(people: dict[str, Any]) -> None:
    keep(people["cso_admin"].actor, listed=Consent.DONORS, website=Consent.DONORS)
    keep(people["other_admin"].actor)


def make_contacts(people: dict[str, Any]) -> None:
    admin, office = people["commission_admin"].actor, identity.national_office_id()
    assert office is not None
    texts = {"ar": ("الخط الساخن", "على مدار الساعة"), "ckb": ("هێڵی گەرم", "شەو و ڕۆژ"), "en": ("Hot-line", "Day and night")}
    reaching.enter_contact(admin, Way(ContactKind.HOTLINE, office, texts, "+964 770 000 0001", None, ("ar",), ("sms",)))
    texts = {"ar": ("أمل ياسين", "صباحاً"), "ckb": ("ئەمەل یاسین", "بەیانیان"), "en": ("Amal Yaseen", "Mornings")}
    reaching.enter_contact(admin, Way(ContactKind.OFFICER, office, texts, "+964 770 000 0005", "liaison@commission.example"))
