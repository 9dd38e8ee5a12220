"""The auditor reads who did what."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.audit import policy, queries, vocabulary
from portal.audit.forms import FilterForm
from portal.audit.queries import Entry, Filter
from portal.core.access import requires
from portal.core.catalogue import gettext as _
from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import choices_of
from portal.core.locale import feature_blueprint, lang
from portal.core.pages import page
from portal.core.register import MenuEntry, registers

bp = feature_blueprint("audit", __name__)
blueprints = (bp,)
# NOTE: menu entry: who did what
MENU = (MenuEntry(_l("Audit"), "audit.index", policy.may_read_audit, 70),)


@bp.get("/")
@requires(policy.may_read_audit)
def index() -> ResponseReturnValue:
    form = _filter_form()
    found = queries.lines(_wanted(form), request.args.get("after"))
    rows = [(line, *queries.read(line)) for line in found.rows]
    names = queries.names_of({line.actor_id for line in found.rows}, lang())
    return page(
        "audit/index.html",
        form=form,
        found=found,
        rows=rows,
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
    kinds = sorted((str(subject.word), kind) for kind, subject in registers.subjects.items())
    form.kind.choices = choices_of(((kind, f"{word} ({kind})") for word, kind in kinds), none=_("All"))
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
    names = queries.names_of({entry.line.actor_id}, lang())
    return page(
        "audit/line.html",
        entry=entry,
        changes=queries.read(entry.line)[0],
        action=registers.actions.get(entry.line.action),
        subject=subject,
        title=next(iter(titles.values()), None),
        personal=_plain(entry.personal),
        who=names.get(entry.line.actor_id or 0),
        same=url_for(".index", kind=entry.line.subject_kind, record=entry.line.subject_id),
        others=vocabulary.WHO,
    )


def _plain(personal: dict[str, Any] | None) -> list[tuple[str, str]]:
    return [(name, queries.plain(value)) for name, value in sorted((personal or {}).items())]
