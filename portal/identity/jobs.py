"""What identity does later."""

from typing import Any

from portal.core.jobs import daily, job
from portal.identity.services import accounts, exporting, limits
from portal.identity.services.agreements import signing


@job("identity.password_link")
def password_link(payload: dict[str, Any]) -> None:
    accounts.send_password_link(payload["account"])


@job("identity.export")
def export(payload: dict[str, Any]) -> None:
    exporting.write(payload["export"])


@daily("identity.forget_attempts")
def forget_attempts(_payload: dict[str, Any]) -> None:
    limits.forget_old()


@daily("identity.remind_of_signatures")
def remind_of_signatures(_payload: dict[str, Any]) -> None:
    signing.remind_of_signatures()
