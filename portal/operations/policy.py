"""Who may see how the portal itself is doing."""

from typing import Any

from portal.core.access import Actor


def may_see_waiting(actor: Actor, job: Any = None) -> bool:
    return actor.is_commission and "commission_admin" in actor.roles
