"""All dates of all open elections, in the order of time: on a page, and as a file for the reader's own calendar."""

from itertools import groupby

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from portal.core import clock
from portal.core.access import requires
from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.core.pages import page
from portal.core.presentation import MONTHS
from portal.core.text import whole_number
from portal.elections import policy, queries, vocabulary
from portal.elections.queries import Dated, Narrowed
from portal.elections.views.blueprint import bp
from portal.elections.views.calendar_file import calendar_file

SIZE, FEW, MOST_IN_FILE, FURTHEST = 40, 8, 1000, 4000


@bp.get("/calendar")
@requires(policy.may_view)
def calendar() -> ResponseReturnValue:
    """The next date comes first. What is over is marked, and stands behind the coming ones, the last first."""
    now, language, narrowed, names = clock.now(), lang(), *_narrowed()
    only_past = request.args.get("show") == "past"
    skip = whole_number(request.args.get("skip"), FURTHEST) or 0
    rows, more = (queries.past if only_past else queries.coming)(now, language, narrowed, skip, SIZE)
    over, more_over = ([], False) if only_past or skip else queries.past(now, language, narrowed, 0, FEW)
    return page(
        "elections/calendar.html",
        months=_by_month(rows),
        over=_by_month(over),
        more_over=more_over,
        next=rows[0] if rows and not only_past and not skip else None,
        only_past=only_past,
        later=skip + SIZE if more and skip + SIZE <= FURTHEST else None,
        now=now,
        narrowed=narrowed,
        elections=list(names.items()),
        several=len(names) > 1,
        parties=vocabulary.PARTIES,
        active=_active(narrowed, names),
        file_url=url_for(".calendar_ics", **{name: value for name, value in vars(narrowed).items() if value}),
    )


@bp.get("/calendar.ics")
@requires(policy.may_view)
def calendar_ics() -> ResponseReturnValue:
    """A copy of today: it holds nothing of its reader, and is fetched again when dates have changed."""
    now, language, narrowed = clock.now(), lang(), _narrowed()[0]
    rows = queries.past(now, language, narrowed, 0, MOST_IN_FILE)[0][::-1] + queries.coming(now, language, narrowed, 0, MOST_IN_FILE)[0]
    body = calendar_file(rows, title_of, now)
    headers = {"Content-Disposition": "attachment; filename=calendar.ics"}
    return Response(body, mimetype="text/calendar", headers=headers)


def title_of(row: Dated) -> str:
    """What happens at this date, in the reader's language; a deadline's words may be in another."""
    if row.kind == "begins":
        return _("%(phase)s: begins", phase=row.text)
    if row.kind == "ends":
        return _("%(phase)s: ends", phase=row.text)
    return row.text


def _narrowed() -> tuple[Narrowed, dict[str, str]]:
    """A value that the page does not offer narrows nothing."""
    names = queries.open_elections(lang())
    election, party = request.args.get("election", ""), request.args.get("party", "")
    return Narrowed(election if election in names else "", party if party in vocabulary.PARTIES else ""), names


def _active(narrowed: Narrowed, names: dict[str, str]) -> list[tuple[str, str]]:
    party = str(vocabulary.PARTIES[vocabulary.Party(narrowed.party)]) if narrowed.party else ""
    return [(label, name) for label, name in ((names.get(narrowed.election, ""), "election"), (party, "party")) if label]


def _by_month(rows: list[Dated]) -> list[tuple[str, list[Dated]]]:
    months = MONTHS[lang()]
    joint = "ی" if lang() == "ckb" else ""

    def month(row: Dated) -> tuple[int, int]:
        day = clock.local(row.at)
        return day.year, day.month

    return [(f"{months[number - 1]}{joint} {year}", list(several)) for (year, number), several in groupby(rows, month)]


