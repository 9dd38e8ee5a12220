"""People, the bodies they belong to, and what binds them for how long."""

from portal.identity.models.agreements import AgreementText, AgreementVersion, Commitment, CommitmentStep, CommitmentText, Signature
from portal.identity.models.doors import Attempt, Device, OneTimeKey, SignIn
from portal.identity.models.organisations import Area, CoalitionMember, Export, Organisation, OrganisationName, Registration, Suspension
from portal.identity.models.people import Membership, Office, OfficeName, Person

__all__ = [
    "AgreementText",
    "AgreementVersion",
    "Area",
    "Attempt",
    "CoalitionMember",
    "Commitment",
    "CommitmentStep",
    "CommitmentText",
    "Device",
    "Export",
    "Membership",
    "Office",
    "OfficeName",
    "OneTimeKey",
    "Organisation",
    "OrganisationName",
    "Person",
    "Registration",
    "SignIn",
    "Signature",
    "Suspension",
]
