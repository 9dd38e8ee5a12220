"""The words of the commission's examination of an application."""

from enum import StrEnum

from portal.core.catalogue import lazy_gettext as _l
from portal.identity.vocabulary.applying import DECLARATION_2005, DECLARATION_2012
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
# What an applicant may correct after a question, in the order of the form.
CORRECTABLE = {
    "name_ar": _l("Name in Arabic"),
    "name_ckb": _l("Name in Sorani Kurdish"),
    "name_en": _l("Name in English"),
    "kind": _l("Kind of organisation"),
    "women_led": _l("The organisation is led by women"),
    "of_persons_with_disabilities": _l("It is an organisation of persons with disabilities"),
    "federal_number": _l("Federal registration number"),
    "federal_issued": _l("Federal registration: issued on"),
    "federal_expires": _l("Federal registration: valid until"),
    "federal_document": _l("Federal registration: document"),
    "kurdistan_number": _l("Registration number of the Kurdistan Region"),
    "kurdistan_issued": _l("Registration of the Kurdistan Region: issued on"),
    "kurdistan_expires": _l("Registration of the Kurdistan Region: valid until"),
    "kurdistan_document": _l("Registration of the Kurdistan Region: document"),
    "work": _l("Kinds of work"),
    "about": _l("Its work on elections"),
    "target_groups": _l("For whom you work"),
    "governorates": _l("Governorates in which you work"),
    "contact_name": _l("Full name of the contact person"),
    "phone": _l("Phone number"),
    "email": _l("E-mail address"),
    "focal_0_name": _l("Second focal point: full name"),
    "focal_0_duty": _l("Second focal point: duty"),
    "focal_0_phone": _l("Second focal point: phone number"),
    "focal_1_name": _l("Third focal point: full name"),
    "focal_1_duty": _l("Third focal point: duty"),
    "focal_1_phone": _l("Third focal point: phone number"),
    "members": _l("Member organisations"),
    "non_partisan": _l("Declaration of non-partisanship"),
    "interests": _l("Interests"),
    "endorses_2005": _l("The organisation endorses: %(declaration)s", declaration=DECLARATION_2005),
    "endorses_2012": _l("The organisation endorses: %(declaration)s", declaration=DECLARATION_2012),
    "declared_by": _l("Who declares this: full name"),
    "declared_as": _l("Office in the organisation"),
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
