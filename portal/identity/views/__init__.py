"""The addresses of identity."""

from flask import Flask

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import MenuEntry
from portal.identity import policy
from portal.identity.services import passwords
from portal.identity.views import (
    account,
    adding,
    addresses,
    agreements,
    applying,
    coalitions,
    commitments,
    data,
    departing,
    door,
    enrolling,
    examining,
    factors,
    following,
    keys,
    membership,
    merging,
    organisations,
    people,
    proving,
    roster,
    roster_import,
    second,
    signed_in,
    signing,
    staff,
    staying,
    suspension,
    term,
)
from portal.identity.views.frame import bp
from portal.identity.vocabulary import Role

blueprints = (bp,)
MENU = (
    MenuEntry(_l("Suspension"), "identity.suspended", policy.may_appeal, 5),
    MenuEntry(_l("Agreements"), "identity.agreements", policy.may_read_agreements, 64, keeping=True),
    MenuEntry(_l("Acceptance"), "identity.term", lambda actor: actor.expired, 5),
    MenuEntry(_l("Coalitions"), "identity.coalitions", policy.may_lead_memberships, 63, keeping=True),
    MenuEntry(_l("Organisations"), "identity.organisations", policy.may_decide_organisations, 60, keeping=True),
    # NOTE: menu entry: the people of one's own organisation
    MenuEntry(_l("People"), "identity.people", policy.may_administer_people, 61, keeping=True),
    MenuEntry(_l("Observers"), "identity.observers", policy.may_keep_roster, 62, keeping=True),
    # NOTE: menu entry: the commission's staff
    MenuEntry(_l("Staff"), "identity.staff", policy.may_administer_staff, 62, keeping=True),
)
__all__ = [
    "MENU",
    "account",
    "addresses",
    "agreements",
    "applying",
    "blueprints",
    "coalitions",
    "commitments",
    "data",
    "departing",
    "door",
    "enrolling",
    "examining",
    "factors",
    "following",
    "keys",
    "merging",
    "organisations",
    "people",
    "register",
    "roster",
    "roster_import",
    "second",
    "signing",
    "staff",
    "staying",
    "suspension",
    "term",
]


def register(app: Flask) -> None:
    signed_in.register(app)
    app.after_request(membership.forget_code)
    app.after_request(adding.forget_codes)
    app.extensions["ask_again"] = proving.ask_again
    _check_rule(str(app.config["PORTAL_SECOND_FACTOR"]))
    passwords.configure(app.config.get("PASSWORD_COST"))


def _check_rule(rule: str) -> None:
    """A mistyped role would leave somebody's door with one lock only."""
    unknown = {word.strip() for word in rule.split(",")} - set(Role)
    if rule not in ("commission", "all", "none") and unknown:
        raise SystemExit(f"PORTAL_SECOND_FACTOR knows no {sorted(unknown)}; give commission, all, none, or roles of {[role.value for role in Role]}.")
