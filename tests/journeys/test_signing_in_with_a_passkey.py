"""An officer adds a passkey and signs in with it, alone and after the password; the browser's virtual device answers."""

from collections.abc import Callable
from typing import Any

from tests.journeys.reader import Reader
from tests.person import DEMO_PASSWORD

OFFICER = "cases.basra@commission.example"
DEVICE = {
    **{"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True},
    **{"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True},
}


def with_device(reader: Reader) -> Reader:
    """A device that holds passkeys and asks for a fingerprint, which the person gives."""
    devices: Any = reader.context.new_cdp_session(reader.page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return reader


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
    _leaves(officer)
    officer.press("Sign in with a passkey")
    assert officer.path == f"/{officer.lang}/", "a passkey that asked for the fingerprint is enough"
    _leaves(officer)
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
    _leaves(officer)
    officer.press("Sign in with a passkey")
    officer.reads("The passkey was not accepted. Try again, or use another way.")


def _leaves(officer: Reader) -> None:
    officer.go("/identity/account")
    officer.press("Sign out")
    officer.stands_at("Sign in")
