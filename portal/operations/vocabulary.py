"""The words of running the portal: what is done to all of it, and what waits."""

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Area

ACTIONS = {
    "operations.purged": _l("Deleted what had been kept long enough"),
    "operations.backed_up": _l("A backup was taken"),
    "operations.restored": _l("The portal was restored from a backup"),
    "operations.moved": _l("The portal was moved to another database"),
    "operations.tried_now": _l("Had waiting work tried at once"),
}
AREAS = {"operations": Area(_l("Running the portal"), frozenset(ACTIONS))}
FACTS = {
    "taken_at": _l("Backup taken at"),
    "release": _l("Release"),
    "rows": _l("Rows"),
    "encrypted": _l("Encrypted"),
    "reason": _l("Why it waits"),
    "attempts": _l("Tries"),
}
# Why something waits, by the word that its job left.
REASONS = {
    "unreachable": _l("The mail server did not answer."),
    "turned_away": _l("The mail server turned the portal away."),
    "no_scanner": _l("The virus scanner did not answer."),
    "put_off": _l("The mail server put this mail off."),
    "unknown": _l("This release of the portal does not know this kind of work."),
    "died": _l("The worker ended each time while it did this."),
    "fault": _l("An error stopped it."),
}
STATES = {
    "waiting": ("wait", _l("Waiting")),
    "running": ("work", _l("Being done")),
    "failed": ("bad", _l("Given up")),
    "stalled": ("warn", _l("Stands in line")),
}
WORDS = {"reason": REASONS, "state": {state: word for state, (_tone, word) in STATES.items()}}
# Of storeys that have no vocabulary for it; a feature names its own in its JOBS.
JOBS = {
    "core.scan_files": _l("Searching files for viruses"),
    "core.sweep_files": _l("Removing files that nothing refers to"),
    "identity.password_link": _l("Sending a password link"),
    "identity.export": _l("Writing a copy of records into a file"),
    "core.forget_attempts": _l("Forgetting old attempts that limits counted"),
    "identity.roster": _l("Taking in a file of observers"),
    "identity.remind_of_signatures": _l("Reminding of agreements that wait for a signature"),
    "identity.remind_of_end": _l("Reminding of acceptances that end"),
    "identity.forget_ended": _l("Forgetting sign-ins that were not finished"),
    "elections.check_places": _l("Checking a table of polling centres"),
    "elections.take_places": _l("Taking over a table of polling centres"),
    "directory.donor_list": _l("Writing the list for donors"),
    "operations.purge": _l("Deleting what has been kept long enough"),
}
