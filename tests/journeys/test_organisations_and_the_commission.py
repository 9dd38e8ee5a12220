"""A stranger's application becomes an organisation; it is suspended, appeals and comes back. Another one is rejected."""

from collections.abc import Callable

from tests.journeys import written
from tests.journeys.filing import governorate
from tests.journeys.letters import PASSWORD, accept_invitation
from tests.journeys.reader import Reader

NAME_IN = {"ar": "Name in Arabic", "ckb": "Name in Sorani Kurdish", "en": "Name in English"}
REASON = "Reason"


def test_an_organisation_is_accepted_suspended_and_reinstated(person: Callable[..., Reader], lang: str) -> None:
    contact, admin = person(), person("admin@commission.example")
    email = f"contact.{lang}@euphrates.example"
    _applies(contact, written.ORGANISATION[lang], email)
    organisation = _opens_application(admin, written.ORGANISATION[lang])
    admin.press("Accept")
    admin.reads("The organisation has been accepted. Its contact person is invited as its administrator.")
    accept_invitation(contact, email, f"contact.{lang}")
    _invites(contact, "People", f"colleague.{lang}@euphrates.example")
    admin.decide("Suspend the organisation", REASON, written.WHY[lang])
    _is_signed_out_and_appeals(contact, email)
    _takes_its_records_along(contact)
    admin.go(organisation)
    admin.reads("An appeal waits for your answer.")
    admin.reads_words(written.APPEAL[lang])
    admin.decide("Lift the suspension", REASON, written.AGREED[lang])
    admin.reads("The suspension has been lifted.")
    contact.go("/")
    contact.stands_at("Dashboard")


def test_an_application_is_rejected_and_the_applicant_reads_why(person: Callable[..., Reader], lang: str) -> None:
    contact, admin = person(), person("admin@commission.example")
    _applies(contact, written.REFUSED[lang], f"contact.{lang}@friends.example")
    _opens_application(admin, written.REFUSED[lang])
    admin.decide("Reject the application", REASON, written.NOT_YET[lang], button="Reject")
    admin.reads("The application has been rejected. The reason was mailed to the contact person.")
    contact.again()
    contact.reads("The application has not been accepted")
    contact.reads_words(written.NOT_YET[lang])


def test_a_commission_administrator_invites_an_officer(person: Callable[..., Reader], lang: str) -> None:
    admin, invited = person("admin@commission.example"), person()
    email = f"officer.{lang}@commission.example"
    _invites(admin, "Staff", email, role="Publishing officer")
    accept_invitation(invited, email, f"officer.{lang}")
    invited.go("/library/desk/")
    invited.stands_at("Publishing desk")


def _applies(contact: Reader, name: str, email: str) -> None:
    lang = contact.lang
    contact.go("/sign-in")
    contact.follow("Apply for registration")
    contact.fill(NAME_IN[lang], name)
    contact.tick(words=governorate(lang))
    contact.fill("Your work on elections", written.WORK[lang])
    contact.fill("Federal registration number", "1I-2026")
    contact.fill("Full name of the contact person", written.CONTACT[lang])
    contact.fill("E-mail address", email)
    contact.fill("Phone number", "+964 770 000 0000")
    contact.press("Send the application")
    contact.stands_at("Your application")
    contact.reads("Waiting for a decision")


def _opens_application(admin: Reader, name: str) -> str:
    admin.follow("Organisations", within="nav.menu")
    admin.follow(words=name, within="main")
    admin.reads_words(written.WORK[admin.lang], written.CONTACT[admin.lang])
    return admin.path


def _invites(administrator: Reader, section: str, email: str, role: str = "Member") -> None:
    administrator.follow(section, within="nav.menu")
    administrator.follow("Invite a person", within="main")
    administrator.fill("Full name", written.COLLEAGUE[administrator.lang])
    administrator.fill("E-mail address", email)
    administrator.tick(role)
    administrator.press("Invite")
    administrator.reads("The invitation has been sent.")
    administrator.reads_words(email)


def _is_signed_out_and_appeals(contact: Reader, email: str) -> None:
    lang = contact.lang
    contact.again()
    contact.stands_at("Sign in")
    contact.sign_in(email, PASSWORD)
    contact.stands_at("Your organisation is suspended")
    contact.reads_words(written.WHY[lang])
    for closed in ("/library/", "/violations/new", "/reports/new", "/identity/people/"):
        assert contact.page.request.get(f"{contact.address}/{lang}{closed}").status == 403, f"{closed} is open to a suspended organisation"
    contact.fill("Your appeal", written.APPEAL[lang])
    contact.press("Send the appeal")
    contact.reads("Your appeal has been sent to the commission.")


def _takes_its_records_along(contact: Reader) -> None:
    contact.press("Prepare an export")
    contact.waits_for("Download the export")
    link = contact.page.get_by_role("link", name=contact.says("Download the export"))
    sent = contact.page.request.get(contact.address + str(link.get_attribute("href")))
    assert written.ORGANISATION[contact.lang] in str(sent.json())
