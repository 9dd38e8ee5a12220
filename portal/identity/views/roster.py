"""The roster of observers: its list, each entry, and the names on request."""

from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.forms import choices_of, place_choice
from portal.core.locale import lang
from portal.core.pages import done, form_page, keep, page, refused
from portal.core.refusal import Refusal
from portal.country import queries as country
from portal.identity import policy, queries
from portal.identity.forms import ButtonForm, NewObserverForm, ObserverForm, RosterExportForm, RosterFilterForm
from portal.identity.services import observers as services
from portal.identity.views.frame import bp
from portal.identity.vocabulary.observers import SEXES, TRAININGS, Sex, Training

MAY = policy.may_keep_roster
LEFT = "left"
Values = dict[str, Any]


def governorate_names() -> dict[str, str]:
    return {place.code: place.name(lang()) for place in country.governorates()}


@bp.get("/identity/observers/")
@requires(MAY)
def observers() -> ResponseReturnValue:
    return _list(None)


@bp.route("/identity/observers/names", methods=["GET", "POST"])
@requires(MAY, fresh=True)
def observers_names() -> ResponseReturnValue:
    """The names of the page of the list that was open; they stand on this one answer only, and whoever comes back to its
    address, such as for another language, comes to the list."""
    if request.method == "GET":
        return redirect(f"{url_for('.observers')}?{request.query_string.decode()}", 303)
    actor = actor_here()
    _form, filters = _filters()
    found = queries.observers_page(actor, filters, request.args.get("after"))
    names = services.show_names(actor, found.rows)
    keep()
    return _list(names)


def _list(names: Values | None) -> ResponseReturnValue:
    actor = actor_here()
    form, filters = _filters()
    counts = queries.roster_counts(actor, filters.left)
    chosen = (filters.governorate, filters.sex, filters.training)
    met = [row for row in counts if all(not wanted or wanted == value for wanted, value in zip(chosen, row, strict=False))]
    _number_choices(form, counts)
    return page(
        "identity/observers.html",
        filters=form,
        found=queries.observers_page(actor, filters, request.args.get("after")),
        sums=_sums(met),
        names=names,
        active=[(str(word), key) for word, key in _active(form)],
        imports=queries.roster_imports(actor),
        governorates=governorate_names(),
        sexes=SEXES,
        trainings=TRAININGS,
        button_form=ButtonForm(),
        export_form=RosterExportForm(),
    )


def _filters() -> tuple[RosterFilterForm, queries.RosterFilters]:
    """A value that the form does not offer narrows nothing."""
    form = RosterFilterForm(request.args)
    known: tuple[tuple[Any, Values], ...] = (
        (form.governorate, governorate_names()),
        (form.sex, {str(sex): word for sex, word in SEXES.items()}),
        (form.training, {str(level): word for level, word in TRAININGS.items()}),
        (form.show, {LEFT: _("Has left")}),
    )
    for field, words in known:
        field.choices = choices_of(words, none=_("All") if field is not form.show else _("Active"))
        field.data = field.data if field.data in words else ""
    code = (form.q.data or "").strip()[:40]
    return form, queries.RosterFilters(form.governorate.data, form.sex.data, form.training.data, code, form.show.data == LEFT)


def _number_choices(form: RosterFilterForm, counts: list[tuple[str, str, str, int]]) -> None:
    """How many stand in each governorate, beside its name."""
    numbers: dict[str, int] = {}
    for governorate, _sex, _training, number in counts:
        numbers[governorate] = numbers.get(governorate, 0) + number
    named = {code: f"{name} ({numbers[code]})" for code, name in governorate_names().items() if numbers.get(code)}
    form.governorate.choices = choices_of(named, none=_("All"))


def _sums(counts: list[tuple[str, str, str, int]]) -> list[tuple[str, int]]:
    of = [(sex, training, number) for _governorate, sex, training, number in counts]
    return [
        (_("Observers"), sum(number for *_rest, number in of)),
        (_("Women"), sum(number for sex, _training, number in of if sex == Sex.FEMALE)),
        (_("Men"), sum(number for sex, _training, number in of if sex == Sex.MALE)),
        (_("Trained"), sum(number for _sex, training, number in of if training != Training.NONE)),
    ]


