"""The commission decides about organisations."""

from collections.abc import Callable
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core import clock
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.forms import Form
from portal.core.locale import lang
from portal.core.pages import done, page
from portal.core.text import written_in
from portal.country import queries as country
from portal.identity import policy, queries, vocabulary
from portal.identity.forms import ButtonForm, RefuseAppealForm, ReinstateForm, RejectForm, SuspendForm
from portal.identity.queries import Record
from portal.identity.services import deciding, departing
from portal.identity.services.examining import EXAMINED
from portal.identity.views.frame import bp
from portal.identity.vocabulary import OrganisationState

MAY = policy.may_decide_organisations
FORMS: dict[str, type[Form]] = {
    "reject": RejectForm,
    "suspend": SuspendForm,
    "reinstate": ReinstateForm,
    "refuse": RefuseAppealForm,
}


@bp.get("/identity/organisations/")
@requires(MAY)
def organisations() -> ResponseReturnValue:
    state = request.args.get("state")
    found = queries.organisations_page(state, request.args.get("after"))
    waiting = queries.turns() if found.first and not state else []
    asked = queries.organisations_page(OrganisationState.ASKED, None).rows if found.first and not state else []
    suspended = queries.suspended_among([row.id for row in found.rows])
    names = queries.organisation_names([row.id for row in (*waiting, *asked, *found.rows)], lang())
    return page(
        "identity/organisations.html",
        state=state,
        waiting=waiting,
        asked=asked,
        found=found,
        suspended=suspended,
        words=_words(),
        names=names,
        what=vocabulary.checking.TURNS,
        today=clock.today(),
    )


def _words() -> dict[str, Any]:
    return {
        "kinds": vocabulary.KINDS,
        "states": vocabulary.STATES,
        "suspended": vocabulary.SUSPENDED,
        "authorities": vocabulary.AUTHORITIES,
        "expired": vocabulary.EXPIRED,
    }


@bp.get("/identity/organisations/<reference>")
@requires(MAY, queries.organisation)
def organisation(record: Record) -> ResponseReturnValue:
    """The address of a merged one leads to the organisation that has taken it over."""
    merged = record.organisation.merged_into_id
    into = queries.organisation_reference(merged) if merged else None
    if into is not None:
        told = _("%(reference)s was merged into this organisation.", reference=record.organisation.reference)
        return done(url_for(".organisation", reference=into), told, "info")
    return _record_page(record)


def _record_page(record: Record, status: int = 200, **wrong: Form) -> ResponseReturnValue:
    """`wrong`: the form that was refused, by its name in FORMS."""
    found = record.organisation
    forms = {name: wrong.get(name) or made(prefix=name) for name, made in FORMS.items()}
    acting = {found.decided_by_id} | {i for one in record.suspensions for i in (one.by_id, one.appealed_by_id, one.answered_by_id)}
    areas = [area for area in map(country.governorate, sorted(area.governorate for area in found.areas)) if area]
    return page(
        "identity/organisation.html",
        status,
        record=record,
        organisation=found,
        title=record.name(lang()),
        forms=forms,
        wrong=list(wrong),
        names=queries.person_names(acting),
        areas=[area.name(lang()) for area in areas],
        words=_words(),
        button_form=ButtonForm(),
        more={"women_led": vocabulary.WOMEN_LED, "opd": vocabulary.OPD},
        complete=queries.checklist_complete(found) if found.state in EXAMINED else False,
        examined=found.state in EXAMINED,
        deleted_on=clock.local(departing.deleted_at(found)).date() if found.leaving_at else None,
        entrance=queries.entrance(found.id) if found.state == OrganisationState.ACCEPTED else None,
        expired=bool(found.valid_until and found.valid_until < clock.today()),
    )


@bp.post("/identity/organisations/<reference>/acceptance")
@requires(MAY, queries.organisation, fresh=True)
def accept(record: Record) -> ResponseReturnValue:
    deciding.accept(actor_here(), record)
    mailed = _("The organisation has been accepted. Its contact person is invited by mail as its administrator.")
    unmailed = _(
        "The organisation has been accepted. There is no e-mail address, so no mail was sent: "
        "its administrator's account is opened at the private link."
    )
    return done(_address(record), mailed if record.organisation.email else unmailed)


@bp.post("/identity/organisations/<reference>/invitation")
@requires(MAY, queries.organisation, fresh=True)
def invite_contact(record: Record) -> ResponseReturnValue:
    deciding.invite_contact(actor_here(), record)
    return done(_address(record), _("A new invitation was mailed to the contact person. Those of before are dead."))


@bp.post("/identity/organisations/<reference>/rejection")
@requires(MAY, queries.organisation, fresh=True)
def reject(record: Record) -> ResponseReturnValue:
    mailed = _("The application has been rejected. The reason was mailed to the contact person.")
    unmailed = _("The application has been rejected. There is no e-mail address, so no mail was sent: the reason stands at the private link.")
    return _with_reason(record, "reject", deciding.reject, mailed if record.organisation.email else unmailed)


@bp.post("/identity/organisations/<reference>/suspension")
@requires(MAY, queries.organisation, fresh=True)
def suspend(record: Record) -> ResponseReturnValue:
    return _with_reason(record, "suspend", deciding.suspend, _("The organisation is suspended. All its people are signed out."))


@bp.post("/identity/organisations/<reference>/reinstatement")
@requires(MAY, queries.organisation, fresh=True)
def reinstate(record: Record) -> ResponseReturnValue:
    return _with_reason(record, "reinstate", deciding.reinstate, _("The suspension has been lifted."))


@bp.post("/identity/organisations/<reference>/appeal")
@requires(MAY, queries.organisation, fresh=True)
def refuse_appeal(record: Record) -> ResponseReturnValue:
    return _with_reason(record, "refuse", deciding.refuse_appeal, _("Your answer has been sent. The suspension stays."))


def _with_reason(record: Record, name: str, step: Callable[..., None], message: str) -> ResponseReturnValue:
    form: Any = FORMS[name](prefix=name)
    if not form.submitted():
        return _record_page(record, 422 if form.errors else 200, **{name: form})
    step(actor_here(), record, form.text.data, written_in(form.text.data, lang()))
    return done(_address(record), message)


def _address(record: Record) -> str:
    return url_for(".organisation", reference=record.organisation.reference)
