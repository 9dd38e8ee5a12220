"""People, the bodies they belong to, and what binds them for how long."""

from portal.identity.models.agreements import AgreementText, AgreementVersion, Commitment, CommitmentStep, CommitmentText, Signature
from portal.identity.models.applications import Application, ApplicationMessage, Check, FocalPoint
from portal.identity.models.coalitions import Call
from portal.identity.models.doors import Device, OneTimeKey, SignIn
from portal.identity.models.exports import Export
from portal.identity.models.factors import Ceremony, Passkey, RecoveryCode, TotpFactor, Waiting
from portal.identity.models.observers import Observer, RosterImport, RosterRow
from portal.identity.models.organisations import Area, CoalitionMember, Organisation, OrganisationName, Registration, Suspension
from portal.identity.models.people import Membership, Office, OfficeName, Person
from portal.identity.models.renewals import Renewal, RenewalRegistration

__all__ = [
    "AgreementText",
    "AgreementVersion",
    "Application",
    "ApplicationMessage",
    "Area",
    "Call",
    "Ceremony",
    "Check",
    "CoalitionMember",
    "Commitment",
    "CommitmentStep",
    "CommitmentText",
    "Device",
    "Export",
    "FocalPoint",
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
    "Renewal",
    "RenewalRegistration",
    "RosterImport",
    "RosterRow",
    "SignIn",
    "Signature",
    "Suspension",
    "TotpFactor",
    "Waiting",
]
