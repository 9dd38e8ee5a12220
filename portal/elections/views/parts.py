"""Voting days, phases and constituencies, a short page each."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portal.core import clock
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.forms import choices_of
from portal.core.locale import lang
from portal.core.pages import done, form_page, refused
from portal.core.refusal import Refusal
from portal.country import queries as country
from portal.elections import policy, queries, services
from portal.elections.forms import ConstituencyForm, DayForm, PhaseForm, StepForm, hour_of
from portal.elections.forms.dates import SeenForm
from portal.elections.views.blueprint import bp


@bp.route("/<slug>/days/new", methods=["GET", "POST"])
@requires(policy.may_manage, queries.election)
def new_day(election: Any) -> ResponseReturnValue:
    return _day(election, None)


@bp.route("/<slug>/days/<int:number>", methods=["GET", "POST"])
@requires(policy.may_manage, queries.election_with_part)
def day(election: Any) -> ResponseReturnValue:
    return _day(election, _row(election.days))


def _day(election: Any, row: Any) -> ResponseReturnValue:
    told = {"kind": row.kind, "day": row.day, "opens": row.opens, "closes": row.closes} if row else {"opens": "07:00", "closes": "18:00"}
    form = DayForm(data={**told, "seen": election.lock_version})

    def save() -> None:
        opens, closes = (f"{hour_of(typed):%H:%M}" for typed in (form.opens.data, form.closes.data))
        assert form.day.data is not None
        services.set_day(actor_here(), election, row, form.kind.data, form.day.data, opens, closes, form.seen_version)

    def remove() -> None:
        services.remove_day(actor_here(), election, row, form.seen_version)

    return _edited(election, form, _("Voting day"), save, remove if row else None)


@bp.route("/<slug>/phases/<code>", methods=["GET", "POST"])
@requires(policy.may_manage, queries.election_with_part)
def phase(election: Any) -> ResponseReturnValue:
    code = str((request.view_args or {})["code"])
    known = next((phase for phase in country.phases() if phase.code == code), None)
    if known is None:
        abort(404)
    row = next((row for row in election.phases if row.code == code), None)
    form = PhaseForm(data={**(_span(row.from_at, row.to_at) if row else {}), "seen": election.lock_version})

    def save() -> None:
        services.set_phase(actor_here(), election, code, form.span, form.seen_version)

    def remove() -> None:
        services.set_phase(actor_here(), election, code, None, form.seen_version)

    return _edited(election, form, known.name(lang()), save, remove if row else None)


def _span(first: datetime, last: datetime) -> dict[str, Any]:
    first, last = clock.local(first), clock.local(last)
    return {"from_day": first.date(), "from_time": f"{first:%H:%M}", "to_day": last.date(), "to_time": f"{last:%H:%M}"}


@bp.route("/<slug>/constituencies/new", methods=["GET", "POST"])
@requires(policy.may_manage, queries.election)
def new_constituency(election: Any) -> ResponseReturnValue:
    return _constituency(election, None)


@bp.route("/<slug>/constituencies/<int:number>", methods=["GET", "POST"])
@requires(policy.may_manage, queries.election_with_part)
def constituency(election: Any) -> ResponseReturnValue:
    return _constituency(election, _row(election.constituencies))


def _constituency(election: Any, row: Any) -> ResponseReturnValue:
    told = {"code": row.code, "governorates": row.governorates.split(), "seats": row.seats} if row else {"code": str(len(election.constituencies) + 1)}
    form = ConstituencyForm(data={**told, "seen": election.lock_version})
    form.governorates.choices = choices_of([(one.code, one.name(lang())) for one in country.governorates()])

    def save() -> None:
        services.set_constituency(actor_here(), election, row, form.code.data or "", form.governorates.data or [], form.seats.data, form.seen_version)

    def remove() -> None:
        services.remove_constituency(actor_here(), election, row, form.seen_version)

    return _edited(election, form, _("Constituency"), save, remove if row else None)


@bp.post("/<slug>/constituencies/fill")
@requires(policy.may_manage, queries.election)
def fill_constituencies(election: Any) -> ResponseReturnValue:
    """One for each governorate, as most elections have them."""
    form, back = StepForm(), url_for(".plan", slug=election.slug)
    try:
        services.one_for_each_governorate(actor_here(), election, form.seen_version)
    except Refusal as refusal:
        return done(back, refusal.message, "bad")
    return done(back, _("The constituencies were saved."))


def _row(rows: Any) -> Any:
    number = (request.view_args or {})["number"]
    return next((row for row in rows if row.id == number), None) or abort(404)


def _edited(election: Any, form: SeenForm, title: str, save: Callable[[], None], remove: Callable[[], None] | None) -> ResponseReturnValue:
    """One page for all parts: the fields as they stand in the form, and a button that takes the part out."""
    back = url_for(".plan", slug=election.slug)
    context = {"title": title, "name": queries.name_of(election, lang()), "back": back, "removable": remove is not None}
    removing = remove is not None and "remove" in request.form
    if not removing and not form.submitted():
        return form_page("elections/part.html", form, **context)
    try:
        (remove if removing and remove else save)()
    except Refusal as refusal:
        return refused("elections/part.html", form, refusal, **context)
    return done(back, _("It was taken out.") if removing else _("Saved: %(what)s", what=title))
