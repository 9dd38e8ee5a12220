"""Polling centres: found by code and by name, and taken over from a table that was checked and confirmed."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.audit.models import Line
from portal.core import jobs as core_jobs
from portal.core.db import begin_write, db
from portal.core.refusal import Refusal
from portal.elections import jobs, queries, services
from portal.elections.importing import Fault, read_places
from portal.elections.models import CentreWord, Election, PlacesImport, PollingCentre, PollingStation
from portal.elections.queries import PlaceFilters
from portal.elections.vocabulary.places import COLUMNS, REASONS
from portal.notifications.models import Notice
from tests.elections.making import HEAD, TABLE, enter, make, receive

FIRST = TABLE.format(code="330044")


def table(*rows: str, head: str = HEAD) -> Any:
    return read_places(io.BytesIO((head + "\n".join(rows)).encode()))


def test_heads_of_three_languages_marks_and_arabic_digits_are_read() -> None:
    head = "\ufeffرمز المركز;رقم المحطة;اسم المركز;المحافظة;القضاء;عدد الناخبين;مدخل ميسر\n"
    arabic = table("٣٣٠٠٤٤;;مدرسة النخيل;البصرة;الزبير;٢٬١٠٠;نعم", "330044;٧;;;;٤٥٠;", head=head)
    sorani = table("330044\t\tقوتابخانەی ئازادی\tسلێمانی", head="کۆدی بنکە\tژمارەی وێستگە\tناوی بنکە\tپارێزگا\n")
    centre = arabic.centres["330044"]
    assert not arabic.faults and (centre.governorate, centre.district, centre.voters, centre.accessible) == ("BSR", "IQG02Q06", 2100, "yes")
    assert arabic.stations["330044", 7].voters == 450
    assert not sorani.faults and sorani.centres["330044"].names == (("ckb", "قوتابخانەی ئازادی"),)


def test_a_table_with_a_row_for_each_station_describes_each_centre_once() -> None:
    told = table("5,1,مدرسة,,BSR,,,,300,", "5,2,مدرسة,,BSR,,,,310,", "6,1,مدرسة,,BSR,,,,300,", "6,2,ثانوية,,BSR,,,,300,")
    assert (list(told.centres), len(told.stations)) == (["5", "6"], 3)
    assert told.faults == [Fault(5, "centre", "6", "twice", "4")]


BAD = [
    ("7,,مدرسة,,XXX,,,,,", ("governorate", "governorate")), ("7,,مدرسة,,BSR,IQG01Q01,,,,", ("district", "district")),
    ("7,,,,BSR,,,,,", ("name", "missing")), ("7,,مدرسة,,,,,,,", ("governorate", "missing")), ("مركز,,مدرسة,,BSR,,,,,", ("centre", "code")),
    ("7,,مدرسة,,BSR,,song,,,", ("kind", "kind")), ("7,,مدرسة,,BSR,,,maybe,,", ("accessible", "accessible")),
    ("7,,مدرسة,,BSR,,,,many,", ("voters", "number")), ("9,1,,,,,,,,", ("centre", "no_centre")), ("330044,0,,,,,,,,", ("station", "station")),
    ("330044,1,,,,,,,,", ("station", "twice")), ("330044,,مدرسة,,BSR,,,,,", ("centre", "twice")), ("330044,3,,,,,,,,x", ("voters_of", "voters_of")),
    ("7,,مدرسة,,BSR,,,,,,more", ("", "cells")),
]  # fmt: skip


@pytest.mark.parametrize(("row", "told"), BAD, ids=[f"{column} {reason}" for _row, (column, reason) in BAD])
def test_every_bad_cell_is_told_with_its_line_and_reason(row: str, told: tuple[str, str]) -> None:
    found = table(*FIRST.removeprefix(HEAD).splitlines(), row).faults
    assert [(fault.line, fault.column, fault.reason) for fault in found] == [(7, *told)]


@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "head"), (b"one,two\n1,2\n", "head"), (HEAD.encode() + b"7,,\xff\xfe,,BSR\n", "unreadable"), (HEAD.encode(), "empty")]
)
def test_what_is_no_table_of_centres_says_so(data: bytes, reason: str) -> None:
    assert read_places(io.BytesIO(data)).faults[0].reason == reason


def test_a_centre_is_found_by_its_code_and_by_the_beginning_of_any_word(session: Any, people: Any) -> None:
    enter(make())
    for typed in ("نخيل", "النخ", "الابتدائيه نخي", "قوتابخ", "3300", "٣٣٠٠٤٤"):
        assert "330044" in [place.code for place in queries.find_places(typed)], typed
    assert [place.code for place in queries.find_places("330", governorate="BGD")] == ["330045"]
    assert not queries.find_places("نخيل", governorate="BGD") and not queries.find_places(" ") and not queries.find_places("٪")
    found = queries.place("330044", "ckb")
    assert found is not None and (found.name, found.stations, found.closed) == ("قوتابخانەی نەخیل", 2, False)
    assert queries.place("999") is None


@pytest.fixture
def admin(people: Any) -> Any:
    return people["commission_admin"].actor


def _record(session: Any) -> PlacesImport:
    return session.scalars(select(PlacesImport).order_by(PlacesImport.id.desc())).first()


def _import(session: Any, admin: Any, text: str | bytes) -> PlacesImport:
    """Received, checked and confirmed, as the worker would do it."""
    begin_write()
    number = receive(admin, session.scalars(select(Election)).one(), text).id
    session.commit()
    core_jobs.work()
    begin_write()
    services.confirm(admin, session.get_one(PlacesImport, number))
    session.commit()
    core_jobs.work()
    begin_write()
    return session.get_one(PlacesImport, number)


def test_nothing_changes_before_the_confirmation_and_the_end_is_told(session: Any, people: Any, admin: Any) -> None:
    receive(admin, make(), FIRST)
    session.commit()
    core_jobs.work()
    begin_write()
    record = _record(session)
    assert record.state == "checked" and record.counts["centres_added"] == 2 and session.scalar(select(func.count(PollingCentre.id))) == 0
    services.confirm(admin, record)
    session.commit()
    core_jobs.work()
    assert _record(session).state == "done" and session.scalar(select(func.count(PollingStation.id))) == 3
    assert set(session.scalars(select(Notice.kind))) == {"elections.places_checked", "elections.places_imported"}
    assert {"elections.places_received", "elections.places_confirmed", "elections.places_imported"} <= set(session.scalars(select(Line.action)))


def test_a_later_table_adds_changes_and_closes_and_the_same_one_changes_nothing(session: Any, people: Any, admin: Any) -> None:
    make()
    session.commit()
    _import(session, admin, FIRST)
    second = HEAD + "330044,,مدرسة النخلة,قوتابخانەی نەخیل,BSR,IQG02Q06,general,no,950,\n330044,1,,,,,,,450,women\n330046,,مدرسة,,BSR,,,,,\n"
    counts = _import(session, admin, second).counts
    told = {name: counts[name] for name in counts if name.split("_")[-1] in ("added", "changed", "gone")}
    assert told == {
        "centres_added": 1, "centres_changed": 1, "centres_gone": 1, "stations_added": 0, "stations_changed": 0, "stations_gone": 2,
    }  # fmt: skip
    found = queries.place("330045")
    assert found is not None and found.closed, "what is gone is closed, not deleted"
    assert not queries.find_places("نخيل") and [place.code for place in queries.find_places("النخلة")] == ["330044"]
    words, centres = session.scalar(select(func.count(CentreWord.id))), session.scalar(select(func.max(PollingCentre.id)))
    again = _import(session, admin, second).counts
    assert not any(count for name, count in again.items() if name.split("_")[-1] in ("added", "changed", "gone"))
    assert (session.scalar(select(func.count(CentreWord.id))), session.scalar(select(func.max(PollingCentre.id)))) == (words, centres)
    assert _import(session, admin, FIRST).counts["centres_added"] == 1, "a closed centre that is named again is open again"
    place = queries.place("330045")
    assert place is not None and not place.closed and place.stations == 1


def test_a_job_that_broke_off_is_done_again_without_doing_anything_twice(session: Any, people: Any, admin: Any, monkeypatch: Any) -> None:
    make()
    number = receive(admin, session.scalars(select(Election)).one(), FIRST).id
    session.commit()
    core_jobs.work()
    begin_write()
    services.confirm(admin, session.get_one(PlacesImport, number))
    session.commit()
    whole, monkeyed = jobs.taking.take_piece, []

    def breaks(*arguments: Any) -> None:
        whole(*arguments)
        if not monkeyed:
            monkeyed.append(1)
            session.commit()
            raise OSError("the power went off")

    monkeypatch.setattr(jobs, "PIECE", 1)
    monkeypatch.setattr(jobs.taking, "take_piece", breaks)
    with pytest.raises(OSError):
        jobs.take_places({"number": number})
    session.rollback()
    assert _record(session).state == "taking" and session.scalar(select(func.count(PollingCentre.id))) == 1
    for _time in range(2):
        jobs.take_places({"number": number})
        jobs.check_places({"number": number})
    assert _record(session).state == "done" and session.scalar(select(func.count(PollingCentre.id))) == 2
    assert session.scalar(select(func.count(Notice.id)).where(Notice.kind == "elections.places_imported")) == 1


def test_one_file_at_a_time_and_none_that_is_out_of_date(session: Any, people: Any, admin: Any) -> None:
    election = make()
    first = receive(admin, election, FIRST)
    with pytest.raises(Refusal):
        receive(admin, election, FIRST)
    with pytest.raises(Refusal):
        services.confirm(admin, first)
    with pytest.raises(Refusal):
        receive(admin, election, b"\x89PNG\r\n\x1a\n" + b"0" * 100)


def test_an_officer_sends_a_table_sees_what_is_wrong_and_takes_over_the_corrected_one(
    visitor: Any, people: Any, arrange: Any, run_jobs: Callable[[], int]
) -> None:
    arrange(lambda: make().slug)
    browser = visitor("commission_admin", lang="en")
    browser.get("/elections/sample-2026/places")
    assert browser.submit().status == 422 and browser.submit(file=(io.BytesIO(b"\x89PNG\r\n\x1a\n"), "a.csv")).status == 422
    page = browser.submit(file=(io.BytesIO((FIRST + "8,,,,BSR,الزبيرر,,,=1,\n").encode()), "a.csv"))
    here = page.path
    assert page.all("#progress[data-under-way]") and "Show the present state" in page
    run_jobs()
    page = browser.get(here)
    assert "3 cells have to be corrected" in page and "الزبيرر" in page and not page.all("#progress[data-under-way]") and len(page.statements) <= 10
    arabic = browser.answer("GET", f"{here.replace('/en/', '/ar/')}/fault.csv").text
    assert arabic.count("\n") == 4 and "'=1" in arabic and "لا يوجد" in arabic
    browser.get("/elections/sample-2026/places")
    page = browser.submit(file=(io.BytesIO(FIRST.encode()), "b.csv"))
    here = page.path
    run_jobs()
    page = browser.get(here)
    browser.submit(form="form[action$='/confirm']")
    run_jobs()
    page = browser.get(here)
    assert "Taken over" in page
    assert len(browser.follow("To the polling centres").all("main ul.items > li")) == 2
    browser.get("/elections/sample-2026/places")
    here = browser.submit(file=(io.BytesIO((HEAD + FIRST.split("\n")[1].replace("900", "901")).encode()), "c.csv")).path
    run_jobs()
    page = browser.get(f"{here}?show=gone")
    assert "330045" in page and "Until now" in page
    assert "900" in browser.get(f"{here}?show=changed") and "dropped" in " ".join(browser.submit(form="form[action$='/drop']").notices)


EXCEL = {"Windows-1256": FIRST.encode("cp1256", "replace"), "UTF-16": FIRST.encode("utf-16"), "workbook": b"PK\x03\x04\x14\x00\x06\x00" + b"\0" * 60}


@pytest.mark.parametrize("data", EXCEL.values(), ids=EXCEL)
@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_what_excel_saves_by_itself_is_refused_with_how_to_save_it(data: bytes, lang: str, visitor: Any, people: Any, arrange: Any) -> None:
    arrange(lambda: make().slug)
    browser = visitor("commission_admin", lang=lang)
    browser.get("/elections/sample-2026/places")
    page = browser.submit(file=(io.BytesIO(data), "centres.csv"))
    assert page.status == 422 and "CSV UTF-8" in page.errors["file"] and "JPEG" not in page


def test_arabic_words_after_many_others_are_told_so_too(session: Any) -> None:
    late = HEAD.encode() + b"".join(b"%d,,School,,BSR,,,,,\n" % number for number in range(600)) + "700,,مدرسة,,BSR,,,,,\n".encode("cp1256")
    reason = read_places(io.BytesIO(late)).faults[0].reason
    assert "CSV UTF-8" in str(REASONS[reason])


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_the_table_to_begin_with_is_one_that_is_taken(lang: str, visitor: Any, people: Any) -> None:
    browser = visitor("commission_admin", lang=lang)
    told = read_places(io.BytesIO(browser.answer("GET", browser.address("/elections/places-sample.csv")).response.get_data()))
    assert not told.faults and len(told.stations) == 2 and len(told.centres["330044"].names) == 3


def test_the_page_names_every_column_of_the_table(visitor: Any, arrange: Any) -> None:
    arrange(make)
    page = visitor("commission_admin", lang="en").get("/elections/sample-2026/places")
    told = [column.text for column in page.all("dl.pairs dt")]
    assert len(told) == len(COLUMNS) and {"Subdistrict", "Postal address", "Longitude", "Name in Sorani"} <= set(told)


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_everybody_reads_centres_and_stations_at_a_constant_cost(lang: str, visitor: Any, people: Any, arrange: Any) -> None:
    arrange(lambda: enter(make()))
    browser = visitor("cso_member", lang=lang)
    few = browser.get("/elections/sample-2026/centres/")
    assert len(few.all("main ul.items > li")) == 2 and len(few.statements) <= 6
    rows = "".join(f"4{number:05},,مدرسة {number},,BSR,,special,,,\n4{number:05},1,,,,,,,400,\n" for number in range(300))

    def more() -> None:
        services.enter_places(people["commission_admin"].actor, db.session.scalars(select(Election.id)).one(), read_places(io.BytesIO((HEAD + rows).encode())))

    arrange(more)
    page = browser.get("/elections/sample-2026/centres/?kind=special&governorate=BSR")
    assert len(page.statements) <= len(few.statements) + 1 and len(page.all("main ul.items > li")) == 25 and page.weight < 8000
    following = browser.get(page.all("nav.pager a[rel=next]")[0].get("href"))
    assert len(following.all("main ul.items > li")) == 25 and "400025" in following
    assert len(browser.get("/elections/sample-2026/centres/?q=النخيل").all("main ul.items > li")) == 1
    assert browser.get("/elections/sample-2026/centres/?q=%F0&governorate=x&kind=x&after=!").status == 200
    page = browser.get("/elections/sample-2026/centres/330044")
    assert len(page.all("main tbody tr")) == 2 and len(page.statements) <= 6
    assert browser.get("/elections/sample-2026/centres/999").status == 404


def test_filters_narrow_by_place_kind_and_entrance(session: Any, people: Any) -> None:
    election = make()
    enter(election)

    def codes(**narrowed: str) -> list[str]:
        return [row.code for row in queries.centres(election, PlaceFilters(**narrowed), "ar").rows]

    assert codes() == ["330044", "330045"] and codes(accessible="yes") == ["330044"] and codes(kind="special") == ["330045"]
    assert codes(governorate="BSR", district="IQG02Q06") == ["330044"] and codes(words="مدرسة", governorate="BGD") == []
