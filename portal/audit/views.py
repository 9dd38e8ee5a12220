"""The auditor reads who did what."""

from collections.abc import Iterable
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.audit import policy, queries, vocabulary
from portal.audit.forms import FilterForm
from portal.audit.queries import Change, Entry, Filter
from portal.core.access import requires
from portal.core.catalogue import gettext as _
from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import choices_of
from portal.core.locale import feature_blueprint, lang
from portal.core.pages import page
from portal.core.presentation import language_word
from portal.core.register import MenuEntry, registers
from portal.country import queries as country

bp = feature_blueprint("audit", __name__)
blueprints = (bp,)
# NOTE: menu entry: who did what
MENU = (MenuEntry(_l("Audit"), "audit.index", policy.may_read_audit, 70),)
# Facts that hold the number of a record which is told by its name; records of these kinds are, too.
NAMED = {"person": "person", "organisation": "organisation", "member": "organisation", "office": "office"}
Names = dict[str, dict[int, str]]
Piece = tuple[str, str]  # how it looks ("word", "name" or "code"), and what it says
Told = tuple[Piece, list[Piece], list[Piece]]


@bp.get("/")
@requires(policy.may_read_audit)
def index() -> ResponseReturnValue:
    form = _filter_form()
    found = queries.lines(_wanted(form), request.args.get("after"))
    read = [(line, *queries.read(line)) for line in found.rows]
    names = _names((line, changes) for line, changes, _who in read)
    return page(
        "audit/index.html",
        form=form,
        found=found,
        rows=[(line, _told(line.action, changes, names), who) for line, changes, who in read],
        names=names,
        actions=registers.actions,
        subjects=registers.subjects,
        others=vocabulary.WHO,
        filtered=bool(set(request.args) - {"after"}),
    )


def _filter_form() -> FilterForm:
    form = FilterForm(request.args)
    words = sorted((str(word), action) for action, word in registers.actions.items())
    form.action.choices = choices_of(((action, word) for word, action in words), none=_("All"))
    kinds: dict[str, str] = {}
    for kind, subject in registers.subjects.items():
        kinds.setdefault(str(subject.word), kind)
    form.kind.choices = choices_of(((kind, word) for word, kind in sorted(kinds.items())), none=_("All"))
    form.validate()
    return form


def _wanted(form: FilterForm) -> Filter:
    return Filter(
        form.action.data or None,
        queries.person_known_as(form.actor.data),
        form.kind.data or None,
        form.record.data or None,
        form.day.data,
    )


@bp.get("/turned-away")
@requires(policy.may_read_audit)
def turned_away() -> ResponseReturnValue:
    form = _filter_form()
    found = queries.turned_away(form.day.data, queries.person_known_as(form.actor.data), request.args.get("after"))
    names = queries.names_of({row.person_id for row in found.rows}, lang())
    return page("audit/turned_away.html", form=form, found=found, names=names, actions=registers.actions)


@bp.get("/<int:number>")
@requires(policy.may_read_audit, queries.entry)
def line(entry: Entry) -> ResponseReturnValue:
    subject = registers.subjects.get(entry.line.subject_kind)
    titles = subject.titles([int(entry.line.subject_id)], lang()) if subject and entry.line.subject_id.isdigit() else {}
    action, changes = entry.line.action, queries.read(entry.line)[0]
    names = _names([(entry.line, changes)])
    return page(
        "audit/line.html",
        entry=entry,
        changes=_told(action, changes, names),
        action=registers.actions.get(action),
        subject=subject,
        title=next(iter(titles.values()), None),
        personal=_told(action, [(name, None, value) for name, value in sorted((entry.personal or {}).items())], names),
        who=names["person"].get(entry.line.actor_id or 0),
        same=url_for(".index", kind=entry.line.subject_kind, record=entry.line.subject_id),
        others=vocabulary.WHO,
    )


def _names(lines: Iterable[tuple[Any, list[Change]]]) -> Names:
    """Of the people, organisations and offices that the lines speak of; a statement for each of these kinds."""
    wanted: dict[str, set[int | None]] = {kind: set() for kind in NAMED.values()}
    for line, changes in lines:
        wanted["person"].add(line.actor_id)
        if line.subject_kind in wanted and line.subject_id.isdigit():
            wanted[line.subject_kind].add(int(line.subject_id))
        for fact, *values in changes:
            if fact in NAMED:
                wanted[NAMED[fact]].update(value for value in values if isinstance(value, int))
    return {kind: queries.names_of(ids, lang(), kind) for kind, ids in wanted.items()}


def _told(action: str, changes: list[Change], names: Names) -> list[Told]:
    """Each change: the fact, what it was before and after; in words where the registers have some, the rest as codes."""
    feature = action.partition(".")[0]

    def pieces(fact: str, value: Any) -> list[Piece]:
        several = value.split() if fact == "governorates" and isinstance(value, str) else value if isinstance(value, list) else [value]
        return [_piece(feature, fact, one, names) for one in several if one not in (None, "")]

    def named(fact: str) -> Piece:
        word = registers.facts.get((feature, fact)) or vocabulary.FACTS.get(fact)
        return ("word", str(word)) if word else ("code", fact)

    return [(named(fact), pieces(fact, before), pieces(fact, after)) for fact, before, after in changes]


def _piece(feature: str, fact: str, value: Any, names: Names) -> Piece:
    if isinstance(value, bool):
        return "word", _("Yes") if value else _("No")
    if isinstance(value, int):
        name = names.get(NAMED.get(fact, ""), {}).get(value)
        return ("name", name) if name else ("word", str(value))
    text = queries.plain(value)
    word = registers.words.get((feature, fact), {}).get(text) or _word_of_the_country(fact, text)
    if word:
        return "word", str(word)
    return ("code" if text.isascii() and " " not in text else "name"), text


def _word_of_the_country(fact: str, code: str) -> str | None:
    if fact in ("language", "languages"):
        return language_word(code)
    named = country.category(code) if fact == "category" else country.governorate(code) if fact.startswith("governorate") else None
    return named.name(lang()) if named else None
