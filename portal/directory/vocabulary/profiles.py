"""What an organisation may show of itself, and to whom."""

from enum import StrEnum

from portal.core.catalogue import lazy_gettext as _l


class Consent(StrEnum):
    """Each level holds the one before it."""

    HIDDEN = "hidden"
    ORGANISATIONS = "organisations"
    DONORS = "donors"


# NOTE: who may see a field of an organisation's profile
CONSENTS = {
    Consent.HIDDEN: _l("Nobody"),
    Consent.ORGANISATIONS: _l("Other organisations and the commission"),
    Consent.DONORS: _l("Other organisations, the commission and donors"),
}
SHOWN_TO = {
    "directory": (Consent.ORGANISATIONS, Consent.DONORS),
    "donors": (Consent.DONORS,),
}


class Field(StrEnum):
    LISTED = "listed"
    KIND = "organisation_kind"
    DESCRIPTION = "description"
    WEBSITE = "website"
    PHONE = "phone"
    EMAIL = "email"
    FOCAL_POINT = "focal_point"
    GOVERNORATES = "governorates"
    TARGET_GROUPS = "target_groups"
    WORK = "work"
    FOUNDED = "founded"


FIELDS = {
    Field.LISTED: _l("Name in the directory"),
    Field.KIND: _l("Kind of organisation"),
    Field.DESCRIPTION: _l("Description"),
    Field.WEBSITE: _l("Website"),
    Field.PHONE: _l("General phone number"),
    Field.EMAIL: _l("General e-mail address"),
    Field.FOCAL_POINT: _l("Focal point"),
    Field.GOVERNORATES: _l("Governorates"),
    Field.TARGET_GROUPS: _l("Target groups"),
    Field.WORK: _l("Kinds of work"),
    Field.FOUNDED: _l("Founded in"),
}
TARGET_GROUPS = {
    "women": _l("Women"),
    "youth": _l("Young people"),
    "first_voters": _l("First-time voters"),
    "pwd": _l("Persons with disabilities"),
    "displaced": _l("Displaced persons"),
    "minorities": _l("Ethnic and religious minorities"),
    "rural": _l("People in rural areas"),
    "media": _l("Journalists and media"),
}
WORK = {
    "observation": _l("Election observation"),
    "voter_education": _l("Voter education"),
    "civic_education": _l("Civic education"),
    "training": _l("Training and capacity building"),
    "accessibility": _l("Accessibility"),
    "media_monitoring": _l("Media monitoring and rumours"),
    "legal": _l("Legal aid and advocacy"),
    "research": _l("Research and data"),
}
CHOICES = {Field.TARGET_GROUPS: TARGET_GROUPS, Field.WORK: WORK}

NOTICES: dict[str, object] = {}
ACTIONS = {
    "directory.profile_changed": _l("Changed the profile of the organisation"),
    "directory.consent_changed": _l("Changed who may see the organisation's profile"),
    "directory.profile_forgotten": _l("Deleted the profile of an organisation that left"),
    "directory.donors_asked": _l("Asked for the list for donors"),
    "directory.donors_made": _l("Wrote the list for donors"),
    "directory.donors_taken": _l("Downloaded the list for donors"),
    "directory.donors_withdrawn": _l("Withdrew a list for donors"),
}
FACTS = {"fields": _l("Fields"), "organisations": _l("Organisations"), **{str(field): word for field, word in FIELDS.items()}}
WORDS = {"fields": FIELDS, **{str(field): CONSENTS for field in FIELDS}}

PROFILE_CHANGED = _l("Somebody else changed the profile while you had the form open. Load the page again to see its present state.")
EXPORT_RUNNING = _l("A list is being written already. Wait until it is ready, or use the one that was made last.")
