"""An organisation leaves the portal: what is deleted, what stays and why."""

from portal.core.catalogue import lazy_gettext as _l

DAYS_TO_COME_BACK = 30
NOT_ITS_REFERENCE = _l("This is not the reference number of your organisation. It stands above.")
CANNOT_LEAVE = _l("The organisation is not one that works in the portal any more. Nothing was changed.")
NOT_LEAVING = _l("The organisation is not leaving, or its data has been deleted already. Nothing was changed.")
GOES = (
    _l("How your organisation is reached: contact person, focal points, e-mail addresses and phone numbers."),
    _l("The text of its application, the documents that you sent, and what was written about the application."),
    _l("Its roster of observers with names and phone numbers."),
    _l("Its profile in the directory, with every consent."),
    _l("Drafts of violation reports and of observation reports, with their files."),
    _l("Copies of its records that were prepared, and open invitations."),
    _l("The accounts of its people: names, addresses, passwords, sign-ins and notices."),
)
STAYS = (
    _l("The names of the organisation, its registrations, and what the commission decided about it: others must be able to see who was registered, and when."),
    _l("Violation reports that the commission has received, with evidence and talk: they are electoral records."),
    _l("Protected names in those reports, for as long as every organisation's: the privacy notice says how long."),
    _l("Published reports: they are public, and others quote them."),
    _l("Signatures under agreements and memberships of the past: the other side relies on them."),
    _l("Lines of the audit: they say that an account without a name did something, so that nobody can hide what was done."),
)
NOTICES = {
    "identity.leaving": _l("%(organisation)s leaves the portal. Its data is deleted on %(day)s; until then an administrator of the commission can stop that."),
    "identity.leaving_stopped": _l("%(organisation)s stays in the portal: the commission has stopped the deletion. You can sign in again."),
}
ACTIONS = {
    "identity.leaving": _l("Asked to leave the portal with the organisation"),
    "identity.leaving_stopped": _l("Stopped the leaving of an organisation"),
    "identity.left": _l("Deleted the data of an organisation that left"),
}
FACTS = {"people": _l("Accounts that were deleted")}
