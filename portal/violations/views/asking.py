"""What stands round the questions of the form: choices, who may complain formally, what is still missing."""

from datetime import datetime
from typing import Any

from flask import request, url_for

from portal.core import clock, files
from portal.core.access import Actor
from portal.core.catalogue import gettext as _
from portal.core.forms import choices_of, place_choice
from portal.core.locale import lang
from portal.core.text import with_name
from portal.country import queries as country
from portal.country.vocabulary import Category
from portal.elections import queries as elections
from portal.identity import queries as identity
from portal.violations import forms, queries, services
from portal.violations.views import showing
from portal.violations.vocabulary import Precision
from portal.violations.vocabulary.parts import CHECK, PARTS, WISHED, Part

FORMAL = "CMP_POLL"
Values = dict[str, Any]


def steps() -> list[str]:
    return [*(str(word) for word in PARTS.values()), str(CHECK)]


def kinds(form: forms.KindForm, chosen: str | None) -> Values:
    """First the groups, or a search; then the kinds of the group, those of the short list first."""
    language, words, code = lang(), request.args.get("q", "").strip()[:200], request.args.get("group", "")
    groups = {group.code: group for group in country.category_groups()}
    if chosen and not words and code not in groups and "all" not in request.args:
        code = getattr(country.category(chosen), "group", "")
    named = groups[code].name(language) if code in groups and not words else None
    form.category.label.text = named or _("Kinds that were found")
    offered = queries.find_kinds(words) if words else _of_group(code) if code in groups else []
    form.category.choices = choices_of({kind.code: kind.name(language) for kind in offered or country.categories()})
    return {
        **aside(Part.KIND),
        "words": words,
        "group": named,
        "groups": [(group.code, group.name(language), len(_of_group(group.code))) for group in groups.values()],
        "offered": bool(offered),
        "election": election_clock(),
    }


def _of_group(code: str) -> list[Category]:
    return sorted((kind for kind in country.categories() if kind.group == code), key=lambda kind: not kind.core)


def aside(part: Part) -> Values:
    return {"part": part, "steps": steps(), "current": list(Part).index(part) + 1, "part_word": str(PARTS[part])}


def with_places(form: forms.WhereForm) -> forms.WhereForm:
    """Districts stand under their governorate; not each has a name in Sorani, and then the option says its language."""
    language = lang()
    form.precision.data = form.precision.data or Precision.DAY
    form.governorate.choices = choices_of(showing.governorate_names(language), none=_("Choose"))
    form.district.choices = choices_of({}, none=_("Choose")) + [
        place_choice(district, language, governorate.name(language))
        for governorate in country.governorates()
        for district in country.districts(governorate.code)
    ]
    return form


def precision(time: str | None, said: str | None) -> str | None:
    """With a time the day cannot be all that is known; without one the time is not exact."""
    if time and said == Precision.DAY:
        return Precision.ABOUT
    if not time and said in (Precision.EXACT, Precision.ABOUT):
        return Precision.DAY
    return said


def election_clock() -> Values | None:
    """Until when a formal complaint about polling can be filed, and by whom."""
    limit = elections.current_limit(FORMAL, lang())
    if limit is None:
        return None
    return {
        "who": limit.who,
        "text": limit.text,
        "language": limit.language,
        "ends_at": limit.ends_at,
        "running": _running(limit.ends_at),
    }


def _running(ends_at: datetime | None) -> bool:
    return ends_at is not None and ends_at > clock.now()


def check(actor: Actor, report: queries.Report) -> Values:
    """Plain values of everything that was answered, and what the commission will miss."""
    reference = report.reference
    missing = services.missing_parts(report)
    lacking = [name for name in ("source", "place", "happened_time") if not getattr(report, name)]
    if not report.evidence:
        lacking.append("evidence")
    elif any(not evidence.description for evidence in report.evidence):
        lacking.append("description")
    links = {part: url_for(".edit", reference=reference, part=part, back="check") for part in Part}
    return {
        **showing.head_of(report),
        "answers": showing.answers_of(report),
        "pieces": showing.evidence_of(report),
        "own_names": showing.named(queries.own_names(report)),
        "links": links,
        "steps": steps(),
        "current": len(Part) + 1,
        "missing": [(str(PARTS[part]), links[part]) for part in missing],
        "unsigned": identity.signature_hinders(actor.organisation_id) is not None,
        "election": election_clock(),
        "wishes": [(str(sentence), links[part]) for name, (part, sentence) in WISHED.items() if name in lacking],
    }


def why_not(failed: list[files.Rejected]) -> list[str]:
    """One sentence for each file."""
    return [with_name(_("%(name)s was not added. %(why)s"), one.name, why=one.refusal.message) for one in failed]
