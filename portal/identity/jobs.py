"""What identity does later."""

from typing import Any

from portal.core.jobs import daily, job
from portal.identity.services import accounts, exporting, limits, rosters


@job("identity.password_link")
def password_link(payload: dict[str, Any]) -> None:
    accounts.send_password_link(payload["account"])


@job("identity.export")
def export(payload: dict[str, Any]) -> None:
    exporting.write(payload["export"])


@daily("identity.forget_attempts")
def forget_attempts(_payload: dict[str, Any]) -> None:
    limits.forget_old()


@job("identity.roster")
def roster(payload: dict[str, Any]) -> None:
    rosters.store_some(payload["roster"])


@daily("identity.forget_rosters")
def forget_rosters(_payload: dict[str, Any]) -> None:
    rosters.forget_unconfirmed()
