"""Who may read what they were told."""

from typing import Any

from portal.core.access import Actor


def may_read_own(actor: Actor, notice: Any = None) -> bool:
    """Which notices are one's own the query says; while an organisation is suspended its people read the suspension only."""
    return not actor.suspended
