"""Who may do what with elections, their dates and their polling centres."""

from typing import Any

from portal.core.access import Actor


def may_manage(actor: Actor, thing: Any = None) -> bool:
    """Administrators of the national office: dates of an election bind everybody, so that those who may set them are few.
    Publishing officers write the library, and governorate offices handle cases; neither sets a date."""
    return actor.is_commission and actor.office_is_national and "commission_admin" in actor.roles


def may_see_drafts(actor: Actor) -> bool:
    """Auditors too: the audit lines of a draft lead to it."""
    return may_manage(actor) or (actor.is_commission and "auditor" in actor.roles)


def may_view(actor: Actor, election: Any = None) -> bool:
    """Days, deadlines and polling places concern everybody who works here, an organisation under suspension too: it may
    appeal in time. A draft is nobody's but theirs who prepare it."""
    return election is None or election.state != "draft" or may_see_drafts(actor)


def may_view_centre(actor: Actor, centre: Any) -> bool:
    return may_view(actor, centre.election)


def may_change_deadlines(actor: Actor, deadline: Any = None) -> bool:
    return may_manage(actor)
