"""The desk: first what waits for this person, then what is new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.audit import queries as audit
from portal.core import clock
from portal.core.access import Actor, actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.catalogue import ngettext
from portal.core.locale import lang
from portal.core.pages import page
from portal.core.presentation import day as day_words
from portal.core.presentation import local_day
from portal.core.text import written_in
from portal.country import queries as country
from portal.elections import queries as elections
from portal.home import policy
from portal.home.views.blueprint import LANGUAGE, bp
from portal.identity import queries as identity
from portal.identity import vocabulary as identity_words
from portal.library import queries as library
from portal.reports import queries as reports
from portal.reports import vocabulary as report_words
from portal.violations import queries as violations
from portal.violations import vocabulary as violation_words

RIGHTS = {
    "report": policy.works_for_organisation,
    "handle": policy.handles_cases,
    "publish": policy.publishes,
    "decide": policy.decides_on_organisations,
    "audit": policy.audits,
}
MOST = 5
MOST_NEWS = 4


@dataclass(frozen=True)
class Task:
    """Something that waits for this person."""

    title: str
    url: str
    action: str
    kind: str = ""
    text: str = ""
    reference: str = ""
    tone: str = "wait"
    word: str = ""
    at: datetime | None = None
    by: str = ""
    language: str | None = None


@dataclass(frozen=True)
class Draft:
    title: str
    language: str
    url: str
    kind: str
    at: datetime


@dataclass(frozen=True)
class News:
    title: str
    language: str
    url: str
    kind: str
    on: date
    by: str = ""


@dataclass
class Gathered:
    """What the features answered, before names of organisations are known."""

    cases: Sequence[Any] = ()
    applications: list[Any] = field(default_factory=list)
    published: list[Any] = field(default_factory=list)


@bp.get(f"{LANGUAGE}/")
@requires(policy.may_see_desk)
def index() -> ResponseReturnValue:
    actor, language = actor_here(), lang()
    begun, published = reports.for_desk(actor, language, MOST)
    reported = violations.for_desk(actor, MOST)
    asked = Gathered(reported.waiting, _applications(actor), published)
    calls, end = identity.own_turns(actor)
    names = identity.organisation_names(_organisations(asked) | {row.organisation_id for row in calls}, language)
    papers = library.for_desk(actor, language, MOST)
    own = _signing_tasks(identity.to_sign(actor), language) + _own_tasks(calls, end, names)
    tasks = own + _application_tasks(asked.applications[:MOST], names) + _case_tasks(actor, asked.cases, names, language)
    tasks += _paper_tasks(papers.waiting[:MOST])
    now = clock.now()
    dates = elections.next_dates(now, language, actor)
    return page(
        "home/desk.html",
        actor=actor,
        tasks=tasks,
        number=len(own) + len(asked.applications) + max(len(asked.cases), _moves(actor, reported.counts)) + len(papers.waiting),
        dates=dates,
        now=now,
        head=audit.latest_head() if actor.is_cso or policy.audits(actor) else None,
        drafts=_drafts(reported.drafts, begun, papers.mine, language),
        news=_news(papers.published, published, names, language),
        counts=_counts(reported.counts),
        may={name: rule(actor) for name, rule in RIGHTS.items()},
    )


def _applications(actor: Actor) -> list[Any]:
    return identity.turns() if policy.decides_on_organisations(actor) else []


def _organisations(asked: Gathered) -> set[int]:
    return (
        {row.organisation_id for row in asked.cases}
        | {row.id for row in asked.applications}
        | {entry.report.organisation_id for entry in asked.published}
    )


def _signing_tasks(rows: list[Any], language: str) -> list[Task]:
    made = []
    for row in rows:
        text, late = identity.text_in(row.texts, language), row.sign_by < clock.today()
        assert text is not None  # published in all three languages
        made.append(
            Task(
                text.title, url_for("identity.sign_agreement", kind=row.kind, number=row.number), _("Read and sign"),
                kind=str(identity_words.agreements.AGREEMENTS[row.kind]), text=_("To be signed by %(day)s", day=day_words(row.sign_by)), language=text.language,
                tone="warn" if late else "wait", word=_("Not signed; the last day has passed") if late else _("Waits for your signature"),
            )
        )  # fmt: skip
    return made


def _application_tasks(rows: list[Any], names: dict[int, str]) -> list[Task]:
    made = []
    for row in rows:
        word, action, endpoint = identity_words.checking.TURNS[row.what]
        url = url_for(endpoint, reference=row.reference)
        waits = _("Waiting for the commission")
        made.append(Task(names.get(row.id, row.reference), url, str(action), text=str(word), reference=row.reference, word=waits, at=row.since))
    return made


def _own_tasks(asked: list[Any], end: Any, names: dict[int, str]) -> list[Task]:
    """What waits for an organisation's administrator: requests for membership, and the end of the acceptance."""
    made = [
        Task(
            names.get(row.organisation_id, row.reference), url_for("identity.coalitions"), _("Answer"), text=_("Names your organisation as its member"),
            reference=row.reference, word=_("Waits for your answer"), at=row.call.made_at,
        )
        for row in asked
    ]  # fmt: skip
    if end is not None:
        left = ngettext("It ends in %(num)d day.", "It ends in %(num)d days.", end.left) if end.left else _("It ends today.")
        made.append(Task(_("Acceptance of your organisation"), url_for("identity.term"), _("Renew"), text=left, tone="warn", word=_("Ends soon")))
    return made


