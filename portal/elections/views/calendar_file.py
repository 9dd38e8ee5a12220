"""Dates as an iCalendar file (RFC 5545), in the time of Baghdad."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from flask import url_for
from icalendar import Calendar, Event, Timezone, TimezoneStandard

from portal.core import clock
from portal.core.catalogue import gettext as _
from portal.core.letters import absolute, base_address
from portal.core.locale import lang
from portal.elections.queries import Dated

ZONE, OFFSET = "Asia/Baghdad", timedelta(hours=3)


def calendar_file(rows: Iterable[Dated], title_of: Callable[[Dated], str], now: datetime) -> bytes:
    file = Calendar()
    file.add("prodid", f"-//Electoral Partnership Portal//{lang().upper()}")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", _("Electoral calendar"))
    file.add("x-wr-timezone", ZONE)
    file.add_component(_zone())
    for row in rows:
        file.add_component(_event(row, title_of(row), now))
    return bytes(file.to_ical())


def _event(row: Dated, title: str, now: datetime) -> Event:
    """A voting day lasts its hours; every other date is a moment. The uid stays when the moment changes, so that a calendar
    takes the new one for it; of voting days there may be several, told apart by their days."""
    event = Event()
    host = base_address().split("//")[1]
    day = f"-{clock.local(row.at):%Y%m%d}" if row.kind == "voting" else ""
    event.add("uid", f"{row.slug}-{row.kind}-{row.code}{day}@{host}".lower())
    event.add("dtstamp", now)
    event.add("dtstart", clock.local(row.at))
    if row.until:
        event.add("dtend", clock.local(row.until))
    event.add("summary", title)
    lines = [row.election, *([_("Who may act: %(who)s.", who=row.who)] if row.who else [])]
    event.add("description", "\n".join(lines))
    event.add("url", absolute(url_for("elections.show", slug=row.slug)))
    return event


def _zone() -> Timezone:
    """Iraq has had no summer time since 2008."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", ZONE)
    standard.add("dtstart", datetime(2008, 1, 1))
    standard.add("tzoffsetfrom", OFFSET)
    standard.add("tzoffsetto", OFFSET)
    standard.add("tzname", "+03")
    zone.add_component(standard)
    return zone
