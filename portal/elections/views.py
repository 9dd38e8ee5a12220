"""The pages of elections: days, phases and deadlines, for everybody who works here."""

from datetime import datetime
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.core import clock
from portal.core.access import actor_here, anyone_signed_in, requires
from portal.core.catalogue import gettext as _
from portal.core.catalogue import lazy_gettext as _l
from portal.core.locale import feature_blueprint, lang
from portal.core.pages import done, form_page, page, refused
from portal.core.refusal import Refusal
from portal.core.register import MenuEntry
from portal.country import queries as country
from portal.elections import policy, queries, services, vocabulary
from portal.elections.forms import DeadlineForm

bp = feature_blueprint("elections", __name__)
blueprints = (bp,)
MENU = (MenuEntry(_l("Elections"), "elections.index", anyone_signed_in, 50),)


@bp.get("/")
@requires(policy.may_view)
def index() -> ResponseReturnValue:
    """The current election has an address of its own; without one the page says what will stand here."""
    slug = queries.current_slug()
    if slug:
        return redirect(url_for(".show", slug=slug), 302)
    return page("elections/none.html", elections=[])


@bp.get("/<slug>")
@requires(policy.may_view, queries.election)
def show(election: Any) -> ResponseReturnValue:
    now, language, actor = clock.now(), lang(), actor_here()
    limits = queries.limits_of(election, language)
    phase_names = {phase.code: phase.name(language) for phase in country.phases()}
    return page(
        "elections/show.html",
        election=election,
        name=queries.name_of(election, language),
        limits=limits,
        coming=next((limit for limit in queries.concerning(limits, actor) if limit.ends_at and limit.ends_at > now), None),
        others=queries.others(election.id, language),
        phases=[_phase(row, phase_names, now) for row in election.phases],
        areas={code: _area_names(codes, language) for code, codes in _areas(election)},
        may_change=policy.may_change_deadlines(actor),
        now=now,
        vocabulary=vocabulary,
    )


@bp.route("/<slug>/deadlines/<code>", methods=["GET", "POST"])
@requires(policy.may_change_deadlines, queries.deadline)
def deadline(record: Any) -> ResponseReturnValue:
    form = DeadlineForm(ends_on=clock.local(record.ends_at).date() if record.ends_at else None, seen=record.lock_version)
    if not form.ends_time.data and record.ends_at and not form.is_submitted():
        form.ends_time.data = clock.local(record.ends_at).strftime("%H:%M")
    limit = queries.limit_of(record, record.names, "", lang())
    context: dict[str, Any] = {"limit": limit, "back": url_for(".index")}
    if not form.submitted():
        return form_page("elections/deadline.html", form, **context)
    try:
        services.change_deadline(actor_here(), record, form.ends_at, form.seen_version)
    except Refusal as refusal:
        return refused("elections/deadline.html", form, refusal, **context)
    return done(url_for(".index"), _("The deadline has been changed. Organisations and case officers have been told."))


def _phase(row: Any, names: dict[str, str], now: datetime) -> dict[str, Any]:
    return {"when": row.from_at, "until": row.to_at, "name": names.get(row.code, row.code), "now": row.from_at <= now < row.to_at}


def _areas(election: Any) -> list[tuple[str, list[str]]]:
    ordered = sorted(election.constituencies, key=lambda row: (len(row.code), row.code))
    return [(row.code, row.governorates.split()) for row in ordered]


def _area_names(codes: list[str], language: str) -> list[str]:
    found = (country.governorate(code) for code in codes)
    return [governorate.name(language) for governorate in found if governorate]
