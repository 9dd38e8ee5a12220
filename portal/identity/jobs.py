"""What identity does later."""

from typing import Any

from portal.core.jobs import daily, job
from portal.identity.services import accounts, exporting, limits, passkeys


@job("identity.password_link")
def password_link(payload: dict[str, Any]) -> None:
    accounts.send_password_link(payload["account"])


@job("identity.export")
def export(payload: dict[str, Any]) -> None:
    exporting.write(payload["export"])


@daily("identity.forget_attempts")
def forget_attempts(_payload: dict[str, Any]) -> None:
    limits.forget_old()
    passkeys.forget_ended()
