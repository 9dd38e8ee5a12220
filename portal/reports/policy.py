"""Who may do what with reports."""

from typing import Any

from portal.core.access import CSO_ROLES, Actor
from portal.reports.vocabulary import OPEN_STATES, State


def may_list(actor: Actor, report: Any = None) -> bool:
    """Everybody signed in has a list; what stands in it is decided record by record."""
    return True


def may_view(actor: Actor, report: Any) -> bool:
    """Published reports, and the trace of withdrawn ones, are for the commission and all organisations that may work
    here; drafts, and everything for a suspended organisation, for the own one alone."""
    if actor.organisation_id is not None and actor.organisation_id == report.organisation_id:
        return True
    return (actor.is_cso or actor.is_commission) and report.state in OPEN_STATES


def may_read_inside(actor: Actor, report: Any) -> bool:
    """The texts and files: of a withdrawn report only its own organisation still reads them."""
    own = actor.organisation_id is not None and actor.organisation_id == report.organisation_id
    return own or (may_view(actor, report) and report.state == State.PUBLISHED)


def may_write(actor: Actor) -> bool:
    return actor.is_cso and bool(actor.roles & CSO_ROLES)


def may_edit(actor: Actor, report: Any) -> bool:
    """Every member writes and publishes for the organisation."""
    return may_write(actor) and actor.organisation_id == report.organisation_id and report.state != State.WITHDRAWN


def may_withdraw(actor: Actor, report: Any) -> bool:
    """Also when it is withdrawn already: the same form sent twice leads to the same page."""
    return may_write(actor) and actor.organisation_id == report.organisation_id and report.state in OPEN_STATES
