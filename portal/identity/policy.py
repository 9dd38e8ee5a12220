"""Who may do what with people and their bodies."""

from collections.abc import Iterable
from typing import Any

from portal.core.access import CSO_ROLES, Actor


def may_use_account(actor: Actor, thing: Any = None) -> bool:
    """The own password, settings and sign-ins. A suspended organisation's people too: a password that somebody else knows
    must be changed at once."""
    return True


def needs_second_factor(rule: str, roles: Iterable[str], demo: bool) -> bool:
    """`rule` is the setting PORTAL_SECOND_FACTOR: commission, all, none, or roles with commas between. Accounts of the demo
    never need one: whoever tries the portal has no phone of theirs."""
    if demo or rule == "none":
        return False
    if rule == "all":
        return True
    held = set(roles)
    return bool(held - CSO_ROLES) if rule == "commission" else bool(held & {word.strip() for word in rule.split(",")})


def may_leave(actor: Actor, thing: Any = None) -> bool:
    return True


def may_administer_people(actor: Actor, thing: Any = None) -> bool:
    """Of the own organisation; which people that are the query says."""
    return actor.is_cso and "cso_admin" in actor.roles


def may_administer_staff(actor: Actor, thing: Any = None) -> bool:
    return actor.is_commission and "commission_admin" in actor.roles


def may_decide_organisations(actor: Actor, thing: Any = None) -> bool:
    return actor.is_commission and "commission_admin" in actor.roles


def may_read_own_suspension(actor: Actor, thing: Any = None) -> bool:
    return actor.suspended


def may_appeal(actor: Actor, suspension: Any = None) -> bool:
    """Anybody of the organisation, not its administrator alone: the administrator may be the reason."""
    return actor.suspended


def may_export_own_records(actor: Actor, thing: Any = None) -> bool:
    return actor.suspended
