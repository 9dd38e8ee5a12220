"""The parts of the form: their names, what must be known before sending, and what the commission will miss."""

from enum import StrEnum

from portal.core.catalogue import lazy_gettext as _l


class Part(StrEnum):
    KIND = "kind"
    WHERE = "where"
    WHAT = "what"
    PEOPLE = "people"
    EVIDENCE = "evidence"


PARTS = {
    Part.KIND: _l("Kind of violation"),
    Part.WHERE: _l("Time and place"),
    Part.WHAT: _l("What happened"),
    Part.PEOPLE: _l("Persons concerned"),
    Part.EVIDENCE: _l("Evidence"),
}
CHECK = _l("Check and send")
NEEDED: dict[Part, tuple[str, ...]] = {
    Part.WHERE: ("timing", "happened_on", "governorate"),
    Part.WHAT: ("narrative",),
}
# What may be left out, and why it matters: shown before sending.
WISHED = {
    "evidence": (
        Part.EVIDENCE,
        _l("There is no photo, video or document. Without evidence the commission can often not verify what happened."),
    ),
    "description": (Part.EVIDENCE, _l("A file has no description. Say what it shows, and when and where it was made.")),
    "source": (
        Part.PEOPLE,
        _l("The report does not say how you know. What an observer saw weighs more than what was heard."),
    ),
    "place": (
        Part.WHERE,
        _l("The exact place is missing. The name or number of the polling centre lets an officer go there."),
    ),
    "happened_time": (
        Part.WHERE,
        _l("The time is missing. It lets the commission compare the report with its own records."),
    ),
}
