"""The words of an application: its pages, what it declares, and what applicant and commission say to each other."""

from enum import StrEnum

from portal.core.catalogue import lazy_gettext as _l


class Step(StrEnum):
    """The pages of the form, in their order; the last one sends."""

    NAMES = "names"
    REGISTRATION = "registration"
    WORK = "work"
    PEOPLE = "people"
    MEMBERS = "members"
    DECLARATIONS = "declarations"
    CHECK = "check"


STEPS = {
    Step.NAMES: _l("The organisation"),
    Step.REGISTRATION: _l("Registration"),
    Step.WORK: _l("Its work on elections"),
    Step.PEOPLE: _l("Contact persons"),
    Step.MEMBERS: _l("Member organisations"),
    Step.DECLARATIONS: _l("Declarations"),
    Step.CHECK: _l("Check and send"),
}


class Work(StrEnum):
    OBSERVATION = "observation"
    EDUCATION = "education"
    CAMPAIGNS = "campaigns"
    MEDIA = "media"
    ACCESSIBILITY = "accessibility"
    PARTICIPATION = "participation"
    LEGAL = "legal"


WORK = {
    Work.OBSERVATION: _l("Observation of elections"),
    Work.EDUCATION: _l("Voter education"),
    Work.CAMPAIGNS: _l("Monitoring of campaigns and their funding"),
    Work.MEDIA: _l("Monitoring of media and rumours"),
    Work.ACCESSIBILITY: _l("Accessibility for persons with disabilities"),
    Work.PARTICIPATION: _l("Participation of women and young people"),
    Work.LEGAL: _l("Electoral law and legal aid"),
}


class Group(StrEnum):
    WOMEN = "women"
    YOUTH = "youth"
    DISABILITIES = "disabilities"
    DISPLACED = "displaced"
    COMPONENTS = "components"
    RURAL = "rural"
    ALL = "all"


GROUPS = {
    Group.ALL: _l("All voters"),
    Group.WOMEN: _l("Women"),
    Group.YOUTH: _l("Young and first-time voters"),
    Group.DISABILITIES: _l("Persons with disabilities"),
    Group.DISPLACED: _l("Displaced persons"),
    Group.COMPONENTS: _l("Religious and ethnic components"),
    Group.RURAL: _l("People in rural areas"),
}
DECLARATION_2005 = _l("Declaration of Principles for International Election Observation (2005)")
DECLARATION_2012 = _l("Declaration of Global Principles for Non-partisan Election Observation and Monitoring by Citizen Organizations (2012)")


# NOTE: state of an application, said to the applicant
WAITS_FOR_YOU = ("warn", _l("Waiting for your answer"))


class Said(StrEnum):
    """Who says what about an application: the commission asks and the applicant answers, and the other way round."""

    QUESTION = "question"
    ANSWER = "answer"
    DIFFICULTY = "difficulty"
    DIFFICULTY_ANSWER = "difficulty_answer"
    APPEAL = "appeal"
    APPEAL_ANSWER = "appeal_answer"


SAID = {
    Said.QUESTION: _l("Question of the commission"),
    Said.ANSWER: _l("Answer of the applicant"),
    Said.DIFFICULTY: _l("Difficulty with the application"),
    Said.DIFFICULTY_ANSWER: _l("Answer of the commission"),
    Said.APPEAL: _l("Appeal against the rejection"),
    Said.APPEAL_ANSWER: _l("Answer to the appeal"),
}

NO_DOCUMENT_NUMBER = _l("Enter the number of the registration to which the document belongs.")
NO_NUMBER = _l("Enter at least one registration number: federal, of the Kurdistan Region, or both.")
NOT_OPEN = _l("The application has been sent and can no longer be changed. If something is wrong, tell the commission on this page.")
INCOMPLETE = _l("The application cannot be sent yet: something that the commission must know is missing.")
NOTHING_ASKED = _l("The commission has asked no question that waits for an answer.")
TOO_MANY_DIFFICULTIES = _l("Five difficulties that you reported wait for an answer. Wait for the first answer, then report the next.")
NO_REJECTION = _l("You can appeal only while the application stands rejected.")
APPEALED = _l("You have already appealed against this rejection.")
NOTHING_TO_ANSWER = _l("This has been answered already. Load the page again to see the answer.")
HAS_ACCOUNT = _l("The organisation has its administrator already.")
INVITED_BY_MAIL = _l("The invitation that was mailed to the contact person can still be used. When it has ended, the account can be opened here.")

NOTICES = {
    "identity.answered": _l("%(organisation)s has answered your question about its application."),
    "identity.rejection_appealed": _l("%(organisation)s appeals against the rejection of its application."),
}
ACTIONS = {
    "identity.application_begun": _l("Began an application"),
    "identity.application_corrected": _l("Corrected an application after a question"),
    "identity.application_discarded": _l("Deleted the draft of an application"),
    "identity.applications_purged": _l("Removed drafts of applications that nobody went on with"),
    "identity.link_renewed": _l("Was sent a new private link to an application"),
    "identity.answered": _l("Answered a question about the application"),
    "identity.rejection_appealed": _l("Appealed against a rejection"),
    "identity.admin_account_opened": _l("Opened the administrator's account by the private link"),
}
FACTS = {"drafts": _l("Drafts")}
