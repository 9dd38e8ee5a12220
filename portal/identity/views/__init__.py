"""The addresses of identity."""

from flask import Flask

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import MenuEntry
from portal.identity import policy
from portal.identity.services import passwords
from portal.identity.views import (
    account,
    applying,
    coalitions,
    door,
    examining,
    following,
    keys,
    membership,
    merging,
    organisations,
    people,
    signed_in,
    staff,
    suspension,
    term,
)
from portal.identity.views.frame import bp

blueprints = (bp,)
MENU = (
    MenuEntry(_l("Suspension"), "identity.suspended", policy.may_read_own_suspension, 5),
    MenuEntry(_l("Acceptance"), "identity.term", lambda actor: actor.expired, 5),
    MenuEntry(_l("Coalitions"), "identity.coalitions", policy.may_lead_memberships, 63),
    MenuEntry(_l("Organisations"), "identity.organisations", policy.may_decide_organisations, 60),
    # NOTE: menu entry: the people of one's own organisation
    MenuEntry(_l("People"), "identity.people", policy.may_administer_people, 61),
    # NOTE: menu entry: the commission's staff
    MenuEntry(_l("Staff"), "identity.staff", policy.may_administer_staff, 62),
)
__all__ = [
    "MENU",
    "account",
    "applying",
    "blueprints",
    "coalitions",
    "door",
    "examining",
    "following",
    "keys",
    "merging",
    "organisations",
    "people",
    "register",
    "staff",
    "suspension",
    "term",
]


def register(app: Flask) -> None:
    signed_in.register(app)
    app.after_request(membership.forget_code)
    passwords.configure(app.config.get("PASSWORD_COST"))
