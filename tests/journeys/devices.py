"""Devices that hold passkeys: Chromium's virtual authenticator."""

from typing import Any

from tests.journeys.reader import Reader

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


def leave(officer: Reader) -> None:
    officer.go("/identity/account")
    officer.press("Sign out")
    officer.stands_at("Sign in")
