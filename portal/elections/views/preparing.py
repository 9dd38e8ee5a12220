"""An election from its draft to its end: begun in one form, filled in short steps, checked on one page, and announced."""

from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portal.core import clock
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.forms import choices_of
from portal.core.locale import LANGUAGES, lang
from portal.core.pages import done, form_page, page, refused
from portal.core.presentation import language_word
from portal.core.refusal import Refusal
from portal.country import queries as country
from portal.elections import policy, queries, services, vocabulary
from portal.elections.forms import NamesForm, NewForm, StepForm
from portal.elections.views.blueprint import bp
from portal.elections.views.reading import area_names, areas_of
from portal.elections.vocabulary import STEPS, ElectionState, Verb

DONE = {
    Verb.ANNOUNCE: lambda: _("The election was announced. Everybody who works here sees it now."),
    Verb.MAKE_CURRENT: lambda: _("Reports belong to this election from now on."),
    Verb.CLOSE: lambda: _("The election was closed. It is kept for reference."),
    Verb.REOPEN: lambda: _("The election is open again."),
}


@bp.route("/new", methods=["GET", "POST"])
@requires(policy.may_manage)
def new() -> ResponseReturnValue:
    form = NewForm(year=clock.today().year, begin_from=services.STANDARD)
    former = [(slug, name) for slug, name, _language in queries.choices(lang(), actor_here())]
    form.begin_from.choices = choices_of([(services.STANDARD, _("The usual list of deadlines")), *former], none=_("Nothing: an empty election"))
    if not form.submitted():
        return form_page("elections/new.html", form)
    try:
        made = services.start(actor_here(), form.once.data, form.kind.data, form.year.data, form.names, form.begin_from.data)
    except Refusal as refusal:
        return refused("elections/new.html", form, refusal)
    return done(url_for(".plan", slug=made.slug), _("The draft was made. Nobody but you and other administrators sees it."))


@bp.get("/<slug>/plan")
@requires(policy.may_manage, queries.election)
def plan(election: Any) -> ResponseReturnValue:
    return page("elections/plan.html", **_shown(election), step=StepForm(seen=election.lock_version))


@bp.route("/<slug>/names", methods=["GET", "POST"])
@requires(policy.may_manage, queries.election)
def names(election: Any) -> ResponseReturnValue:
    written = {f"name_{row.language}": row.text for row in election.names} | {f"about_{row.language}": row.about for row in election.names}
    form = NamesForm(data={**written, "seen": election.lock_version})
    context = _of(election)
    if not form.submitted():
        return form_page("elections/names.html", form, **context)
    try:
        services.rename(actor_here(), election, form.names, form.in_languages("about"), form.seen_version)
    except Refusal as refusal:
        return refused("elections/names.html", form, refusal, **context)
    return done(context["back"], _("The names were saved."))


@bp.post("/<slug>/step/<verb>")
@requires(policy.may_manage, queries.election_with_part)
def step(election: Any) -> ResponseReturnValue:
    name = str((request.view_args or {})["verb"])
    if name not in set(Verb):
        abort(404)
    verb, form, shown = Verb(name), StepForm(), _shown(election)
    if not form.submitted():
        return page("elections/plan.html", 422, step=form, **shown)
    try:
        services.step(actor_here(), election, verb)
    except Refusal as refusal:
        return refused("elections/plan.html", form, refusal, **shown, step=form)
    return done(shown["back"], DONE[verb]())


@bp.post("/<slug>/discard")
@requires(policy.may_manage, queries.election)
def discard(election: Any) -> ResponseReturnValue:
    form, shown = StepForm(), _shown(election)
    try:
        services.discard(actor_here(), election)
    except Refusal as refusal:
        return refused("elections/plan.html", form, refusal, **shown, step=form)
    return done(url_for(".every"), _("The draft was deleted."))


def _of(election: Any) -> dict[str, Any]:
    """What every step of the preparation shows: which election, and the way back."""
    return {"slug": election.slug, "name": queries.name_of(election, lang()), "back": url_for(".plan", slug=election.slug)}


def _shown(election: Any) -> dict[str, Any]:
    """Plain values of the whole election: the page is shown again after a rollback too."""
    language = lang()
    spans = {row.code: (row.from_at, row.to_at) for row in election.phases}
    limits = queries.limits_of(election, language)
    rows = {row.code: row for row in election.constituencies}
    return {
        **_of(election),
        "state": ElectionState(election.state),
        "kind": vocabulary.KINDS.get(election.kind, ""),
        "names": [(language_word(row.language), row.text, row.language) for row in sorted(election.names, key=lambda row: LANGUAGES.index(row.language))],
        "days": [(row.id, vocabulary.VOTING_DAYS.get(row.kind, row.kind), row.day, row.opens, row.closes) for row in election.days],
        "phases": [(phase.code, phase.name(language), spans.get(phase.code)) for phase in country.phases()],
        "areas": [(rows[code].id, code, area_names(codes, language), rows[code].seats) for code, codes in areas_of(election)],
        "limits": limits,
        "lacking": _lacking(election, limits),
        "general": any(row.kind == "general" for row in election.days),
        "verbs": [verb for verb, (allowed, _after) in STEPS.items() if election.state in allowed],
        "vocabulary": vocabulary,
    }


def _lacking(election: Any, limits: list[queries.Limit]) -> list[tuple[str, str]]:
    """What is not there yet, and where it is entered; only the day of general voting keeps an election from being announced."""
    spoken, names = {row.language for row in election.names}, url_for(".names", slug=election.slug)
    found = [(_("The name in %(language)s is missing.", language=language_word(code)), names) for code in LANGUAGES if code not in spoken]
    if not any(row.kind == "general" for row in election.days):
        day = url_for(".new_day", slug=election.slug)
        found.append((_("The day of general voting is missing. Without it the election cannot be announced."), day))
    if not election.phases:
        found.append((_("No phase has its days yet: reports of violations cannot be counted by phase."), "#phases-h"))
    if not election.constituencies:
        found.append((_("There is no constituency yet."), "#areas-h"))
    if undated := [limit for limit in limits if limit.ends_at is None and limit.length_days is None]:
        found.append((_("Deadlines without an end and without a length: %(number)s.", number=len(undated)), f"#{undated[0].code}"))
    if unsure := [limit for limit in limits if limit.certainty == "C"]:
        found.append((_("Deadlines that are still to be verified: %(number)s.", number=len(unsure)), f"#{unsure[0].code}"))
    return found
