"""A stranger's application is questioned and becomes an organisation, which signs the code of conduct and files its first report;
it is suspended, appeals and comes back, and a backup taken in the middle brings it back elsewhere. Another one is rejected. Three
organisations form a coalition."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from portal.operations.demo.content import read
from tests.browsing import PortalServer
from tests.journeys import written
from tests.journeys.copying import Backup
from tests.journeys.devices import leave, with_device
from tests.journeys.filing import governorate, send_report, write_report
from tests.journeys.letters import PASSWORD, accept_invitation, open_account, open_newest_mail
from tests.journeys.photographs import Photograph
from tests.journeys.reader import Reader

NAME_IN = {"ar": "Name in Arabic", "ckb": "Name in Sorani Kurdish", "en": "Name in English"}
REASON = "Reason"
CERTIFICATE = Photograph("certificate.jpg", (240, 238, 220))
ORGANISATION_AS_IT_STOOD = """
    SELECT organisation.state, signature.reference, report.reference,
        (SELECT count(*) FROM identity_suspension WHERE organisation_id = organisation.id)
    FROM identity_organisation organisation
    JOIN identity_organisation_name name ON name.organisation_id = organisation.id
    JOIN identity_signature signature ON signature.organisation_id = organisation.id
    JOIN violations_violation report ON report.organisation_id = organisation.id AND report.received_at IS NOT NULL
    WHERE name.text = :name"""


def test_an_organisation_is_questioned_accepted_signs_reports_is_suspended_and_reinstated(
    person: Callable[..., Reader], portal_server: PortalServer, tmp_path: Path, lang: str
) -> None:
    contact, admin = person(), person("admin@commission.example")
    email = f"contact.{lang}@euphrates.example"
    _applies(contact, written.ORGANISATION[lang], email)
    private = contact.path
    application = _opens_application(admin, written.ORGANISATION[lang])
    admin.decide("Ask the applicant a question", "Question", written.ASKED[lang], button="Send the question")
    admin.reads("The question has been sent. The applicant may now correct the form.")
    _answers(contact, email)
    _is_accepted(admin, application)
    accept_invitation(contact, email, f"contact.{lang}")
    signature, report = _signs_and_files_its_first_report(contact)
    backup = Backup(portal_server, tmp_path)
    admin.decide("Suspend the organisation", REASON, written.WHY[lang])
    organisation = admin.path
    _is_signed_out_and_appeals(contact, email)
    _reads_its_records_and_takes_them_along(contact, signature, report)
    admin.go(organisation)
    admin.reads("An appeal waits for your answer.")
    admin.reads_words(written.APPEAL[lang])
    admin.decide("Lift the suspension", REASON, written.AGREED[lang])
    admin.reads("The suspension has been lifted.")
    contact.go("/")
    contact.stands_at("Dashboard")
    contact.go(private)
    contact.reads("Accepted")
    with backup.elsewhere() as copy:
        assert copy.one(ORGANISATION_AS_IT_STOOD, name=written.ORGANISATION[lang]) == ("accepted", signature, report, 0)


def test_an_application_is_rejected_and_the_applicant_reads_why_and_appeals(person: Callable[..., Reader], lang: str) -> None:
    contact, admin = person(), person("admin@commission.example")
    _applies(contact, written.REFUSED[lang], f"contact.{lang}@friends.example")
    _opens_application(admin, written.REFUSED[lang])
    admin.follow("Accept or reject", within="main")
    admin.decide("Reject the application", REASON, written.NOT_YET[lang], button="Reject")
    admin.reads("The application has been rejected. The reason was mailed to the contact person.")
    contact.again()
    contact.reads("The application has not been accepted")
    contact.reads_words(written.NOT_YET[lang])
    contact.fill("Your appeal", written.APPEAL[lang])
    contact.press("Send the appeal")
    contact.reads("The commission has not answered yet.")


def test_a_coalition_of_three_is_formed(person: Callable[..., Reader], lang: str) -> None:
    contact, admin = person(), person("admin@commission.example")
    named = {row["key"]: row["names"][lang] for row in read("organisations.yaml")["organisations"]}
    _begins(contact, written.COALITION[lang], f"contact.{lang}@alliance.example", kind="Coalition")
    for key in ("nahrain", "zagros", "ufuq"):
        contact.fill("Member organisation: full name or reference number", named[key])
        for part, number in (("Day", "1"), ("Month", "9"), ("Year", "2026")):
            contact.fill(part, number)
        contact.press("Add")
    contact.follow("Continue", within="main")
    _declares_and_sends(contact)
    for login in ("admin@nahrain.example", "admin@zagros.example", "admin@ufuq.example"):
        member = person(login)
        member.follow("Coalitions", within="nav.menu")
        member.reads_words(written.COALITION[lang])
        request = member.page.locator("main ul.items li").filter(has_text=written.COALITION[lang])
        with member.page.expect_event("domcontentloaded"):
            request.get_by_role("button", name=member.says("Confirm")).click()
        member.reads("Your organisation is a member now.")
    _is_accepted(admin, _opens_application(admin, written.COALITION[lang]))
    contact.again()
    assert contact.seen.count(contact.says("Has confirmed")) == 3


def test_an_invited_officer_sets_up_a_passkey_before_anything_else_opens_and_signs_in_with_it(person: Callable[..., Reader], lang: str) -> None:
    admin, invited = person("admin@commission.example"), with_device(person())
    email = f"officer.{lang}@commission.example"
    _invites(admin, "Staff", email, role="Publishing officer")
    open_account(invited, email, f"officer.{lang}")
    _signs_in_and_adds_a_passkey(invited, email)
    invited.go("/library/desk/")
    invited.stands_at("Publishing desk")
    leave(invited)
    invited.press("Sign in with a passkey")
    invited.go("/library/desk/")
    invited.stands_at("Publishing desk")


def _applies(contact: Reader, name: str, email: str) -> None:
    _begins(contact, name, email)
    _declares_and_sends(contact)


def _begins(contact: Reader, name: str, email: str, kind: str = "Civil-society organisation") -> None:
    """Up to the declarations; of a coalition up to its members."""
    lang = contact.lang
    contact.go("/sign-in")
    contact.follow("Apply for registration")
    contact.fill("E-mail address", email)
    contact.press("Begin")
    contact.reads("Keep this private link")
    contact.fill(NAME_IN[lang], name)
    contact.tick(kind)
    contact.press("Save and continue")
    contact.fill("Federal registration number", "1I-2026")
    contact.attach("Federal registration: document", CERTIFICATE.upload)
    contact.press("Save and continue")
    contact.tick("Observation of elections")
    contact.fill("Your work on elections", written.WORK[lang])
    contact.tick("All voters")
    contact.tick(words=governorate(lang))
    contact.press("Save and continue")
    contact.fill("Full name of the contact person", written.CONTACT[lang])
    contact.fill("Phone number", "+964 770 000 0000")
    contact.press("Save and continue")


def _declares_and_sends(contact: Reader) -> None:
    lang = contact.lang
    contact.tick("We declare that the organisation works for no party, candidate or government body in elections, and takes no side.")
    contact.fill("Interests", contact.says("none"))
    contact.fill("Office in the organisation", written.OFFICE[lang])
    contact.press("Save and continue")
    contact.stands_at("Check and send")
    contact.reads_words(written.WORK[lang], written.CONTACT[lang])
    contact.press("Send the application")
    contact.stands_at("Your application")
    contact.reads("Waiting for a decision")


def _opens_application(admin: Reader, name: str) -> str:
    admin.follow("Organisations", within="nav.menu")
    admin.follow(words=f"{admin.says('Application for registration')}: {name}", within="main")
    admin.reads_words(written.WORK[admin.lang], written.CONTACT[admin.lang])
    return admin.path


def _answers(contact: Reader, email: str) -> None:
    """The mail tells that something waits; the question stands at the private address, and the form is open again."""
    private = contact.path
    open_newest_mail(contact, email)
    contact.reads("The commission has a question about the application.")
    contact.go(private)
    contact.reads_words(written.ASKED[contact.lang])
    contact.fill("Your answer", written.ANSWERED[contact.lang])
    contact.press("Send the answer")
    contact.reads("Your answer has been sent.")


def _is_accepted(admin: Reader, application: str) -> None:
    """Everything on the checklist is in order."""
    admin.go(application)
    for choice in admin.page.locator("main form[action$='/checklist'] select").all():
        choice.select_option("passed")
    admin.press("Save the checklist")
    admin.reads("The checklist is complete.")
    admin.follow("Accept or reject", within="main")
    admin.press("Accept")
    admin.reads("The organisation has been accepted. Its contact person is invited by mail as its administrator.")


def _invites(administrator: Reader, section: str, email: str, role: str = "Member") -> None:
    administrator.follow(section, within="nav.menu")
    administrator.follow("Invite a person", within="main")
    administrator.fill("Full name", written.COLLEAGUE[administrator.lang])
    administrator.fill("E-mail address", email)
    administrator.tick(role)
    administrator.press("Invite")
    administrator.reads("The invitation has been sent.")
    administrator.reads_words(email)


def _signs_and_files_its_first_report(contact: Reader) -> tuple[str, str]:
    """Nothing is sent before the code of conduct is signed, and nothing that was typed is lost meanwhile; gives both numbers."""
    lang, photographs = contact.lang, [Photograph("poster.jpg", (160, 40, 30))]
    write_report(contact, photographs)
    draft = contact.path
    contact.reads("Your organisation has not signed the code of conduct")
    contact.press("Send the report")
    contact.reads(
        "Your organisation has not signed the code of conduct. The draft is kept. "
        "An administrator of your organisation signs under Agreements; then the report can be sent."
    )
    contact.follow("Agreements", within="main")
    contact.follow("Read and sign", within="main")
    contact.stands_at("Read and sign")
    contact.tick("I have read this text in the language that stands above")
    contact.tick("I am authorised to sign for the organisation, and I sign this text in its name")
    contact.fill("Your full name", written.CONTACT[lang])
    contact.fill("Your position in the organisation", written.OFFICE[lang])
    contact.press("Sign for the organisation")
    contact.stands_at("Signed record")
    contact.reads("You have signed for your organisation. You can print this record.")
    contact.reads_words(written.CONTACT[lang], written.OFFICE[lang], written.ORGANISATION[lang])
    signature = contact.path.split("/")[-1]
    contact.go(draft)
    return signature, send_report(contact, photographs)


def _signs_in_and_adds_a_passkey(officer: Reader, email: str) -> None:
    officer.go("/sign-in")
    officer.fill("User name or e-mail address", email)
    officer.page.locator("input[type=password]").fill(PASSWORD)
    officer.press("Sign in")
    officer.stands_at("Set up a second factor")
    officer.go("/library/desk/")
    officer.stands_at("Sign in")
    officer.page.go_back()
    officer.press("Add a passkey")
    officer.stands_at("Recovery codes")
    officer.press("I have kept the codes: sign in")


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


def _reads_its_records_and_takes_them_along(contact: Reader, signature: str, report: str) -> None:
    suspended = contact.path
    contact.go("/violations/")
    contact.reads_words(written.TITLE[contact.lang])
    contact.go(suspended)
    contact.follow("What the portal keeps about you and your organisation", within="aside")
    contact.press("Prepare a copy of the organisation's records")
    contact.waits_for("Download the copy of the organisation's records")
    link = contact.page.get_by_role("link", name=contact.says("Download the copy of the organisation's records"))
    sent = contact.page.request.get(contact.address + str(link.get_attribute("href")))
    with ZipFile(BytesIO(sent.body())) as archive:
        (facts,) = (archive.read(name).decode() for name in archive.namelist() if name.endswith(".json"))
        assert any(name.endswith(".jpg") for name in archive.namelist()), "the evidence comes along"
    assert written.ORGANISATION[contact.lang] in facts and signature in facts and report in facts
