"""Who may read who did what."""

from typing import Any

from portal.core.access import Actor


def may_read_audit(actor: Actor, line: Any = None) -> bool:
    return actor.is_commission and "auditor" in actor.roles


def may_read_own(actor: Actor, line: Any = None) -> bool:
    """What concerns the own organisation and those that became it. A suspended one reads on: it most of all wants to know."""
    return actor.organisation_id is not None and "cso_admin" in actor.roles


def may_read_of_all_reports(actor: Actor) -> bool:
    """Lines about violation reports tell who filed which: for those who see all of their organisation's reports anyway."""
    return "cso_case_holder" in actor.roles


def may_see_seal(actor: Actor, head: Any = None) -> bool:
    """Everybody: the more people keep a head, the less anybody can write the record anew."""
    return True
