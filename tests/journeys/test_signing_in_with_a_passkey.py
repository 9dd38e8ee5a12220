"""An officer adds a passkey and signs in with it, alone and after the password; the browser's virtual device answers."""

from collections.abc import Callable

from tests.journeys.devices import leave, with_device
from tests.journeys.reader import Reader
from tests.person import DEMO_PASSWORD

OFFICER = "cases.basra@commission.example"


def test_a_commission_officer_signs_in_with_a_passkey(person: Callable[..., Reader]) -> None:
    officer = with_device(person(OFFICER))
    officer.go("/identity/account")
    officer.follow("Manage the second factor")
    officer.check()
    officer.fill("Name of the passkey", "هاتفي")
    officer.press("Add a passkey")
    officer.stands_at("Recovery codes")
    assert officer.page.locator("ol.items li").count() == 10
    officer.check()
    leave(officer)
    officer.press("Sign in with a passkey")
    assert officer.path == f"/{officer.lang}/", "a passkey that asked for the fingerprint is enough"
    leave(officer)
    officer.page.locator("input[autocomplete=username]").fill(OFFICER)
    officer.fill("Password", DEMO_PASSWORD)
    officer.press("Sign in")
    officer.stands_at("Second step")
    officer.check()
    officer.press("Use a passkey")
    assert officer.path == f"/{officer.lang}/"
    officer.go("/identity/account/second-factor/")
    officer.follow(words="هاتفي", within="main")
    officer.decide("Remove this second factor", button="Remove")
    officer.reads("The second factor has been removed.")
    leave(officer)
    officer.press("Sign in with a passkey")
    officer.reads("The passkey was not accepted. Try again, or use another way.")
