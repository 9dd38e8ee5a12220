"""What the directory does later."""

from typing import Any

from portal.core.jobs import job
from portal.directory.services import listing


@job("directory.donor_list")
def donor_list(payload: dict[str, Any]) -> None:
    listing.write_piece(payload["number"], payload["after"])
