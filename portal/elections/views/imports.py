"""The polling centres of an election as one table: sent, checked, looked through, and taken over."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Response, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.files.kinds import TEXT
from portal.core.locale import lang
from portal.core.pages import done, form_page, page, refused, taken_in
from portal.core.refusal import Refusal
from portal.country import queries as country
from portal.elections import policy, queries, services
from portal.elections.forms import PlacesForm, StepForm
from portal.elections.views.blueprint import bp
from portal.elections.vocabulary import places as words
from portal.elections.vocabulary.places import UNDER_WAY, ImportState

KINDS = ("changed", "gone", "added")


@bp.route("/<slug>/places", methods=["GET", "POST"])
@requires(policy.may_manage, queries.bare_election)
def import_places(election: Any) -> ResponseReturnValue:
    form, slug, actor = PlacesForm(), election.slug, actor_here()
    context = _upload_page(election)
    if not form.submitted():
        return form_page("elections/import.html", form, **context)
    taken = taken_in([form.file.data], TEXT)[0]
    record = queries.bare_election(slug, actor)
    try:
        if record is None:
            raise Refusal(words.NOT_CHECKED)
        made = services.receive_places(actor, record, taken, form.once.data)
    except Refusal as refusal:
        return refused("elections/import.html", form, refusal, **context)
    return done(url_for(".places_import", reference=made.reference), _("The file was received and is being checked."))


@bp.get("/imports/<reference>")
@requires(policy.may_manage, queries.places_import)
def places_import(record: Any) -> ResponseReturnValue:
    return page("elections/imported.html", **_shown(record), form=None, step=StepForm())


@bp.post("/imports/<reference>/confirm")
@requires(policy.may_manage, queries.places_import)
def confirm_places(record: Any) -> ResponseReturnValue:
    return _decided(record, services.confirm, lambda: _("The polling centres are being taken over."))


@bp.post("/imports/<reference>/drop")
@requires(policy.may_manage, queries.places_import)
def drop_places(record: Any) -> ResponseReturnValue:
    return _decided(record, services.drop, lambda: _("The file was dropped; the polling centres stay as they are."))


@bp.get("/imports/<reference>/<any(fault,added,changed,gone):kind>.csv")
@requires(policy.may_manage, queries.places_import)
def import_lines(record: Any) -> ResponseReturnValue:
    """Every row that has to be corrected, or every difference, in the reader's language."""
    kind = str((request.view_args or {})["kind"])
    head, row_of = (_fault_head(), _fault_cells) if kind == "fault" else (_difference_head(), _difference_cells)
    rows = (row_of(row) for row in queries.every_line(record, kind))
    return _table(f"{record.reference}-{kind}.csv", head, rows)


@bp.get("/places-sample.csv")
@requires(policy.may_manage)
def places_sample() -> ResponseReturnValue:
    """A table to begin with: all columns under the names of the reader's language, a centre, and two of its stations."""
    language, place = lang(), country.governorates()[-1]
    district = country.districts(place.code)[0]
    centre = {"centre": "330044", "governorate": place.name(language), "district": district.name(language), "voters": "900"}
    centre |= {f"name_{code}": text for code, text in (("ar", "مدرسة النخيل"), ("ckb", "قوتابخانەی نەخیل"), ("en", "Nakheel School"))}
    stations = [{"centre": "330044", "station": number, "voters": "450"} for number in ("1", "2")]
    columns = [column for column in words.COLUMNS if column != "name"]
    rows = [[row.get(column, "") for column in columns] for row in (centre, *stations)]
    return _table("polling-centres.csv", [str(words.COLUMNS[column]) for column in columns], rows)


def _upload_page(election: Any) -> dict[str, Any]:
    imports = queries.imports_of(election.id)
    names = queries.file_names(imports)
    states = {state.value: (words.IMPORT_TONES[state], words.IMPORT_STATES[state]) for state in ImportState}
    shown = [(one.reference, names.get(one.file_id, one.reference), one.made_at, *states[one.state]) for one in imports]
    hints = [(label, words.COLUMN_HINTS[column]) for column, label in words.COLUMNS.items()]
    return {"slug": election.slug, "name": queries.name_of(election, lang()), "imports": shown, "columns": hints}


