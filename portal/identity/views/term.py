"""Until when an organisation is accepted, and how its administrator renews that; how the commission decides on it."""

from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portal.core import files
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.core.navigation import menu
from portal.core.pages import done, form_page, keep, page, refused
from portal.core.refusal import Refusal
from portal.core.text import written_in
from portal.country import queries as country
from portal.identity import policy, queries, vocabulary
from portal.identity.forms import ButtonForm, RejectForm, RenewalForm
from portal.identity.queries import Record
from portal.identity.services import examining, lasting
from portal.identity.services.lasting import Renewed
from portal.identity.views.form_pages import governorates, received, registration_data
from portal.identity.views.frame import bp
from portal.identity.vocabulary.lasting import RENEWAL_STATES, RenewalState

MAY = policy.may_decide_organisations
ADDRESS = "/identity/organisations/<reference>/renewal"


@bp.get("/identity/term")
@requires(policy.may_see_own_term)
def term() -> ResponseReturnValue:
    actor = actor_here()
    end = queries.own_end(actor)
    own = (url_for(".term"), url_for("home.index"))
    return page(
        "identity/term.html",
        actor=actor,
        end=end,
        state=RENEWAL_STATES[RenewalState(end.renewal.state)] if end and end.renewal else None,
        may_renew=policy.may_renew(actor) and end is not None and end.near and not end.asked,
        own_records=[(label, address) for row in menu() for label, address, _current in row if address not in own],
    )


@bp.route("/identity/term/renewal", methods=["GET", "POST"])
@requires(policy.may_renew)
def renew() -> ResponseReturnValue:
    actor, template = actor_here(), "identity/renew.html"
    found = queries.own_organisation(actor)
    data = {"contact_name": found.contact_name, "phone": found.phone, "email": found.email, "about": found.about}
    form = RenewalForm(data=data | registration_data(found.registrations) | {"governorates": [area.governorate for area in found.areas]})
    form.governorates.choices = governorates()
    context = {"documents": {row.authority: (row.document.name, row.document.size) for row in found.registrations if row.document}}
    if not form.submitted():
        return form_page(template, form, **context)
    try:
        documents = received(form.uploads())
        lasting.ask(actor, form.once.data, _typed(form, documents))
    except Refusal as refusal:
        return refused(template, form, refusal, **context)
    return done(url_for(".term"), _("Your renewal has been sent to the commission. Until the last day everything goes on as before."))


def _typed(form: Any, documents: dict[str, files.Received]) -> Renewed:
    contact = (form.contact_name.data, form.email.data or None, form.phone.data, form.about.data)
    return Renewed(form.registrations(), documents, *contact, governorates=form.governorates.data)


@bp.get(ADDRESS)
@requires(MAY, queries.organisation)
def renewal(record: Record) -> ResponseReturnValue:
    return _renewal_page(record)


def _renewal_page(record: Record, status: int = 200, form: Any = None) -> ResponseReturnValue:
    asked = queries.renewal(record.organisation.id)
    if asked is None:
        abort(404)
    places = [country.governorate(str(code)) for code in asked.facts.get("governorates", [])]  # type: ignore[attr-defined]
    return page(
        "identity/renewal.html",
        status,
        organisation=record.organisation,
        title=record.name(lang()),
        renewal=asked,
        areas=[place.name(lang()) for place in places if place],
        held={row.authority: row for row in record.organisation.registrations},
        until=lasting.last_day(asked.registrations, lasting.clock.today()),
        state=RENEWAL_STATES[RenewalState(asked.state)],
        authorities=vocabulary.AUTHORITIES,
        names=queries.person_names({asked.asked_by_id, asked.decided_by_id}),
        form=form or RejectForm(prefix="reject"),
        button_form=ButtonForm(),
    )


@bp.post(f"{ADDRESS}/<any(acceptance, rejection):decision>")
@requires(MAY, lambda reference, decision, actor: queries.organisation(reference, actor))
def decide_renewal(record: Record) -> ResponseReturnValue:
    asked = queries.renewal(record.organisation.id)
    if asked is None:
        abort(404)
    here = url_for(".renewal", reference=record.organisation.reference)
    if (request.view_args or {})["decision"] == "acceptance":
        lasting.accept(actor_here(), asked)
        return done(here, _("The acceptance has been renewed."))
    form: Any = RejectForm(prefix="reject")
    if not form.submitted():
        return _renewal_page(record, 422 if form.errors else 200, form)
    lasting.reject(actor_here(), asked, form.text.data, written_in(form.text.data, lang()))
    return done(here, _("The renewal has been rejected. The organisation reads the reason."))


@bp.get(f"{ADDRESS}/documents/<authority>")
@requires(MAY, lambda reference, authority, actor: queries.organisation(reference, actor), writes=True)
def renewal_document(record: Record) -> ResponseReturnValue:
    authority = str((request.view_args or {})["authority"])
    asked = queries.renewal(record.organisation.id)
    stored = queries.renewal_document(asked, authority) if asked else None
    if stored is None:
        abort(404)
    examining.note_document(actor_here(), record.organisation.id, authority)
    keep()
    return files.send(stored)
