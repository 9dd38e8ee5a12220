"""Who may do what with people and their bodies."""

from collections.abc import Iterable
from typing import Any

from portal.core.access import CSO_ROLES, Actor

KEEPERS = frozenset({"cso_admin", "cso_case_holder"})


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
    """Anybody of the organisation, also after it was lifted: the answer of the commission stands there."""
    return actor.organisation_id is not None


def may_appeal(actor: Actor, suspension: Any = None) -> bool:
    """Anybody of the organisation, not its administrator alone: the administrator may be the reason."""
    return actor.suspended and not actor.expired


def may_export_own_records(actor: Actor, thing: Any = None) -> bool:
    """What this person sees of the organisation's records; a suspended one's people all the same."""
    return actor.organisation_id is not None


def may_see_own_data(actor: Actor, thing: Any = None) -> bool:
    return True


def may_delete_own_account(actor: Actor, thing: Any = None) -> bool:
    """Of an organisation. Who decided for the commission stays answerable: an administrator removes that account."""
    return actor.organisation_id is not None


def may_end_organisation(actor: Actor, thing: Any = None) -> bool:
    """To leave the portal with the own organisation, also under a sanction and after the last day: what must stay stays."""
    return actor.organisation_id is not None and "cso_admin" in actor.roles


def may_keep_roster(actor: Actor, thing: Any = None) -> bool:
    """Of the own organisation's observers; whose they are the query says. Nobody of the commission sees them here."""
    return actor.is_cso and bool(KEEPERS & actor.roles)


def may_view_observer(actor: Actor, observer: Any) -> bool:
    return may_keep_roster(actor) and observer.organisation_id == actor.organisation_id


def may_read_agreements(actor: Actor, thing: Any = None) -> bool:
    """Agreements and commitments bind both sides; a suspended organisation must know what it is measured by."""
    return True


def may_write_agreements(actor: Actor, thing: Any = None) -> bool:
    return actor.is_commission and "commission_admin" in actor.roles


def may_read_agreement(actor: Actor, version: Any) -> bool:
    return version.state == "published" or may_write_agreements(actor)


def may_sign(actor: Actor, version: Any = None) -> bool:
    """For the own organisation. Whether a version can be signed now the service says."""
    return actor.is_cso and "cso_admin" in actor.roles


def may_read_signature(actor: Actor, signature: Any) -> bool:
    """The organisation's own people, suspended or not, and the commission."""
    return actor.is_commission or actor.organisation_id == signature.organisation_id
