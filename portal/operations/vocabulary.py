"""The words of the page about what waits."""

from portal.core.catalogue import lazy_gettext as _l

ACTIONS = {"operations.tried_now": _l("Had waiting work tried at once")}
FACTS = {"reason": _l("Why it waits"), "attempts": _l("Tries")}
# Why something waits, by the word that its job left.
REASONS = {
    "unreachable": _l("The mail server did not answer."),
    "turned_away": _l("The mail server turned the portal away."),
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
    "core.sweep_files": _l("Removing files that nothing refers to"),
    "identity.password_link": _l("Sending a password link"),
    "identity.export": _l("Writing an organisation’s own records into a file"),
    "identity.forget_attempts": _l("Forgetting old sign-in attempts"),
}
