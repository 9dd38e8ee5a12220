"""A commission administrator makes one organisation of two: chosen, previewed, confirmed by typing the reference."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.core.pages import done, page
from portal.core.refusal import Refusal
from portal.identity import policy, queries
from portal.identity.forms import MergeForm, StaysForm
from portal.identity.queries import Record
from portal.identity.services import joining, merging
from portal.identity.views.frame import bp


@bp.route("/identity/organisations/<reference>/merger", methods=["GET", "POST"])
@requires(policy.may_decide_organisations, queries.organisation)
def merge(record: Record) -> ResponseReturnValue:
    form, wanted = MergeForm(), request.args.get("into", "").strip()
    into, wrong = _chosen(record, wanted) if wanted else (None, None)
    if into is None or wrong is not None or not form.submitted():
        return _page(record, into, form, wanted, wrong)
    try:
        merging.merge(actor_here(), record, into, form.typed.data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(record, into, form, wanted, None)
    told = _("The organisations have been merged. The administrators of both have been told.")
    return done(url_for(".organisation", reference=into.organisation.reference), told)


def _chosen(record: Record, wanted: str) -> tuple[Record | None, str | None]:
    """The organisation that stays, and why it cannot be."""
    try:
        found = queries.organisation_by_id(joining.find(wanted, parts=True), actor_here())
        if found is not None:
            merging.check(record, found)
    except Refusal as refusal:
        return None, str(refusal.message)
    return found, None


def _page(record: Record, into: Record | None, form: MergeForm, wanted: str, wrong: str | None) -> ResponseReturnValue:
    return page(
        "identity/merge.html",
        422 if wrong or form.errors else 200,
        organisation=record.organisation,
        title=record.name(lang()),
        into=into,
        into_name=into.name(lang()) if into else "",
        moved=merging.preview(record) if into else [],
        stays=StaysForm(formdata=None, into=wanted),
        wrong=wrong,
        form=form,
    )
