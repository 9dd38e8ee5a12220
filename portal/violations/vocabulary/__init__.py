"""The words of the violations desk."""

from portal.violations.vocabulary.describing import (
    PRECISIONS, PROTECTED, SEVERITIES, SOURCES, TIMINGS, VISIBILITIES, Precision, Protected, Source, Timing, Visibility,
)  # fmt: skip
from portal.violations.vocabulary.states import (
    CHANGES, EXPECT, FINISHED, NAMES_OPENED, NAMES_WERE_OPENED, OFFICERS_MOVE, OPEN, ORGANISATIONS_MOVE, OUTCOMES, STATES, TONES,
    Change, Outcome, Side, State, Verb, changes_from, leads_to,
)  # fmt: skip
from portal.violations.vocabulary.telling import ACTIONS, NOTICES

__all__ = [
    "ACTIONS", "CHANGES", "EXPECT", "FINISHED", "NAMES_OPENED", "NAMES_WERE_OPENED", "NOTICES", "OFFICERS_MOVE", "OPEN", "ORGANISATIONS_MOVE",
    "OUTCOMES", "PRECISIONS", "PROTECTED", "SEVERITIES", "SOURCES", "STATES", "TIMINGS", "TONES", "VISIBILITIES", "Change", "Outcome",
    "Precision", "Protected", "Side", "Source", "State", "Timing", "Verb", "Visibility", "changes_from", "leads_to",
]  # fmt: skip
