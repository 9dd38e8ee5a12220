"""How others speak of profiles, lists for donors and contacts."""

from collections.abc import Iterable

from flask import Flask, url_for

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Subject, registers
from portal.directory.queries import profiles
from portal.directory.services import listing
from portal.directory.services.forgetting import forget_organisation
from portal.identity import queries as identity


def _nothing(ids: Iterable[int], language: str) -> dict[int, str]:
    return {}


SUBJECTS = (
    Subject("profile", _l("Profile"), identity.organisation_names, lambda reference: url_for("directory.profile", reference=reference)),
    Subject("donor_list", _l("List for donors"), _nothing, lambda reference: url_for("directory.donors")),
    Subject("contact", _l("Contact"), _nothing, lambda reference: url_for("directory.contacts")),
)


def register(app: Flask) -> None:
    if profiles.exported not in registers.own_exports:
        registers.own_exports.append(profiles.exported)
        registers.forgetting.append(forget_organisation)
    if listing.withdraw_of not in registers.halting:
        registers.halting.append(listing.withdraw_of)
