"""Words of who works on a report: what is told, and the refusals."""

from portal.core.catalogue import lazy_gettext as _l

NOTICES = {
    "violations.handed_to_you": _l("Violation report %(reference)s was handed to you."),
    "violations.handed_on": _l("Violation report %(reference)s was handed on to somebody else."),
    "violations.left": _l("%(name)s has left your organisation; case-holders now find this person's violation reports and drafts, which nobody works on."),
    "violations.nobody_holds": _l("The commission did something about your report %(reference)s, which nobody of you can open. Name a case-holder."),
}
ACTIONS = {
    "violations.handed_over": _l("handed a violation report to somebody of the organisation"),
    "violations.left": _l("left violation reports to the case-holders"),
    "violations.own_names_seen": _l("looked at the protected names of the organisation's own violation report"),
}
FACTS = {"person": _l("Who works on it"), "reports": _l("Violation reports")}
NOT_A_TAKER = _l("Choose somebody of your organisation. A draft can be handed to case-holders only, because its form shows the protected names.")
