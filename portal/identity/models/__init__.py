"""People, the bodies they belong to, and what binds them for how long."""

from portal.identity.models.doors import Attempt, Device, OneTimeKey, SignIn
from portal.identity.models.factors import Ceremony, Passkey, RecoveryCode, TotpFactor, Waiting
from portal.identity.models.organisations import Area, CoalitionMember, Export, Organisation, OrganisationName, Registration, Suspension
from portal.identity.models.people import Membership, Office, OfficeName, Person

__all__ = [
    "Area",
    "Attempt",
    "Ceremony",
    "CoalitionMember",
    "Device",
    "Export",
    "Membership",
    "Office",
    "OfficeName",
    "OneTimeKey",
    "Organisation",
    "OrganisationName",
    "Passkey",
    "Person",
    "RecoveryCode",
    "Registration",
    "SignIn",
    "Suspension",
    "TotpFactor",
    "Waiting",
]