def _active(form: RosterFilterForm) -> list[tuple[str, str]]:
    chosen = []
    for field in form:
        if field.data:
            words = {choice.value: str(choice.label) for choice in getattr(field, "choices", None) or ()}
            chosen.append((words.get(field.data, field.data), field.name))
    return chosen


@bp.post("/identity/observers/export")
@requires(MAY, fresh=True)
def export_observers() -> ResponseReturnValue:
    """What the list is narrowed to; names only when they were ticked."""
    form = RosterExportForm()
    _form, filters = _filters()
    text = services.export_roster(actor_here(), filters, bool(form.with_names.data))
    keep()
    return as_file(text, "observers")


def as_file(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}-{lang()}.csv"', "Cache-Control": "private, no-store"}
    return Response(text, mimetype="text/csv", headers=headers)


@bp.route("/identity/observers/new", methods=["GET", "POST"])
@requires(MAY)
def new_observer() -> ResponseReturnValue:
    form = _with_places(NewObserverForm())
    if not form.submitted():
        return form_page("identity/observer_new.html", form)
    try:
        made = services.add_observer(actor_here(), form.code.data or "", _details(form))
    except Refusal as refusal:
        return refused("identity/observer_new.html", form, refusal)
    return done(url_for(".observer", code=made.code), _("The observer was entered."))


@bp.route("/identity/observers/<code>", methods=["GET", "POST"])
@requires(MAY, queries.observer)
def observer(found: Any) -> ResponseReturnValue:
    form = _with_places(ObserverForm(data={name: getattr(found, name) for name in services.OPEN_COLUMNS}))
    if not form.submitted():
        return form_page("identity/observer.html", form, **_of(found))
    typed = _details(form)
    details = {name: value for name, value in typed.items() if value or name in services.OPEN_COLUMNS}
    try:
        changed = services.change_observer(actor_here(), found, details)
    except Refusal as refusal:
        return refused("identity/observer.html", form, refusal, **_of(found))
    told = (_("The entry was saved."), "good") if changed else (_("Nothing was changed."), "info")
    return done(url_for(".observer", code=found.code), *told)


def _of(found: Any, names: tuple[str | None, str | None] | None = None) -> Values:
    """Plain values: a refused change rolls the record back."""
    return {
        "code_word": found.code,
        "left_at": found.ended_at,
        "since": found.made_at,
        "kept": {"name": found.sealed_name is not None, "phone": found.sealed_phone is not None},
        "names": names,
        "button_form": ButtonForm(),
    }


@bp.post("/identity/observers/<code>/names")
@requires(MAY, queries.observer, fresh=True)
def observer_names(found: Any) -> ResponseReturnValue:
    code = found.code
    names = services.show_names(actor_here(), [found])[code]
    keep()
    again = queries.observer(code, actor_here())
    assert again is not None
    form = _with_places(ObserverForm(formdata=None, data={name: getattr(again, name) for name in services.OPEN_COLUMNS}))
    return page("identity/observer.html", form=form, **_of(again, names))


@bp.post("/identity/observers/<code>/end")
@requires(MAY, queries.observer)
def end_observer(found: Any) -> ResponseReturnValue:
    services.end_observer(actor_here(), found)
    return done(url_for(".observers"), _("Observer %(code)s has left the list; the entry stays.", code=found.code))


@bp.post("/identity/observers/<code>/return")
@requires(MAY, queries.observer)
def take_back_observer(found: Any) -> ResponseReturnValue:
    services.take_back_observer(actor_here(), found)
    return done(url_for(".observer", code=found.code), _("The observer stands in the list again."))


def _with_places(form: Any) -> Any:
    """Districts stand under their governorate, each in the language that it has a name in."""
    language = lang()
    form.governorate.choices = choices_of(governorate_names(), none=_("Choose"))
    form.district.choices = choices_of({}, none=_("Choose")) + [
        place_choice(district, language, governorate.name(language))
        for governorate in country.governorates()
        for district in country.districts(governorate.code)
    ]
    return form


def _details(form: Any) -> Values:
    named = ("governorate", "district", "sex", "training", "trained_on", "badge", "name", "phone")
    return {name: form[name].data or None for name in named}
