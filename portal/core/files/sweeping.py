"""Files that nothing refers to any more."""

from typing import Any

import structlog

from portal.core.files.storing import drop_orphans
from portal.core.jobs import daily

log = structlog.get_logger()


@daily("core.sweep_files")
def sweep(_payload: dict[str, Any]) -> None:
    log.info("files.swept", number=drop_orphans())
