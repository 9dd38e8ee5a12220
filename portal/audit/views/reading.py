"""The auditor reads who did what."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.audit import policy, queries, vocabulary
from portal.audit.forms import ExportForm
from portal.audit.queries import Entry
from portal.audit.views import frame, telling
from portal.audit.views.frame import bp
from portal.core.access import requires
from portal.core.locale import lang
from portal.core.pages import page
from portal.core.register import registers
from portal.core.text import whole_number


@bp.get("/")
@requires(policy.may_read_audit)
def index() -> ResponseReturnValue:
    form = frame.filter_form()
    found = queries.lines(frame.wanted(form), request.args.get("after"))
    return page(
        "audit/index.html",
        form=form,
        found=found,
        filtered=bool(frame.narrowing()),
        narrowing=frame.narrowing(),
        active=frame.set_filters(form),
        export_form=ExportForm(formdata=None),
        tabs_here=frame.tabs("index"),
        **telling.context(found.rows),
    )


@bp.get("/turned-away")
@requires(policy.may_read_audit)
def turned_away() -> ResponseReturnValue:
    form = frame.filter_form()
    found = queries.turned_away(form.since.data, form.until.data, queries.person_known_as(form.actor.data), request.args.get("after"))
    names = queries.names_of({row.person_id for row in found.rows}, lang())
    return page(
        "audit/turned_away.html", form=form, found=found, names=names, actions=registers.actions,
        tabs_here=frame.tabs("turned_away"), active=frame.set_filters(form),
    )  # fmt: skip


@bp.get("/<int:number>")
@requires(policy.may_read_audit, queries.entry)
def line(entry: Entry) -> ResponseReturnValue:
    told = telling.context([entry.line])
    subject, action = registers.subjects.get(entry.line.subject_kind), entry.line.action
    personal = [(name, None, value) for name, value in sorted((entry.personal or {}).items())]
    return page(
        "audit/line.html",
        entry=entry,
        changes=told["rows"][0][1],
        action=registers.actions.get(action),
        subject=subject,
        title=title_of(entry.line.subject_kind, entry.line.subject_id),
        organisation=queries.names_of({entry.line.organisation_id}, lang(), "organisation").get(entry.line.organisation_id or 0),
        personal=telling.told(action, personal, told["names"]),
        who=told["names"]["person"].get(entry.line.actor_id or 0),
        life=frame.life_of(entry.line.subject_kind, entry.line.subject_id),
        before=url_for(".line", number=entry.line.id - 1) if entry.line.id > 1 else None,
        after=url_for(".line", number=entry.line.id + 1) if entry.line.id < queries.last_number() else None,
        others=vocabulary.WHO,
    )


@bp.get("/records/<kind>/<number>")
@requires(policy.may_read_audit, queries.record)
def life(record: tuple[str, str]) -> ResponseReturnValue:
    """Everything that ever happened to one record, from its beginning."""
    kind, number = record
    found = queries.life(kind, number, request.args.get("after"))
    subject = registers.subjects.get(kind)
    return page(
        "audit/life.html",
        found=found,
        word=subject.word if subject else kind,
        number=number,
        title=title_of(kind, number),
        narrowed=url_for(".index", kind=kind, record=number),
        **telling.context(found.rows),
    )


def title_of(kind: str, number: str) -> Any:
    """How the record is called now; None for one that has gone, or that is only known by its number."""
    known = whole_number(number)
    return queries.names_of({known}, lang(), kind).get(known) if known is not None else None
