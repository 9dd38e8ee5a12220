"""People, the bodies they belong to, and what binds them for how long."""

from portal.identity.models.agreements import AgreementText, AgreementVersion, Commitment, CommitmentStep, CommitmentText, Signature
from portal.identity.models.doors import Device, OneTimeKey, SignIn
from portal.identity.models.exports import Export
from portal.identity.models.factors import Ceremony, Passkey, RecoveryCode, TotpFactor, Waiting
from portal.identity.models.observers import Observer, RosterImport, RosterRow
from portal.identity.models.organisations import Area, CoalitionMember, Organisation, OrganisationName, Registration, Suspension
from portal.identity.models.people import Membership, Office, OfficeName, Person

__all__ = [
    "AgreementText",
    "AgreementVersion",
    "Area",
    "Ceremony",
    "CoalitionMember",
    "Commitment",
    "CommitmentStep",
    "CommitmentText",
    "Device",
    "Export",
    "Membership",
    "Observer",
    "Office",
    "OfficeName",
    "OneTimeKey",
    "Organisation",
    "OrganisationName",
    "Passkey",
    "Person",
    "RecoveryCode",
    "Registration",
    "RosterImport",
    "RosterRow",
    "SignIn",
    "Signature",
    "Suspension",
    "TotpFactor",
    "Waiting",
]
