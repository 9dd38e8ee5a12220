"""What the pages of a report are given: plain values in the reader's language, so that nothing is asked of the database
while a page is drawn."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from flask import url_for

from portal.core import files
from portal.core.access import Actor
from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.core.presentation import at_time, day
from portal.core.text import written_in
from portal.country import queries as country
from portal.identity import queries as identity
from portal.violations import policy, queries
from portal.violations.vocabulary import (
    CHANGES,
    EXPECT,
    NAMES_OPENED,
    NAMES_WERE_OPENED,
    OUTCOMES,
    PRECISIONS,
    PROTECTED,
    SEVERITIES,
    SOURCES,
    STATES,
    TIMINGS,
    TONES,
    VISIBILITIES,
    Precision,
    Side,
    State,
    Verb,
    changes_from,
)

Values = dict[str, Any]


@cache
def category_names(language: str) -> dict[str, str]:
    return {category.code: category.name(language) for category in country.categories()}


@cache
def governorate_names(language: str) -> dict[str, str]:
    return {governorate.code: governorate.name(language) for governorate in country.governorates()}


@cache
def group_names(language: str) -> dict[str, str]:
    return {group.code: group.name(language) for group in country.category_groups()}


def words_of(labels: dict[Any, Any], key: str | None) -> str | None:
    return str(labels[key]) if key else None


def case_of(actor: Actor, report: queries.Report) -> Values:
    """Everything of the page of a report; `queries.case` has loaded it."""
    officer = policy.is_officer(actor)
    talk = [message for message in report.messages if officer or not message.internal]
    entries: list[Any] = [*report.steps, *talk]
    people = identity.person_names([report.filed_by_id, report.holder_id, *(entry.by_id for entry in entries)])
    offices = identity.office_names((entry.office_id for entry in entries if entry.office_id), lang())
    organisation = identity.organisation_names([report.organisation_id], lang()).get(report.organisation_id, "")
    names = Names(officer, people, offices, organisation)
    pieces = evidence_of(report)
    return {
        **head_of(report),
        "officer": officer,
        "organisation": organisation,
        "filed_by": people.get(report.filed_by_id, ""),
        "answers": answers_of(report),
        "pieces": pieces,
        "receipt": report.receipt,
        "timeline": [names.line(step, report) for step in report.steps],
        "talk": [names.message(actor, message, [p for p in pieces if p["message_id"] == message.id]) for message in talk],
        "question": next((step for step in map(names.asked, reversed(report.steps)) if step), None),
        "may_add": policy.may_add(actor, report),
        "may_withdraw": policy.may_withdraw(actor, report),
        "verbs": changes_from(report.state, Side.OFFICERS) if policy.may_decide(actor, report) else [],
        "protected": [words_of(PROTECTED, kind) for kind in queries.kinds_of_names(report)],
        "may_look": policy.may_look_at_names(actor, report),
        "holder": people.get(report.holder_id or 0),
        "mine": report.holder_id == actor.person_id,
    }


def head_of(report: queries.Report) -> Values:
    return {
        "reference": report.reference,
        "state": report.state,
        "state_word": words_of(STATES, report.state),
        "tone": TONES[State(report.state)],
        "expect": EXPECT[State(report.state)],
        "outcome": words_of(OUTCOMES, report.outcome),
        "title": report.title,
        "language": report.language,
        "category": category_names(lang()).get(report.category, report.category),
        "governorate": governorate_names(lang()).get(report.governorate or ""),
        "received_at": report.received_at,
        "made_at": report.made_at,
        "updated_at": report.updated_at,
        "about_staff": report.about_staff,
        "timing": report.timing,
        "timing_word": words_of(TIMINGS, report.timing),
        "unanswered": report.unanswered,
        "severity": words_of(SEVERITIES, report.severity),
        "is_draft": report.state == State.DRAFT,
    }


def answers_of(report: queries.Report) -> Values:
    """What was reported, in words."""
    language = lang()
    district = country.district(report.district) if report.district else None
    phases = {phase.code: phase.name(language) for phase in country.phases()}
    return {
        "group": group_names(language).get(report.category_group),
        "phase": phases.get(report.phase or ""),
        "happened_on": report.happened_on,
        "happened": happened_of(report),
        "precision": words_of(PRECISIONS, report.precision) if report.precision != Precision.ABOUT or not report.happened_time else None,
        "district": district.name(language) if district else None,
        "district_language": district.name_language(language) if district else None,
        "place": report.place,
        "place_language": written_in(report.place, report.language),
        "title_language": written_in(report.title, report.language),
        "narrative": report.narrative,
        "source": words_of(SOURCES, report.source),
        "observer_code": report.observer_code,
        "affected": affected_of(report),
        "visibility": words_of(VISIBILITIES, report.visibility),
        "summary": report.summary,
        "summary_language": report.summary_language or report.language,
    }


def happened_of(report: queries.Report) -> str:
    """The day, and the time as far as it is known: where the day itself is in doubt an hour would only mislead."""
    known = None if report.precision in (Precision.DAY, Precision.UNSURE) else report.happened_time
    when = day(report.happened_on, weekday=True)
    return at_time(when, known, about=report.precision == Precision.ABOUT) if known else when


def affected_of(report: queries.Report) -> list[tuple[str, int]]:
    counted = (
        (_("Women"), report.affected_women),
        (_("Men"), report.affected_men),
        (_("Persons with disabilities"), report.affected_pwd),
        (_("Displaced persons"), report.affected_displaced),
    )
    return [(word, number) for word, number in counted if number]


def evidence_of(report: queries.Report) -> list[Values]:
    return [_piece(report.reference, evidence) for evidence in report.evidence]


def _piece(reference: str, evidence: Any) -> Values:
    stored, copy = evidence.stored, evidence.picture
    return {
        "number": evidence.number,
        "message_id": evidence.message_id,
        "name": stored.name,
        "size": stored.size,
        "sha256": stored.sha256,
        "url": url_for("violations.original", reference=reference, number=evidence.number),
        "kind": kind_word(stored.media_type),
        "picture": url_for("violations.shown", reference=reference, number=evidence.number) if copy else None,
        "player": stored.media_type.split("/")[0] if stored.media_type in files.MEDIA else None,
        "play": url_for("violations.played", reference=reference, number=evidence.number),
        "width": copy.width if copy else None,
        "height": copy.height if copy else None,
        "description": evidence.description,
        "language": evidence.language,
        "alt": evidence.description or _("File %(number)s", number=evidence.number),
        "alt_language": evidence.language if evidence.description else None,
        "at": evidence.at,
    }


def kind_word(media_type: str) -> str:
    if media_type == "application/pdf":
        return "PDF"
    words = {"image": _("Photograph"), "video": _("Video"), "audio": _("Audio recording")}
    return words.get(media_type.split("/")[0], media_type)


def named(names: dict[str, str]) -> list[tuple[str, str, str]]:
    """Kind, names and their language, in the order of the form."""
    return [(str(PROTECTED[kind]), names[kind], written_in(names[kind], lang())) for kind in PROTECTED if kind in names]


class Names:
    """Who did what, as this reader may know it: organisations read an office's name, officers the person's too."""

    def __init__(self, officer: bool, people: dict[int, str], offices: dict[int, str], organisation: str) -> None:
        self.officer, self.people, self.offices, self.organisation = officer, people, offices, organisation

    def who(self, entry: Any) -> tuple[str | None, str]:
        """The person, where the reader may know, and the body."""
        body = self.offices.get(entry.office_id, _("The commission")) if entry.office_id else self.organisation
        if entry.office_id and not self.officer:
            return None, body
        return self.people.get(entry.by_id), body

    def line(self, step: Any, report: queries.Report) -> Values:
        """Of the timeline."""
        happened = NAMES_WERE_OPENED if step.verb == NAMES_OPENED else CHANGES[Verb(step.verb)].happened
        return {
            "when": step.at,
            "title": happened,
            "now": step is report.steps[-1],
            "who": self.who(step),
            "reason": step.reason,
            "language": step.language,
            "outcome": words_of(OUTCOMES, step.outcome),
            "referred_to": step.referred_to,
            "referred_language": written_in(step.referred_to, step.language or lang()),
        }

    def message(self, actor: Actor, message: Any, files: Iterable[Values]) -> Values:
        kind = "internal" if message.internal else "mine" if message.by_id == actor.person_id else "said"
        return {
            "kind": kind,
            "by": self.who(message),
            "at": message.at,
            "text": message.text,
            "language": message.language,
            "files": list(files),
        }

    def asked(self, step: Any) -> Values | None:
        """The question that stands, when the last of these is one."""
        return {"text": step.reason, "language": step.language, "at": step.at} if step.verb == Verb.ASK else None
