"""Organisations and offices: kinds, states, authorities."""

from enum import StrEnum

from portal.core.catalogue import lazy_gettext as _l


class OrganisationState(StrEnum):
    """`draft`: the applicant still writes, and nobody else knows of it. `asked`: the commission waits for the applicant.
    `merged`: another organisation has taken over its people and records. `leaving`: it asked to leave the portal, its people
    are out, and its data is deleted when the days for coming back are over; `left`: that was done."""

    DRAFT = "draft"
    APPLIED = "applied"
    ASKED = "asked"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    MERGED = "merged"
    LEAVING = "leaving"
    LEFT = "left"


# NOTE: state of an organisation's application
STATES = {
    OrganisationState.DRAFT: ("off", _l("Not sent yet")),
    OrganisationState.ASKED: ("warn", _l("Waiting for the applicant")),
    OrganisationState.MERGED: ("off", _l("Merged")),
    OrganisationState.APPLIED: ("wait", _l("Waiting for a decision")),
    OrganisationState.ACCEPTED: ("good", _l("Accepted")),
    OrganisationState.REJECTED: ("bad", _l("Rejected")),
    OrganisationState.LEAVING: ("warn", _l("Leaving the portal")),
    OrganisationState.LEFT: ("off", _l("Has left the portal")),
}
SUSPENDED = ("warn", _l("Suspended by the commission"))
# NOTE: state of an organisation whose acceptance has ended
EXPIRED = ("warn", _l("Acceptance has ended"))


class OrganisationKind(StrEnum):
    ORGANISATION = "organisation"
    NETWORK = "network"
    COALITION = "coalition"


KINDS = {
    OrganisationKind.ORGANISATION: _l("Civil-society organisation"),
    OrganisationKind.NETWORK: _l("Observer network"),
    OrganisationKind.COALITION: _l("Coalition"),
}
WOMEN_LED = _l("Women-led")
OPD = _l("Organisation of persons with disabilities (OPD)")


class Authority(StrEnum):
    FEDERAL = "federal"
    KURDISTAN = "kurdistan"


AUTHORITIES = {
    Authority.FEDERAL: _l("NGO Directorate (Council of Ministers Secretariat)"),
    Authority.KURDISTAN: _l("KRG Department of Non-Governmental Organizations"),
}


class OfficeKind(StrEnum):
    NATIONAL = "national"
    REGION = "region"
    GOVERNORATE = "governorate"


NATIONAL_OFFICE = {"ar": "المكتب الوطني", "ckb": "نووسینگەی نیشتمانی", "en": "National Office"}
GOVERNORATE_OFFICE = {
    "ar": "مكتب المحافظة الانتخابي في {name}",
    "ckb": "نووسینگەی هەڵبژاردنی پارێزگای {name}",
    "en": "{name} Governorate Electoral Office",
}
