"""An organisation's administrator brings in a colleague by mail and a volunteer without e-mail, and lets the volunteer go."""

from collections.abc import Callable

from tests.journeys import written
from tests.journeys.letters import PASSWORD, accept_invitation, choose_password
from tests.journeys.reader import Reader


def test_a_colleague_comes_by_link_and_a_volunteer_by_code_until_removed(person: Callable[..., Reader], lang: str) -> None:
    admin, colleague, volunteer = person("admin@nahrain.example"), person(), person()
    email, user_name = f"colleague.{lang}@nahrain.example", f"volunteer.{lang}"
    _begins_invitation(admin)
    admin.fill("E-mail address", email)
    admin.press("Invite")
    admin.reads("The invitation has been sent.")
    accept_invitation(colleague, email, f"nahrain.colleague.{lang}")
    _opens_account_by_code(volunteer, user_name, _code_for(admin, user_name))
    admin.decide("Remove this person", button="Remove")
    admin.stands_at("People of your organisation")
    admin.reads_not(user_name)
    volunteer.again()
    volunteer.stands_at("Sign in")
    volunteer.fill("User name or e-mail address", user_name)
    volunteer.fill("Password", PASSWORD)
    volunteer.press("Sign in")
    volunteer.stands_at("Sign in")


def _begins_invitation(admin: Reader) -> None:
    admin.follow("People", within="nav.menu")
    admin.follow("Invite a person", within="main")
    admin.fill("Full name", written.COLLEAGUE[admin.lang])


def _code_for(admin: Reader, user_name: str) -> str:
    """The page shows it until it is left."""
    _begins_invitation(admin)
    admin.fill("User name, only without e-mail", user_name)
    admin.press("Invite")
    admin.reads("The code is shown only until you leave this page")
    code = str(admin.page.locator("main .notice .code").first.inner_text())
    admin.again()
    admin.reads_words(code)
    here = admin.path
    admin.go("/identity/people/")
    admin.go(here)
    admin.reads_not(code)
    return code


def _opens_account_by_code(volunteer: Reader, user_name: str, code: str) -> None:
    volunteer.go("/sign-in")
    volunteer.follow("Enter a code")
    volunteer.fill("User name", user_name)
    volunteer.fill("Single-use code", code.lower())
    choose_password(volunteer)
    volunteer.press("Save the password")
    volunteer.reads("Your new password is set. Sign in with it.")
    volunteer.sign_in(user_name, PASSWORD)
    volunteer.stands_at("Dashboard")
