"""What of a report is found by search."""

from portal.core import clock, search
from portal.violations.models import Violation

COLLECTION = "violation"


def index(violation: Violation) -> None:
    """The words of its title, narrative and place; the newest received come first."""
    heading = " ".join(text for text in (violation.title, violation.place) if text)
    row = search.Row("", violation.language, heading, violation.narrative or "")
    received = violation.received_at or violation.made_at
    search.index(COLLECTION, violation.id, [row], clock.local(received).date())
