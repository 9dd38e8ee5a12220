"""Writing audit lines, walking the chain, keeping its heads, and giving lines away as a file."""

from portal.audit.services.exporting import ask_export, note_export, write_export
from portal.audit.services.forgetting import forget_person, forget_personal, forget_turned
from portal.audit.services.recording import canonical, commitment, digest, record, turn_away
from portal.audit.services.sealing import ask_for_heads, no_more_heads, seal_day
from portal.audit.services.verifying import Fault, Given, first_broken_line, verify

__all__ = [
    "Fault",
    "Given",
    "ask_export",
    "ask_for_heads",
    "canonical",
    "commitment",
    "digest",
    "first_broken_line",
    "forget_person",
    "forget_personal",
    "forget_turned",
    "no_more_heads",
    "note_export",
    "record",
    "seal_day",
    "turn_away",
    "verify",
    "write_export",
]
