"""Who may look into the directory, and who keeps it."""

from typing import Any

from portal.core.access import Actor


def may_read_directory(actor: Actor, thing: Any = None) -> bool:
    """Organisations that may work here, and the commission."""
    return actor.is_cso or actor.is_commission


def may_view_profile(actor: Actor, entry: Any) -> bool:
    """The own one always; another's once it agreed to be listed. What of it is shown each field says."""
    return may_read_directory(actor) and (entry.listed or actor.organisation_id == entry.organisation_id)


def keeps_profile(actor: Actor) -> bool:
    """Reads it whole; a suspended organisation's administrator does too."""
    return actor.organisation_id is not None and "cso_admin" in actor.roles


def may_edit_profile(actor: Actor, thing: Any = None) -> bool:
    return actor.is_cso and keeps_profile(actor)


def may_export_for_donors(actor: Actor, thing: Any = None) -> bool:
    return actor.is_commission and "commission_admin" in actor.roles


def may_edit_contacts(actor: Actor, thing: Any = None) -> bool:
    return actor.is_commission and "commission_admin" in actor.roles