def _case_tasks(actor: Actor, rows: Sequence[Any], names: dict[int, str], language: str) -> list[Task]:
    officer = policy.handles_cases(actor)
    action = _("View") if officer else _("Reply")
    made = []
    for row in rows:
        category, place = country.category(row.category), country.governorate(row.governorate) if row.governorate else None
        kind = category.name(language) if category else row.reference
        state = violation_words.State(row.state)
        made.append(
            Task(
                row.title or kind, url_for("violations.show", reference=row.reference), action, kind=kind if row.title else "",
                language=_language_of(row, language), text=place.name(language) if place else "", reference=row.reference, tone=violation_words.TONES[state],
                word=str(violation_words.STATES[state]), at=row.updated_at, by=names.get(row.organisation_id, "") if officer else "",
            )  # fmt: skip
        )
    return made


def _paper_tasks(rows: list[Any]) -> list[Task]:
    """Drafts that somebody else began, or an import brought."""
    return [
        Task(
            row.title, url_for("library.bench", slug=row.slug), _("View"), text=row.name, word=_("Draft"), at=row.changed_at,
            by=row.changed_by or "", language=row.title_language,
        )
        for row in rows
    ]  # fmt: skip


def _drafts(reported: Sequence[Any], begun: list[Any], papers: list[Any], language: str) -> list[Draft]:
    made = [_violation_draft(row, language) for row in reported]
    made += [Draft(row.title, row.title_language, url_for("library.bench", slug=row.slug), row.name, row.changed_at) for row in papers[:MOST]]
    for entry in begun:
        text = entry.text
        made.append(Draft(text.title, text.language, url_for("reports.edit", slug=entry.report.slug, text=text.language), _("Report"), entry.report.changed_at))
    return sorted(made, key=lambda draft: draft.at, reverse=True)[:MOST]


def _violation_draft(row: Any, language: str) -> Draft:
    category = country.category(row.category)
    title = row.title or (category.name(language) if category else row.reference)
    return Draft(title, _language_of(row, language), url_for("violations.show", reference=row.reference), _("Violation"), row.updated_at)


def _language_of(row: Any, language: str) -> str:
    """Of the report's own title, or of the kind that stands for it."""
    return written_in(row.title, row.language) if row.title else language


def _news(papers: list[Any], published: list[Any], names: dict[int, str], language: str) -> list[News]:
    made = [
        News(row.title, row.title_language, url_for("library.show", slug=row.slug), row.name, day)
        for row in papers
        if (day := local_day(row.published_at))
    ]
    for entry in published:
        by, day = names.get(entry.report.organisation_id, ""), local_day(entry.report.published_at)
        if entry.text and day:
            kind = str(report_words.TYPES[report_words.Type(entry.report.type)])
            made.append(News(entry.text.title, entry.text.language, url_for("reports.show", slug=entry.report.slug), kind, day, by))
    return sorted(made, key=lambda news: news.on, reverse=True)[:MOST_NEWS]


def _moves(actor: Actor, counted: Mapping[violation_words.State, int]) -> int:
    """In how many reports it is this person's turn; more than the few that are shown."""
    states = violation_words.OFFICERS_MOVE if policy.handles_cases(actor) else {violation_words.State.NEEDS_INFORMATION}
    return sum(counted.get(state, 0) for state in states)


def _counts(counted: Mapping[violation_words.State, int]) -> list[tuple[str, str]]:
    """How many reports stand in each state; beyond what is counted, that there are more."""
    return [
        (str(violation_words.STATES[state]), f"{counted[state]:,}" if counted[state] <= 1000 else _("more than 1,000"))
        for state in violation_words.State
        if counted.get(state)
    ]
