"""The words of the violations desk."""

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Area
from portal.violations.vocabulary import handing, telling
from portal.violations.vocabulary.describing import (
    PRECISIONS,
    PROTECTED,
    SEVERITIES,
    SOURCES,
    TIMINGS,
    VISIBILITIES,
    Precision,
    Protected,
    Source,
    Timing,
    Visibility,
)
from portal.violations.vocabulary.states import (
    CHANGES,
    EXPECT,
    FINISHED,
    NAMES_OPENED,
    NAMES_WERE_OPENED,
    OFFICERS_MOVE,
    OPEN,
    OUTCOMES,
    STATES,
    TONES,
    Change,
    Outcome,
    Side,
    State,
    Verb,
    changes_from,
    leads_to,
)

WORDS = telling.WORDS
NOTICES = {**telling.NOTICES, **handing.NOTICES}
ACTIONS = {**telling.ACTIONS, **handing.ACTIONS}
FACTS = {**telling.FACTS, **handing.FACTS}

__all__ = [
    "ACTIONS",
    "AREAS",
    "CHANGES",
    "EXPECT",
    "FACTS",
    "FINISHED",
    "NAMES_OPENED",
    "NAMES_WERE_OPENED",
    "NOTICES",
    "OFFICERS_MOVE",
    "OPEN",
    "OUTCOMES",
    "PRECISIONS",
    "PROTECTED",
    "SEVERITIES",
    "SOURCES",
    "STATES",
    "TIMINGS",
    "TONES",
    "VISIBILITIES",
    "WORDS",
    "Change",
    "Outcome",
    "Precision",
    "Protected",
    "Side",
    "Source",
    "State",
    "Timing",
    "Verb",
    "Visibility",
    "changes_from",
    "leads_to",
]
AREAS = {"violations": Area(_l("Violation reports"), frozenset(ACTIONS))}
