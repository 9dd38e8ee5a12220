"""Liaison officers and hot-lines of the commission's offices."""

from enum import StrEnum

from portal.core.catalogue import lazy_gettext as _l


class ContactKind(StrEnum):
    OFFICER = "officer"
    HOTLINE = "hotline"


CONTACT_KINDS = {ContactKind.OFFICER: _l("Liaison officer"), ContactKind.HOTLINE: _l("Hot-line")}
SPOKEN = {
    "ar": _l("Arabic"),
    "ckb": _l("Kurdish (Sorani)"),
    "kmr": _l("Kurdish (Kurmanji)"),
    "tr": _l("Turkmen"),
    "syr": _l("Syriac"),
    "en": _l("English"),
}
CHANNELS = {
    "sms": _l("Text messages (SMS)"),
    "messenger": _l("Messages in an app"),
    "text_relay": _l("Text relay for deaf and hard-of-hearing people"),
    "sign_video": _l("Video call in sign language"),
    "step_free": _l("Step-free office"),
}
NOTICES: dict[str, object] = {}
ACTIONS = {
    "directory.contact_entered": _l("Entered a contact of an office"),
    "directory.contact_changed": _l("Changed a contact of an office"),
    "directory.contact_removed": _l("Removed a contact of an office"),
}
FACTS = {"contact": _l("Kind of contact"), "office": _l("Office")}
WORDS = {"contact": CONTACT_KINDS}

NO_WAY = _l("Enter a phone number or an e-mail address.")
NO_SUCH_OFFICE = _l("There is no such office.")
CONTACT_CHANGED = _l("Somebody else changed this contact while you had the form open. Load the page again to see its present state.")
