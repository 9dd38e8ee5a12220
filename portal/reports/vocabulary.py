"""The words of reports: types, states, what is told, and refusals."""

from enum import StrEnum
from typing import Any

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Area


class State(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Type(StrEnum):
    PRELIMINARY = "preliminary"
    INTERIM = "interim"
    FINAL = "final"
    THEMATIC = "thematic"


class Theme(StrEnum):
    """What a thematic report is about."""

    WOMEN = "women"
    DISABILITY = "disability"
    MEDIA = "media"
    FINANCE = "finance"
    DISPLACED = "displaced"
    YOUTH = "youth"
    OTHER = "other"


class Origin(StrEnum):
    WRITTEN = "written"
    TRANSLATED = "translated"
    MACHINE = "machine"


OPEN_STATES = (State.PUBLISHED, State.WITHDRAWN)
STATES = {State.DRAFT: _l("Draft"), State.PUBLISHED: _l("Published"), State.WITHDRAWN: _l("Withdrawn")}
TONES = {State.DRAFT: "wait", State.PUBLISHED: "good", State.WITHDRAWN: "off"}
TYPES = {
    Type.PRELIMINARY: _l("Preliminary statement"),
    Type.INTERIM: _l("Interim report"),
    Type.FINAL: _l("Final report"),
    Type.THEMATIC: _l("Thematic report"),
}
TYPE_HINTS = {
    Type.PRELIMINARY: _l("Shortly after a voting day: what was observed, before everything has been checked."),
    Type.INTERIM: _l("During the election: one phase, such as registration or the campaign."),
    Type.FINAL: _l("After the election: findings and recommendations."),
    Type.THEMATIC: _l("One subject through the whole election, such as the participation of women."),
}
THEMES = {
    Theme.WOMEN: _l("Participation of women"),
    Theme.DISABILITY: _l("Persons with disabilities"),
    Theme.MEDIA: _l("Media and information"),
    Theme.FINANCE: _l("Campaign finance"),
    Theme.DISPLACED: _l("Displaced voters"),
    Theme.YOUTH: _l("Young voters"),
    Theme.OTHER: _l("Another subject"),
}
# Words of a report's address, for a title that is not in Latin letters.
SLUG_WORDS = {
    Type.PRELIMINARY: "preliminary-statement",
    Type.INTERIM: "interim-report",
    Type.FINAL: "final-report",
    Type.THEMATIC: "thematic-report",
}
TABLE_WORDS = {"ar": "جدول", "ckb": "خشتە", "en": "Table"}

NOTICES = {
    "reports.published": _l("%(organisation)s has published a report: %(title)s"),
    "reports.corrected": _l("%(organisation)s has corrected a report: %(title)s"),
    "reports.withdrawn": _l("%(organisation)s has withdrawn a report: %(title)s"),
}
# What lines of the audit hold: names of facts, and words of their values.
FACTS = {"type": _l("Type of report"), "theme": _l("Subject"), "saves": _l("Times saved")}
WORDS = {"state": STATES, "type": TYPES, "theme": THEMES}
ACTIONS = {
    "reports.drafted": _l("Report drafted"),
    "reports.changed": _l("Draft of a report changed"),
    "reports.attached": _l("File attached to a report"),
    "reports.detached": _l("File removed from a report's draft"),
    "reports.correction_begun": _l("Correction of a report begun"),
    "reports.discarded": _l("Draft of a report discarded"),
    "reports.published": _l("Report published"),
    "reports.corrected": _l("Corrected report published"),
    "reports.withdrawn": _l("Report withdrawn"),
}
AREAS = {"reports": Area(_l("Reports of organisations"), frozenset(ACTIONS))}

TITLE_MISSING = _l("Enter a title")
NOTHING_WRITTEN = _l("There is nothing to publish yet. Write a title, a summary and the text in at least one language.")
NOTE_MISSING = _l("Say what has changed since the version before")
NOTHING_CHANGED = _l("This correction changes nothing. Edit the text first.")
REASON_MISSING = _l("Say why the report is withdrawn")
NOT_PUBLISHED = _l("Only a published report can be corrected or withdrawn.")
ALREADY_WITHDRAWN = _l("This report has been withdrawn and cannot be changed any more.")
NO_DRAFT = _l("There is no draft to change. Begin a correction first.")
CHANGED_MEANWHILE = _l(
    "Somebody else has saved this while you were writing. Nothing of yours is lost: it stands in the form. "
    "Compare it with what was saved, below the form, then save again to replace it."
)
FACTS_CHANGED_MEANWHILE = _l("Somebody else has changed the type or the places meanwhile. Load the page again to see their present state.")
TOO_MANY_FILES = _l("A report can have at most 20 files. Remove one first.")
TOO_LONG = _l("This text is too long. Divide it over several reports, or attach it as a file.")


def incomplete(language: str) -> Any:
    """`language`: its name in the reader's language."""
    return _l("The %(language)s version is not complete: it needs a title, a summary and a text. Complete it or empty it.", language=language)
