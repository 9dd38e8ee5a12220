"""What identity does later."""

from typing import Any

from portal.core.jobs import daily, job
from portal.identity.services import accounts, applying, exporting, lasting, limits


@job("identity.password_link")
def password_link(payload: dict[str, Any]) -> None:
    accounts.send_password_link(payload["account"])


@job("identity.export")
def export(payload: dict[str, Any]) -> None:
    exporting.write(payload["export"])


@daily("identity.forget_attempts")
def forget_attempts(_payload: dict[str, Any]) -> None:
    limits.forget_old()


@daily("identity.purge_drafts")
def purge_drafts(_payload: dict[str, Any]) -> None:
    applying.purge()


@daily("identity.remind_of_end")
def remind_of_end(_payload: dict[str, Any]) -> None:
    lasting.remind()
