"""What may happen to a report. Every change takes the actor, may take its moment (`at`, for records of the past), and
is committed by its caller."""

from portal.violations.services.deciding import change, withdraw
from portal.violations.services.evidence import add_files, describe_files, note_look, remove_files
from portal.violations.services.filing import discard, file_report, missing_parts, save, send, start
from portal.violations.services.handing import hand_over, let_go, look_at_names
from portal.violations.services.talking import add, answer, open_names

__all__ = [
    "add",
    "add_files",
    "answer",
    "change",
    "describe_files",
    "discard",
    "file_report",
    "hand_over",
    "let_go",
    "look_at_names",
    "missing_parts",
    "note_look",
    "open_names",
    "remove_files",
    "save",
    "send",
    "start",
    "withdraw",
]
