"""The words of the directory: fields and their consent, contacts of offices, refusals, and what is told."""

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Area
from portal.directory.vocabulary import contacts, profiles

STEPS = (profiles, contacts)
NOTICES = {key: words for step in STEPS for key, words in getattr(step, "NOTICES", {}).items()}
ACTIONS = {key: words for step in STEPS for key, words in getattr(step, "ACTIONS", {}).items()}
FACTS = {key: words for step in STEPS for key, words in getattr(step, "FACTS", {}).items()}
WORDS = {key: words for step in STEPS for key, words in getattr(step, "WORDS", {}).items()}
AREAS = {"directory": Area(_l("Directory"), frozenset(ACTIONS))}
