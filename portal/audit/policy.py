"""Who may read who did what."""

from typing import Any

from portal.core.access import Actor


def may_read_audit(actor: Actor, line: Any = None) -> bool:
    return actor.is_commission and "auditor" in actor.roles
