"""What elections and their places are called; each step of the work has its own words."""

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Area
from portal.elections.vocabulary import elections, places
from portal.elections.vocabulary.elections import (
    CERTAINTY,
    CHANGED_MEANWHILE,
    CLOSES_BEFORE_OPENING,
    ELECTION_CHANGED,
    ENDS_BEFORE_START,
    HAS_PLACES,
    KINDS,
    NO_GENERAL_DAY,
    NO_NAME,
    NO_WHO,
    OF_ORGANISATIONS,
    OPEN,
    PARTIES,
    PHASE_BACKWARDS,
    SAME_CODE,
    SAME_CONSTITUENCY,
    SAME_DAY,
    STATES,
    STEPS,
    TAKEN_GOVERNORATE,
    TONES,
    VERBS,
    VOTING_DAYS,
    WORDS,
    WRONG_STATE,
    ElectionState,
    Party,
    Verb,
)

NOTICES = {**elections.NOTICES, **places.NOTICES}
ACTIONS = {**elections.ACTIONS, **places.ACTIONS}
FACTS = {**elections.FACTS, **places.FACTS}

__all__ = [
    "ACTIONS",
    "AREAS",
    "CERTAINTY",
    "CHANGED_MEANWHILE",
    "CLOSES_BEFORE_OPENING",
    "ELECTION_CHANGED",
    "ENDS_BEFORE_START",
    "FACTS",
    "HAS_PLACES",
    "KINDS",
    "NOTICES",
    "NO_GENERAL_DAY",
    "NO_NAME",
    "NO_WHO",
    "OF_ORGANISATIONS",
    "OPEN",
    "PARTIES",
    "PHASE_BACKWARDS",
    "SAME_CODE",
    "SAME_CONSTITUENCY",
    "SAME_DAY",
    "STATES",
    "STEPS",
    "TAKEN_GOVERNORATE",
    "TONES",
    "VERBS",
    "VOTING_DAYS",
    "WORDS",
    "WRONG_STATE",
    "ElectionState",
    "Party",
    "Verb",
]
AREAS = {"elections": Area(_l("Elections"), frozenset(ACTIONS))}
