"""Strangers apply for an organisation and follow the application."""

from flask import abort, session, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import open_to_all
from portal.core.catalogue import gettext as _
from portal.core.forms import choices_of
from portal.core.locale import lang
from portal.core.pages import done, form_page, refused
from portal.core.refusal import Refusal
from portal.core.text import written_in
from portal.country import queries as country
from portal.identity import queries, vocabulary
from portal.identity.forms import ApplicationForm, DifficultyForm
from portal.identity.services import applying
from portal.identity.services.applying import Application
from portal.identity.views.door import turned_away
from portal.identity.views.frame import bp, network


@bp.route("/apply", methods=["GET", "POST"])
@open_to_all("organisations that have no account yet apply here")
def apply() -> ResponseReturnValue:
    form = ApplicationForm()
    form.governorates.choices = choices_of((governorate.code, governorate.name(lang())) for governorate in country.governorates())
    if not form.submitted():
        return form_page("identity/apply.html", form)
    try:
        # With the session's own secret: who learns a used key elsewhere is not led to the applicant's private page.
        made, secret = applying.apply(_typed(form), network(), f"{form.once.data}{session['csrf_token']}")
    except Refusal as refusal:
        if refusal.status == 429:
            return turned_away("identity/apply.html", form, refusal)
        return refused("identity/apply.html", form, refusal)
    return done(url_for(".application", reference=made.reference, secret=secret), _("Your application has been sent."))


def _typed(form: ApplicationForm) -> Application:
    return Application(
        names=form.names(),
        kind=form.kind.data,
        registrations=form.registrations(),
        governorates=form.governorates.data or (),
        contact_name=form.contact_name.data,
        email=form.email.data,
        phone=form.phone.data,
        about=form.about.data,
        language=lang(),
        women_led=form.women_led.data,
        of_persons_with_disabilities=form.of_persons_with_disabilities.data,
    )


@bp.route("/apply/<reference>/<secret>", methods=["GET", "POST"])
@open_to_all("the private address is the key to one's own application")
def application(reference: str, secret: str) -> ResponseReturnValue:
    found = queries.application(reference, secret)
    if found is None:
        abort(404)
    names = queries.organisation_names([found.id], lang())
    context = {"application": found, "name": names.get(found.id, ""), "states": vocabulary.STATES}
    form = DifficultyForm()
    if not form.submitted():
        return form_page("identity/application.html", form, **context)
    try:
        applying.tell_difficulty(found, form.text.data, written_in(form.text.data, lang()))
    except Refusal as refusal:
        return refused("identity/application.html", form, refusal, **context)
    return done(url_for(".application", reference=reference, secret=secret), _("Thank you. The commission has been told."))
