"""What somebody's desk offers; what they may do is decided by each feature again."""

from typing import Any

from portal.core.access import CSO_ROLES, Actor


def may_see_desk(actor: Actor, thing: Any = None) -> bool:
    """Everybody has one; people of a suspended organisation are led to the page with the reason."""
    return True


def works_for_organisation(actor: Actor) -> bool:
    """Reports violations, and writes and publishes observation reports."""
    return actor.is_cso and bool(actor.roles & CSO_ROLES)


def handles_cases(actor: Actor) -> bool:
    return actor.is_commission and "case_officer" in actor.roles


def publishes(actor: Actor) -> bool:
    return actor.is_commission and "publishing_officer" in actor.roles


def decides_on_organisations(actor: Actor) -> bool:
    return actor.is_commission and "commission_admin" in actor.roles


def audits(actor: Actor) -> bool:
    return actor.is_commission and "auditor" in actor.roles
