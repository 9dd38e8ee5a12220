"""An organisation reads what happened to its own records, and who looked at what is protected in them."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from portal.audit import policy, queries, vocabulary
from portal.audit.forms import OwnFilterForm
from portal.audit.queries import Filter
from portal.audit.queries.narrowing import Records
from portal.audit.views import frame, telling
from portal.audit.views.frame import bp
from portal.core import opaque
from portal.core.access import actor_here, requires
from portal.core.locale import lang
from portal.core.pages import page
from portal.core.register import registers


@bp.get("/own")
@requires(policy.may_read_own)
def own() -> ResponseReturnValue:
    actor = actor_here()
    form = OwnFilterForm(request.args)
    of_reports = policy.may_read_of_all_reports(actor)
    frame.offer_actions(form, _offered(of_reports))
    form.validate()
    wanted = Filter(
        action=form.action.data or None,
        records=_record() or queries.record_known_as(request.args.get("kind"), form.record.data),
        since=form.since.data,
        until=form.until.data,
        area=form.area.data or None,
    )
    organisations = queries.own_organisations(actor)
    found = queries.own_lines(organisations, wanted, request.args.get("after"), of_reports)
    people = {line.actor_id for line in found.rows if line.actor_id is not None}
    return page(
        "audit/own.html",
        form=form,
        found=found,
        rows=found.rows,
        who=registers.told_of(people, organisations, lang()),
        names=_names(found.rows),
        actions=registers.actions,
        subjects=registers.subjects,
        protected=vocabulary.PROTECTED,
        others=vocabulary.OTHERS_SHORT,
        filtered=bool(set(request.args) - {"after"}),
        active=[*_record_in_words(), *frame.set_filters(form)],
        own_life_of=frame.own_life_of,
    )


def _record() -> Records | None:
    """The one that a line's link leads to."""
    kind = request.args.get("kind", "")
    number = opaque.number(kind, request.args.get("of"))
    return ((kind, str(number)),) if number is not None else None


def _record_in_words() -> list[str]:
    """Its kind: the name stands in every line."""
    return [str(registers.subjects[kind].word) for kind, _number in _record() or () if kind in registers.subjects]


def _offered(of_reports: bool) -> frozenset[str]:
    told = frozenset(registers.actions) - set(vocabulary.AMONG_OFFICERS)
    return told if of_reports else frozenset(action for action in told if not action.startswith(vocabulary.OF_REPORTS))


def _names(rows: Any) -> telling.Names:
    """Of the records themselves, without their changes: what the commission weighed is not the organisation's to read."""
    return telling.names_in((_Nobody(line), []) for line in rows)


class _Nobody:
    """A line whose actor is not asked for by name."""

    def __init__(self, line: Any) -> None:
        self.actor_id, self.subject_kind, self.subject_id = None, line.subject_kind, line.subject_id
