"""The pages that everybody may read: what the portal is, for whom it works, what it keeps, on what it stands."""

from flask import current_app
from flask.typing import ResponseReturnValue

from portal.core.access import open_to_all
from portal.core.locale import lang
from portal.core.pages import page
from portal.core.register import registers
from portal.country import queries as country
from portal.home.views.blueprint import LANGUAGE, bp
from portal.home.vocabulary import SOFTWARE
from portal.identity import queries as identity


@bp.get(f"{LANGUAGE}/about")
@open_to_all("says what the portal is before anybody has an account")
def about() -> ResponseReturnValue:
    return page("home/about.html")


@bp.get(f"{LANGUAGE}/accessibility")
@open_to_all("whoever cannot use the sign-in page must be able to read how to get help")
def accessibility() -> ResponseReturnValue:
    return page("home/accessibility.html", contact=_contact())


@bp.get(f"{LANGUAGE}/privacy")
@open_to_all("people read what is kept about them before they give it")
def privacy() -> ResponseReturnValue:
    hours, idle = current_app.config["SIGN_IN_HOURS"], current_app.config["IDLE_MINUTES"]
    rules = [rule for _name, rule in sorted(registers.retentions.items())]
    return page("home/privacy.html", contact=_contact(), sign_in_hours=hours, idle_minutes=idle, rules=rules)


@bp.get(f"{LANGUAGE}/contact")
@open_to_all("whoever cannot sign in must be able to find whom to ask")
def contact() -> ResponseReturnValue:
    return page("home/contact.html", contact=_contact(), offices=identity.offices(lang()))


@bp.get(f"{LANGUAGE}/credits")
@open_to_all("the licences of the data ask for it to be credited where everybody can read it")
def credits() -> ResponseReturnValue:
    return page("home/credits.html", data=country.credits(lang()), software=SOFTWARE)


def _contact() -> str | None:
    """The address that mails of the portal come from; an installation without one has nobody to name."""
    address = str(current_app.config["PORTAL_MAIL_FROM"])
    return None if address.endswith("@localhost") else address
