"""A file of observers: uploaded, looked through, confirmed, followed."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.catalogue import ngettext
from portal.core.pages import done, form_page, page, refused
from portal.core.refusal import Refusal
from portal.identity import policy, queries
from portal.identity.forms import ButtonForm, RosterFileForm
from portal.identity.roster import reading, writing
from portal.identity.services import rosters
from portal.identity.views.frame import bp
from portal.identity.views.roster import as_file, governorate_names
from portal.identity.vocabulary import observers as vocabulary
from portal.identity.vocabulary.observers import Fate, ImportState

MAY = policy.may_keep_roster


@bp.get("/identity/observers/template.csv")
@requires(MAY)
def roster_template() -> ResponseReturnValue:
    return as_file(writing.template(), "observers-template")


@bp.route("/identity/observers/import", methods=["GET", "POST"])
@requires(MAY)
def import_roster() -> ResponseReturnValue:
    form = RosterFileForm()
    context = {
        "columns": vocabulary.COLUMNS,
        "sexes": vocabulary.SEXES.values(),
        "trainings": vocabulary.TRAININGS.values(),
        "governorates": governorate_names().values(),
        "most": vocabulary.MOST_ROWS,
    }
    if not form.submitted():
        return form_page("identity/roster_import.html", form, **context)
    upload = form.file.data
    try:
        made = rosters.read_roster(actor_here(), upload.stream.read(reading.LARGEST + 1), upload.filename, form.once.data)
    except Refusal as refusal:
        return refused("identity/roster_import.html", form, refusal, **context)
    told = ngettext("The file was read: %(num)d row. Nothing is stored yet.", "The file was read: %(num)d rows. Nothing is stored yet.", made.rows)
    return done(url_for(".roster_import", reference=made.reference), told, "info")


@bp.get("/identity/observers/import/<reference>")
@requires(MAY, queries.roster_import)
def roster_import(found: Any) -> ResponseReturnValue:
    counts = {fate: getattr(found, fate) for fate in Fate}
    state, to_store = ImportState(found.state), found.fresh + found.changed
    open_fates = (Fate.BAD, Fate.CHANGED, Fate.FRESH) if state == ImportState.CHECKED else (Fate.BAD,)
    tabs = [fate for fate in open_fates if counts[fate]]
    wanted = request.args.get("show", "")
    shown = Fate(wanted) if wanted in tabs else tabs[0] if tabs else None
    return page(
        "identity/roster_check.html",
        found=found,
        state=state,
        said=vocabulary.ALL_REFUSED if state == ImportState.CHECKED and found.bad and not to_store else vocabulary.IMPORT_STATES[state],
        counts=counts,
        fates=vocabulary.FATES,
        tabs=tabs,
        shown=shown,
        rows=queries.import_rows(found, shown, request.args.get("after")) if shown else None,
        faults=vocabulary.FAULTS,
        refused=queries.refused_cells,
        columns=vocabulary.COLUMNS,
        to_store=to_store,
        button_form=ButtonForm(),
    )


@bp.post("/identity/observers/import/<reference>/confirm")
@requires(MAY, queries.roster_import)
def confirm_roster(found: Any) -> ResponseReturnValue:
    rosters.confirm_roster(actor_here(), found)
    return done(url_for(".roster_import", reference=found.reference), _("The rows are being stored. You can leave this page meanwhile."))


@bp.post("/identity/observers/import/<reference>/drop")
@requires(MAY, queries.roster_import)
def drop_roster(found: Any) -> ResponseReturnValue:
    rosters.drop_roster(actor_here(), found)
    return done(url_for(".observers"), _("The file was put aside; nothing of it was stored."))
