"""A new e-mail address for the own account, or for somebody of the own organisation; confirmed by its person."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.pages import done, page
from portal.core.refusal import Refusal
from portal.identity import policy, queries
from portal.identity.forms import AddressForm, ButtonForm, RolesForm
from portal.identity.queries import Member
from portal.identity.services import addresses
from portal.identity.views.account import account_page
from portal.identity.views.frame import bp
from portal.identity.views.keys import dead_link
from portal.identity.views.membership import one, record_page


@bp.post("/identity/account/address")
@requires(policy.may_use_account, fresh=True)
def ask_address() -> ResponseReturnValue:
    form = AddressForm(prefix="address")
    if not form.submitted():
        return account_page(422 if form.errors else 200, address_form=form)
    try:
        addresses.ask(actor_here(), actor_here().person_id or 0, form.email.data)
    except Refusal as refusal:
        form.refuse(refusal)
        return account_page(refusal.status if refusal.status == 429 else 422, address_form=form)
    return done(url_for(".account"), _("A link was sent to the new address. Nothing changes until you open it and confirm."))


@bp.route("/identity/account/address/<token>", methods=["GET", "POST"])
@requires(policy.may_use_account, fresh=True)
def confirm_address(token: str) -> ResponseReturnValue:
    """Only whose account it is: for everybody else the link is dead."""
    key, actor = queries.address_key(token, actor_here()), actor_here()
    if key is None:
        return dead_link()
    if request.method == "GET" or not ButtonForm().submitted():
        return page("identity/address.html", email=key.email, before=queries.own_names(actor)[1], token=token, form=ButtonForm())
    addresses.confirm(actor, key)
    return done(url_for(".account"), _("Your new e-mail address counts from now on. The old one has been told."))


@bp.post("/identity/people/<user_name>/address")
@requires(policy.may_administer_people, queries.member, fresh=True)
def member_address(found: Member) -> ResponseReturnValue:
    form = AddressForm(prefix="address")
    try:
        if not form.submitted():
            return _member_page(found, form, 422 if form.errors else 200)
        addresses.ask(actor_here(), found.person_id, form.email.data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _member_page(found, form, refusal.status if refusal.status == 429 else 422)
    return done(one("people", found.user_name), _("A link was sent to the new address. It counts when the person has signed in and confirmed it."))


def _member_page(found: Member, form: AddressForm, status: int) -> ResponseReturnValue:
    return record_page("people", found, RolesForm(formdata=None, roles_held=list(found.roles)), status, address_form=form)
