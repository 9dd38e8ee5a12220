"""People, the bodies they belong to, and what binds them for how long."""

from portal.identity.models.applications import Application, ApplicationMessage, Check, FocalPoint
from portal.identity.models.coalitions import Call
from portal.identity.models.doors import Attempt, Device, OneTimeKey, SignIn
from portal.identity.models.organisations import Area, CoalitionMember, Export, Organisation, OrganisationName, Registration, Suspension
from portal.identity.models.people import Membership, Office, OfficeName, Person
from portal.identity.models.renewals import Renewal, RenewalRegistration

__all__ = [
    "Application",
    "ApplicationMessage",
    "Area",
    "Attempt",
    "Call",
    "Check",
    "CoalitionMember",
    "Device",
    "Export",
    "FocalPoint",
    "Membership",
    "Office",
    "OfficeName",
    "OneTimeKey",
    "Organisation",
    "OrganisationName",
    "Person",
    "Registration",
    "Renewal",
    "RenewalRegistration",
    "SignIn",
    "Suspension",
]
