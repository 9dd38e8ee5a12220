"""The words of the commission's examination of an application."""

from enum import StrEnum

from portal.core.catalogue import lazy_gettext as _l
from portal.identity.vocabulary.bodies import AUTHORITIES


class Item(StrEnum):
    REGISTERED = "registered"
    DOCUMENTS = "documents"
    AGREE = "agree"
    WORK = "work"
    CONTACTS = "contacts"
    NON_PARTISAN = "non_partisan"
    INTERESTS = "interests"
    MEMBERS = "members"


ITEMS = {
    Item.REGISTERED: _l("Registered with the authority that it names"),
    Item.DOCUMENTS: _l("Documents are legible and in force"),
    Item.AGREE: _l("Names, numbers and dates agree with the documents"),
    Item.WORK: _l("Its work on elections is described and credible"),
    Item.CONTACTS: _l("Contact persons were reached"),
    Item.NON_PARTISAN: _l("Declaration of non-partisanship is given by somebody who may give it"),
    Item.INTERESTS: _l("Declared interests do not stand against it"),
    Item.MEMBERS: _l("Member organisations have confirmed (networks and coalitions)"),
}


class Result(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"


RESULTS = {
    Result.PASSED: ("good", _l("In order")),
    Result.FAILED: ("bad", _l("Not in order")),
    Result.NOT_APPLICABLE: ("off", _l("Does not apply")),
}
# NOTE: an item of a checklist that nobody has looked at yet
UNCHECKED = ("wait", _l("Not checked yet"))
# What waits for the commission's administrator about an organisation: word, action, and the endpoint that leads there.
TURNS = {
    "applied": (_l("Application for registration"), _l("Decide"), "identity.examine"),
    "appeal": (_l("Appeal against a rejection"), _l("Answer"), "identity.examine"),
    "difficulty": (_l("Difficulty with an application"), _l("Answer"), "identity.examine"),
    "renewal": (_l("Renewal"), _l("Decide"), "identity.renewal"),
    "suspension": (_l("Appeal against a suspension"), _l("Answer"), "identity.organisation"),
}

CHECKLIST_OPEN = _l("The organisation can be accepted when every item of the checklist has been checked and none is not in order.")
REGISTRATION_ENDED = _l("A registration of this organisation has ended. Ask the applicant for the new document first.")
NOT_EXAMINED = _l("The application is not being examined at present. Load the page again to see its state.")
NO_REJECTION_APPEAL = _l("There is no appeal against a rejection that waits for an answer.")

ACTIONS = {
    "identity.checked": _l("Filled in the checklist of an application"),
    "identity.asked": _l("Asked the applicant a question"),
    "identity.difficulty_answered": _l("Answered a difficulty with an application"),
    "identity.rejection_upheld": _l("Answered an appeal; the rejection stays"),
    "identity.reopened": _l("Reopened a rejected application"),
    "identity.document_read": _l("Looked at a document of an application"),
}
FACTS = {**{str(item): word for item, word in ITEMS.items()}, "authority": _l("Authority")}
WORDS = {**{str(item): {result: word for result, (_tone, word) in RESULTS.items()} for item in Item}, "authority": AUTHORITIES}