def _decided(record: Any, decide: Any, news: Any) -> ResponseReturnValue:
    form, shown = StepForm(), _shown(record)
    if not form.submitted():
        return page("elections/imported.html", 422, **shown, form=form, step=form)
    try:
        decide(actor_here(), record)
    except Refusal as refusal:
        return refused("elections/imported.html", form, refusal, **shown, step=form)
    return done(shown["here"], news())


def _shown(record: Any) -> dict[str, Any]:
    """Plain values: the page is shown again after a rollback too."""
    state, slug = ImportState(record.state), queries.slug_of(record.election_id)
    kinds = {"fault": record.counts.get("faults", 0)} if state == ImportState.FAULTY else {}
    lists = {kind: queries.found_lines(record, kind, request.args.get("after")) for kind in kinds}
    differences = [kind for kind in KINDS if _number(record.counts, kind)] if record.checked_at and "faults" not in record.counts else []
    chosen = request.args.get("show", "")
    chosen = chosen if chosen in differences else (differences[0] if differences else "")
    return {
        "here": url_for(".places_import", reference=record.reference), "slug": slug, "title": queries.import_titles([record.id]).get(record.id, ""),
        "reference": record.reference, "state": state, "word": words.IMPORT_STATES[state], "tone": words.IMPORT_TONES[state],
        "under_way": state in UNDER_WAY, "done_rows": record.done_rows, "all_rows": record.all_rows, "counts": dict(record.counts),
        "made_at": record.made_at, "done_at": record.done_at,
        "faults": lists.get("fault"), "fault_cells": _fault_cells, "fault_head": _fault_head(), "number_of_faults": kinds.get("fault", 0),
        "differences": differences, "chosen": chosen, "lines": queries.found_lines(record, chosen, request.args.get("after")) if chosen else None,
        "difference_cells": _difference_cells, "difference_head": _difference_head(), "kind_words": _kind_words(), "fact_words": words.FACTS,
    }  # fmt: skip


def _number(counts: dict[str, int], kind: str) -> int:
    return counts.get(f"centres_{kind}", 0) + counts.get(f"stations_{kind}", 0)


def _kind_words() -> dict[str, str]:
    return {"added": _("New"), "changed": _("Changed"), "gone": _("No longer in the file")}


def _fault_head() -> list[str]:
    return [_("Line"), _("Column"), _("What stands there"), _("Reason")]


def _fault_cells(row: Any) -> list[str]:
    reason = str(words.REASONS.get(row.reason, row.reason))
    if row.more:
        reason = _("%(reason)s See line %(line)s.", reason=reason, line=row.more)
    return [str(row.line), str(words.COLUMNS.get(row.column, "")), row.value, reason]


def _difference_head() -> list[str]:
    return [_("Centre"), _("Station"), _("Column"), _("Until now"), _("In the file")]


def _difference_cells(row: Any) -> list[str]:
    values = [_word(row.column, value) for value in (row.before, row.value)]
    return [row.centre, str(row.station or ""), str(words.COLUMNS.get(row.column, "")), *values]


def _word(column: str, value: str) -> str:
    if column == "governorate" and (place := country.governorate(value)):
        return place.name(lang())
    if column == "district" and (district := country.district(value)):
        return district.name(lang())
    known: dict[str, Any] = {"kind": words.CENTRE_KINDS, "accessible": words.ACCESSIBLE, "voters_of": words.VOTERS_OF}
    return str(known.get(column, {}).get(value, value))


def _table(name: str, head: Iterable[str], rows: Iterable[list[str]]) -> Response:
    """With a byte-order mark, because spreadsheets take UTF-8 for something else without; no cell begins a formula."""

    def pieces() -> Iterator[str]:
        kept = io.StringIO("\ufeff")
        kept.seek(0, io.SEEK_END)
        writer = csv.writer(kept)
        writer.writerow(list(head))
        for row in rows:
            writer.writerow([f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for cell in row])
            if kept.tell() > 1 << 16:
                yield kept.getvalue()
                kept.seek(0)
                kept.truncate()
        yield kept.getvalue()

    headers = {"Content-Disposition": f"attachment; filename={name}", "Cache-Control": "private, no-store"}
    return Response(stream_with_context(pieces()), mimetype="text/csv", headers=headers)
