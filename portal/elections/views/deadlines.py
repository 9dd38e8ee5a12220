"""Deadlines: a new end, all facts of one, and a new one."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core import clock
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.forms import require
from portal.core.locale import lang
from portal.core.pages import done, form_page, refused
from portal.core.refusal import Refusal
from portal.elections import policy, queries, services
from portal.elections.forms import DeadlineForm, FactsForm
from portal.elections.views.blueprint import bp
from portal.elections.vocabulary.elections import BAD_CODE


@bp.route("/<slug>/deadlines/<code>", methods=["GET", "POST"])
@requires(policy.may_change_deadlines, queries.deadline)
def deadline(record: Any) -> ResponseReturnValue:
    form = DeadlineForm(ends_on=clock.local(record.ends_at).date() if record.ends_at else None, seen=record.lock_version)
    if not form.ends_time.data and record.ends_at and not form.is_submitted():
        form.ends_time.data = clock.local(record.ends_at).strftime("%H:%M")
    slug, back = _slug(), url_for(".show", slug=_slug())
    limit = queries.limit_of(record, record.names, slug, lang())
    context: dict[str, Any] = {"limit": limit, "back": back, "facts_url": url_for(".deadline_facts", slug=slug, code=limit.code)}
    if not form.submitted():
        return form_page("elections/deadline.html", form, **context)
    try:
        services.change_deadline(actor_here(), record, form.ends_at, form.seen_version)
    except Refusal as refusal:
        return refused("elections/deadline.html", form, refusal, **context)
    return done(back, _("The deadline has been changed. Organisations and case officers have been told."))


@bp.route("/<slug>/deadlines/new", methods=["GET", "POST"])
@requires(policy.may_manage, queries.bare_election)
def new_deadline(election: Any) -> ResponseReturnValue:
    form = FactsForm()
    require(form.code, BAD_CODE)
    context: dict[str, Any] = {"title": _("Add a deadline"), "back": url_for(".plan", slug=election.slug), "removable": False}
    if not form.submitted():
        return form_page("elections/deadline_facts.html", form, **context)
    try:
        services.add_deadline(actor_here(), election, form.code.data or "", _facts(form), form.names, *_words(form))
    except Refusal as refusal:
        return refused("elections/deadline_facts.html", form, refusal, **context)
    return done(context["back"], _("The deadline was added."))


@bp.route("/<slug>/deadlines/<code>/facts", methods=["GET", "POST"])
@requires(policy.may_manage, queries.deadline)
def deadline_facts(record: Any) -> ResponseReturnValue:
    form = FactsForm(data=_written(record))
    context: dict[str, Any] = {"title": _("All facts of the deadline"), "back": url_for(".plan", slug=_slug()), "removable": True}
    form.code.data = record.code
    removing = "remove" in request.form
    if not removing and not form.submitted():
        return form_page("elections/deadline_facts.html", form, **context)
    try:
        if removing:
            services.remove_deadline(actor_here(), record, form.seen_version)
        else:
            services.describe_deadline(actor_here(), record, _facts(form), form.names, *_words(form), seen=form.seen_version)
    except Refusal as refusal:
        return refused("elections/deadline_facts.html", form, refusal, **context)
    return done(context["back"], _("It was taken out.") if removing else _("The deadline has been changed."))


def _slug() -> str:
    return str((request.view_args or {})["slug"])


def _facts(form: FactsForm) -> services.Facts:
    return services.Facts(
        form.starts_at, form.ends_at, form.length_days.data, form.certainty.data, form.source.data or None, form.party.data
    )


def _words(form: FactsForm) -> tuple[dict[str, str], dict[str, str]]:
    return form.in_languages("who"), form.in_languages("counted")


def _written(record: Any) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(record, name) for name in ("certainty", "source", "party", "length_days")}
    for row in record.names:
        told |= {f"name_{row.language}": row.text, f"who_{row.language}": row.who, f"counted_{row.language}": row.counted_from}
    for part, value in (("starts", record.starts_at), ("ends", record.ends_at)):
        if value:
            local = clock.local(value)
            told |= {f"{part}_on": local.date(), f"{part}_time": f"{local:%H:%M}"}
    return {**told, "seen": record.lock_version}
