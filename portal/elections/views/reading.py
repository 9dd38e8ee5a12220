"""Days, phases and deadlines, for everybody who works here."""

from datetime import datetime
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.core import clock
from portal.core.access import actor_here, requires
from portal.core.locale import lang
from portal.core.pages import page
from portal.country import queries as country
from portal.elections import policy, queries, vocabulary
from portal.elections.views.blueprint import bp


@bp.get("/")
@requires(policy.may_view)
def index() -> ResponseReturnValue:
    """The current election has an address of its own; without one the page says what will stand here."""
    slug = queries.home_slug()
    if slug:
        return redirect(url_for(".show", slug=slug), 302)
    return page("elections/none.html", may_manage=policy.may_manage(actor_here()))


@bp.get("/all")
@requires(policy.may_view)
def every() -> ResponseReturnValue:
    actor = actor_here()
    return page("elections/every.html", rows=queries.elections(lang(), actor), may_manage=policy.may_manage(actor), vocabulary=vocabulary)


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
        areas={code: area_names(codes, language) for code, codes in areas_of(election)},
        may_change=policy.may_manage(actor),
        now=now,
        vocabulary=vocabulary,
    )


def _phase(row: Any, names: dict[str, str], now: datetime) -> dict[str, Any]:
    return {"when": row.from_at, "until": row.to_at, "name": names.get(row.code, row.code), "now": row.from_at <= now < row.to_at}


def areas_of(election: Any) -> list[tuple[str, list[str]]]:
    ordered = sorted(election.constituencies, key=lambda row: (len(row.code), row.code))
    return [(row.code, row.governorates.split()) for row in ordered]


def area_names(codes: list[str], language: str) -> list[str]:
    found = (country.governorate(code) for code in codes)
    return [governorate.name(language) for governorate in found if governorate]
