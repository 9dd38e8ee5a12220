"""Strangers apply for an organisation: short pages behind a private address, each saved, then "check and send"."""

from typing import Any

from flask import abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.core import files, letters
from portal.core.access import open_to_all
from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.core.pages import done, form_page, page, refused
from portal.core.refusal import Refusal
from portal.identity import queries, vocabulary
from portal.identity.forms import ButtonForm, LostLinkForm, StartForm
from portal.identity.queries import Dossier
from portal.identity.services import applying
from portal.identity.views.door import turned_away
from portal.identity.views.form_pages import FORMS, SAVE, answers_of, keep_documents, members_of, own
from portal.identity.views.frame import bp, network
from portal.identity.vocabulary import OrganisationState
from portal.identity.vocabulary.applying import Step

STEP = "<any(names, registration, work, people, members, declarations):step>"
KEY = "the private address is the key to one's own application"
SHOWN = "application_shown"
START, LINK = "identity/apply.html", "identity/application_link.html"


@bp.route("/apply", methods=["GET", "POST"])
@open_to_all("organisations that have no account yet apply here")
def apply() -> ResponseReturnValue:
    form = StartForm()
    context = {"times": queries.waiting_times()}
    if not form.submitted():
        return form_page(START, form, **context)
    email = form.email.data if form.way.data == "email" else None
    try:
        # With the session's own secret: who learns a used key elsewhere is not led to the applicant's private page.
        made, secret = applying.start(lang(), network(), f"{form.once.data}{session['csrf_token']}", email)
    except Refusal as refusal:
        if refusal.status == 429:
            return turned_away(START, form, refusal, **context)
        return refused(START, form, refusal, **context)
    session[SHOWN] = made.reference
    return done(_step_address(made.reference, secret, Step.NAMES))


@bp.route("/apply/link", methods=["GET", "POST"])
@open_to_all("who has lost the private link to an application asks for a new one here")
def lost_link() -> ResponseReturnValue:
    form = LostLinkForm()
    if not form.submitted():
        return form_page(LINK, form)
    try:
        applying.renew_link(form.reference.data, form.email.data, network())
    except Refusal as refusal:
        return turned_away(LINK, form, refusal)
    return done(url_for(".lost_link"), _("If there is such an application, a mail with a new private link is on its way. The link of before is then dead."))


def _step_address(reference: str, secret: str, step: Step, back: str | None = None) -> str:
    if step == Step.CHECK:
        return url_for(".check_application", reference=reference, secret=secret)
    return url_for(".application_step", reference=reference, secret=secret, step=step, back=back)


def _back() -> str | None:
    """Who came from the check to change one thing goes back there."""
    return "check" if request.args.get("back") == "check" else None


def _following(found: Dossier, here: Step) -> Step:
    steps = found.steps()
    return Step.CHECK if _back() else steps[min(steps.index(here) + 1, len(steps) - 1)]


@bp.route(f"/apply/<reference>/<secret>/form/{STEP}", methods=["GET", "POST"])
@open_to_all(KEY)
def application_step(reference: str, secret: str, step: str) -> ResponseReturnValue:
    found, here = own(reference, secret), Step(step)
    if not found.open or here not in found.steps():
        return redirect(url_for(".application", reference=reference, secret=secret), 303)
    form = FORMS[here](found)
    kept: list[str] = []
    if here == Step.REGISTRATION and form.is_submitted():
        found, kept = keep_documents(found, form, secret)
    context = _frame(found, secret, here) | {"kept": kept}
    if not form.submitted():
        return form_page(f"identity/apply_{here}.html", form, **context)
    try:
        found = SAVE[here](found, form, secret)
    except Refusal as refusal:
        return refused(f"identity/apply_{here}.html", form, refusal, **context)
    session.pop(SHOWN, None)
    if here == Step.MEMBERS:
        return done(_step_address(reference, secret, here, _back()), _("The organisation was added."))
    return done(_step_address(reference, secret, _following(found, here)))


def _frame(found: Dossier, secret: str, here: Step) -> dict[str, Any]:
    """What stands round every page of the form; until something was saved also the private address itself."""
    reference, steps = found.organisation.reference, found.steps()
    address = letters.absolute(url_for(".application", reference=reference, secret=secret))
    told, missing = found.application, found.missing()
    return {
        "reference": reference,
        "secret": secret,
        "steps": [str(vocabulary.applying.STEPS[step]) for step in steps],
        "current": steps.index(here) + 1,
        "ways": [_step_address(reference, secret, step) for step in steps],
        "complete": [step not in missing and step != Step.CHECK for step in steps],
        "back": _back(),
        "next": _step_address(reference, secret, _following(found, here)),
        "address": address if session.get(SHOWN) == reference else None,
        "sent_to": told.link_sent_to if told else None,
        "members": members_of(found),
        "button_form": ButtonForm(),
        "documents": {row.authority: (row.document.name, row.document.size) for row in found.organisation.registrations if row.document},
    }


@bp.route("/apply/<reference>/<secret>/check", methods=["GET", "POST"])
@open_to_all(KEY)
def check_application(reference: str, secret: str) -> ResponseReturnValue:
    """Everything once more, and the one button that sends."""
    found, form = own(reference, secret), ButtonForm()
    if found.organisation.state != OrganisationState.DRAFT:
        return redirect(url_for(".application", reference=reference, secret=secret), 303)
    if not form.submitted():
        context = _frame(found, secret, Step.CHECK) | answers_of(found)
        missing = [(str(vocabulary.applying.STEPS[step]), _step_address(reference, secret, step, "check")) for step in found.missing()]
        links = {step: _step_address(reference, secret, step, "check") for step in found.steps()}
        return page("identity/apply_check.html", form=form, found=found, missing=missing, links=links, **context)
    if found.missing():
        return redirect(request.path, 303)
    applying.send(found)
    return done(url_for(".application", reference=reference, secret=secret), _("Your application has been sent."))


@bp.post("/apply/<reference>/<secret>/discarding")
@open_to_all(KEY)
def discard_application(reference: str, secret: str) -> ResponseReturnValue:
    applying.discard(own(reference, secret))
    return done(url_for(".apply"), _("The draft has been deleted."))


@bp.post("/apply/<reference>/<secret>/members/<handle>/removal")
@open_to_all(KEY)
def drop_member(reference: str, secret: str, handle: str) -> ResponseReturnValue:
    applying.drop_member(own(reference, secret), handle)
    return done(_step_address(reference, secret, Step.MEMBERS), _("The organisation was taken out."))


@bp.get("/apply/<reference>/<secret>/documents/<authority>")
@open_to_all(KEY)
def application_document(reference: str, secret: str, authority: str) -> ResponseReturnValue:
    stored = queries.document(own(reference, secret), authority)
    return files.send(stored) if stored else abort(404)
