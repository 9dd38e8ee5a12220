"""Who may do what with people and their bodies."""

from typing import Any

from portal.core.access import Actor


def may_use_account(actor: Actor, thing: Any = None) -> bool:
    """The own password, settings and sign-ins. A suspended organisation's people too: a password that somebody else knows
    must be changed at once."""
    return True


def may_leave(actor: Actor, thing: Any = None) -> bool:
    return True


def may_administer_people(actor: Actor, thing: Any = None) -> bool:
    """Of the own organisation; which people that are the query says."""
    return actor.is_cso and "cso_admin" in actor.roles


def may_administer_staff(actor: Actor, thing: Any = None) -> bool:
    return actor.is_commission and "commission_admin" in actor.roles


def may_decide_organisations(actor: Actor, thing: Any = None) -> bool:
    return actor.is_commission and "commission_admin" in actor.roles


def may_lead_memberships(actor: Actor, thing: Any = None) -> bool:
    """Of the own organisation in networks and coalitions, and of others in it."""
    return actor.is_cso and "cso_admin" in actor.roles


def may_answer_call(actor: Actor, call: Any = None) -> bool:
    """Only the organisation that is asked."""
    return may_lead_memberships(actor) and (call is None or call.organisation_id == actor.organisation_id)


def may_withdraw_call(actor: Actor, call: Any = None) -> bool:
    """Only the network or coalition that asks."""
    return may_lead_memberships(actor) and (call is None or call.coalition_id == actor.organisation_id)


def may_see_own_term(actor: Actor, thing: Any = None) -> bool:
    """Until when the own organisation is accepted; after that day anybody of it reads that it has ended."""
    return actor.expired or may_lead_memberships(actor)


def may_renew(actor: Actor, thing: Any = None) -> bool:
    """Also after the last day, and not while a sanction stands."""
    return "cso_admin" in actor.roles and (actor.is_cso or actor.expired)


def may_read_own_suspension(actor: Actor, thing: Any = None) -> bool:
    return actor.suspended and not actor.expired


def may_appeal(actor: Actor, suspension: Any = None) -> bool:
    """Anybody of the organisation, not its administrator alone: the administrator may be the reason."""
    return may_read_own_suspension(actor)


def may_export_own_records(actor: Actor, thing: Any = None) -> bool:
    return actor.suspended
