"""Who may do what with elections."""

from typing import Any

from portal.core.access import Actor


def may_view(actor: Actor, election: Any = None) -> bool:
    """Days and deadlines concern everybody who works here, an organisation under suspension too: it may appeal in time."""
    return True


def may_change_deadlines(actor: Actor, deadline: Any = None) -> bool:
    return actor.is_commission and "commission_admin" in actor.roles
