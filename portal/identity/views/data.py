"""What is kept about a person and an organisation: to take along, and to delete."""

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from portal.core import files
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.pages import done, keep, page
from portal.core.refusal import Refusal
from portal.identity import policy, queries, vocabulary
from portal.identity.forms import ButtonForm, DeleteAccountForm, LeaveForm
from portal.identity.services import erasing, exporting
from portal.identity.views.door import go_out
from portal.identity.views.frame import bp
from portal.identity.vocabulary import departing


@bp.get("/identity/data")
@requires(policy.may_see_own_data)
def data() -> ResponseReturnValue:
    return data_page()


def data_page(status: int = 200, form: DeleteAccountForm | None = None, leave_form: LeaveForm | None = None) -> ResponseReturnValue:
    actor = actor_here()
    of_body = policy.may_export_own_records(actor)
    own, bodys = queries.export_about_self(actor), queries.own_export(actor) if of_body else None
    return page(
        "identity/data.html", status, actor=actor, form=form or DeleteAccountForm(), button_form=ButtonForm(), user_name=queries.own_names(actor)[0],
        own=own, bodys=bodys, of_body=of_body, under_way=any(copy and copy.under_way for copy in (own, bodys)), news=_news(own, bodys),
        may_delete=policy.may_delete_own_account(actor), goes=vocabulary.GOES, stays=vocabulary.STAYS, days=queries.KEPT_DAYS,
        leaving=departing if policy.may_end_organisation(actor) else None, leave_form=leave_form or LeaveForm(prefix="leave"),
        body_reference=queries.organisation_reference(actor.organisation_id or 0),
    )  # fmt: skip


def _news(own: queries.Copy | None, bodys: queries.Copy | None) -> str:
    """How far the copies are that were asked for within the hour: for the page's title, and said while one waits for them."""
    told = []
    if own and own.fresh:
        told.append(_("The copy of your data is ready.") if own.file else _("The copy of your data is being prepared."))
    if bodys and bodys.fresh:
        told.append(_("The copy of your organisation's records is ready.") if bodys.file else _("The copy of your organisation's records is being prepared."))
    return " ".join(told)


@bp.post("/identity/data/export")
@requires(policy.may_see_own_data, fresh=True)
def export_self() -> ResponseReturnValue:
    if ButtonForm().submitted():
        exporting.ask_for_self(actor_here())
    return done(url_for(".data"), _("Your copy is being prepared. This page tells you when it is ready."))


@bp.post("/identity/data/organisation/export")
@requires(policy.may_export_own_records, fresh=True)
def export_organisation() -> ResponseReturnValue:
    if ButtonForm().submitted():
        exporting.ask_for_organisation(actor_here())
    return done(url_for(".data"), _("The copy of your organisation's records is being prepared. This page tells you when it is ready."))


@bp.get("/identity/data/export")
@requires(policy.may_see_own_data, writes=True, fresh=True)
def download_self() -> ResponseReturnValue:
    return _send(queries.export_about_self(actor_here()))


@bp.get("/identity/data/organisation/export")
@requires(policy.may_export_own_records, writes=True, fresh=True)
def download_organisation() -> ResponseReturnValue:
    return _send(queries.own_export(actor_here()))


def _send(copy: queries.Copy | None) -> ResponseReturnValue:
    if copy is None or copy.file is None:
        abort(404)
    exporting.note_download(actor_here(), copy.export)
    keep()
    return files.send(copy.file)


@bp.post("/identity/data/delete")
@requires(policy.may_delete_own_account, fresh=True)
def delete_account() -> ResponseReturnValue:
    form = DeleteAccountForm()
    if not form.submitted():
        return data_page(422 if form.errors else 200, form)
    try:
        if not form.names(queries.own_names(actor_here())[0]):
            raise Refusal(vocabulary.NOT_YOUR_NAME, "user_name", 422)
        erasing.close_own(actor_here())
    except Refusal as refusal:
        form.refuse(refusal)
        return data_page(422, form)
    return go_out(_("Your account and the personal data in it have been deleted."))
