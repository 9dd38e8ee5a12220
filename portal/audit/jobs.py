"""What the audit does later."""

from typing import Any

from portal.audit import services
from portal.core.jobs import job


@job("audit.export")
def export(payload: dict[str, Any]) -> None:
    services.write_export(payload["export"])
