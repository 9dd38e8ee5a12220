"""Files of observers: read in any of the languages, told row by row, stored only when confirmed, twice the same once."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.audit.models import Line
from portal.core.crypto import MARK
from portal.core.db import db
from portal.core.files import NOT_A_CSV
from portal.core.refusal import Refusal
from portal.identity import queries
from portal.identity.models import Observer, RosterImport, RosterRow
from portal.identity.roster import reading, writing
from portal.identity.services import observers, rosters
from portal.identity.vocabulary import observers as vocabulary
from tests.people import Somebody
from tests.visiting import Page, Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]
ARABIC = """الرمز;المحافظة;القضاء;الجنس;التدريب;تاريخ التدريب;الاسم الكامل;رقم الهاتف
بصر-٠١;البصرة;;أنثى;تدريب أساسي;٥/٣/٢٠٢٦;سعدية كاظم;٠٧٧٠ ١٢٣ ٤٥٦٧
بصر-٠٢;بصره;;ذكر;;;;
"""
SORANI = "کۆد\tپارێزگا\tڕەگەز\tڕاهێنان\nH-1\tهەولێر\tمێ\tڕاهێنانی پێشکەوتوو\n"
ENGLISH = "code,governorate,sex,training,trained_on,name\nB-1,BSR,female,basic,2026-03-05,Sadia\n"


def upload(browser: Visitor, text: str | bytes, name: str = "observers.csv") -> Page:
    data = text.encode() if isinstance(text, str) else text
    browser.get("/identity/observers/import")
    return browser.submit(file=(io.BytesIO(data), name))


def values(text: str | bytes) -> list[dict[str, Any]]:
    sheet = reading.read(text.encode() if isinstance(text, str) else text)
    assert not any(row.faults for row in sheet.rows), [row.faults for row in sheet.rows]
    return [row.values for row in sheet.rows]


def test_headings_words_and_digits_of_each_language_are_understood(session: Any) -> None:
    first, second = values(ARABIC)
    assert first == {
        "code": "بصر-01", "governorate": "BSR", "sex": "female", "training": "basic", "trained_on": "2026-03-05",
        "name": "سعدية كاظم", "phone": "0770 123 4567",
    }  # fmt: skip
    assert second == {"code": "بصر-02", "governorate": "BSR", "sex": "male"}
    assert values(SORANI) == [{"code": "H-1", "governorate": "EBL", "sex": "female", "training": "advanced"}]
    assert values(b"\xef\xbb\xbf" + ENGLISH.encode())[0]["name"] == "Sadia"


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_the_template_and_our_own_export_are_read_again(visitor: Visit, people: People, arrange: Any, lang: str) -> None:
    details = {"governorate": "BSR", "sex": "male", "training": "basic", "name": "=١", "phone": "+964 770 123 4567"}
    arrange(lambda: observers.add_observer(people["cso_admin"].actor, "B-1", details))
    browser = visitor("cso_admin", lang=lang)
    heading = browser.answer("GET", f"/{lang}/identity/observers/template.csv").response.get_data(as_text=True)
    row = "B-9,BSR,,female,basic,,,,\n"
    example, typed = arrange(lambda: values(heading + row))
    assert typed == {"code": "B-9", "governorate": "BSR", "sex": "female", "training": "basic"}
    assert set(example) == set(vocabulary.COLUMNS), "one row shows how each column is filled in"
    browser.get("/identity/observers/")
    exported = browser.submit("form[action$='/export']", with_names=True).response.get_data()
    page = upload(browser, exported)
    assert [dd.text_content() for dd in page.all(".sums dd")] == ["0", "0", "1", "0"], "our own file changes nothing"


def test_every_bad_row_is_told_with_its_number_and_reason(visitor: Visit) -> None:
    rows = ["code,governorate,sex,trained_on,phone", "A-1,BSR,female,,", "A-1,NIN,male,,", "?!,Atlantis,robot,2026-02-30,12", ",,,2090-01-01,", "", "A-2,BSR"]
    page = upload(visitor("cso_admin", lang="en"), "\n".join(rows))
    told = {row.cssselect("th")[0].text_content().strip(): row.cssselect("td")[1].text_content() for row in page.all("main tbody tr")}
    assert list(told) == ["3", "4", "5", "7"]
    assert "earlier row" in told["3"] and all(words in told["4"] for words in ("letters", "no such governorate", "Write Female or Male.", "no date", "phone"))
    assert all(f"In the file: {value}" in told["4"] for value in ("Atlantis", "robot", "2026-02-30")) and "In the file: 12" not in told["4"]
    assert all(words in told["5"] for words in ("governorate is missing", "sex is missing", "future")) and told["7"].strip() == "The sex is missing."
    assert "Store 1 row" in page


def test_what_was_refused_waits_encrypted_and_goes_when_the_file_is_stored(visitor: Visit, arrange: Any, run_jobs: Any) -> None:
    browser = visitor("cso_admin", lang="en")
    upload(browser, "code,governorate,sex\nA-1,BSR,female\nA-2,Atlantis,male\n")
    waiting = arrange(lambda: db.session.scalars(select(RosterRow.sealed).where(RosterRow.fate == "bad")).one())
    assert MARK.match(waiting) and "Atlantis" not in waiting
    page = browser.submit("form[action$='/confirm']")
    run_jobs()
    page = browser.get(page.path)
    assert "There is no such governorate." in page and "Atlantis" not in page.source
    assert arrange(lambda: db.session.scalars(select(RosterRow.sealed)).all()) == [None]


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_the_page_describes_every_column_of_the_template(visitor: Visit, arrange: Any, lang: str) -> None:
    browser = visitor("cso_admin", lang=lang)
    heading = browser.answer("GET", f"/{lang}/identity/observers/template.csv").response.get_data(as_text=True).partition("\r\n")[0]
    page = browser.get("/identity/observers/import")
    assert [dt.text_content() for dt in page.all(".pairs dt")] == heading.removeprefix("\ufeff").split(",")


def test_a_date_of_training_without_a_training_is_told(visitor: Visit, people: People, arrange: Any) -> None:
    trained = {"governorate": "BSR", "sex": "male", "training": "basic"}
    arrange(lambda: observers.add_observer(people["cso_admin"].actor, "A-3", trained))
    rows = ["code,governorate,sex,training,trained_on", "A-1,BSR,female,,2026-03-05", "A-2,BSR,female,none,2026-03-05", "A-3,BSR,male,,2026-03-05"]
    browser = visitor("cso_admin", lang="en")
    page = upload(browser, "\n".join(rows))
    told = {row.cssselect("th")[0].text_content().strip(): row.cssselect("td")[1].text_content() for row in page.all("main tbody tr")}
    assert list(told) == ["2", "3"] and all("no training" in words for words in told.values()), "the third is trained already"
    browser.get("/identity/observers/new")
    page = browser.submit(governorate="BSR", sex="male", trained_on__day="5", trained_on__month="3", trained_on__year="2026")
    assert page.status == 422 and "no training" in str(page.errors)


def test_nothing_is_stored_before_it_is_confirmed_and_then_with_progress_and_an_end(visitor: Visit, arrange: Any, run_jobs: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(rosters, "STEP", 40)
    browser = visitor("cso_admin", lang="en")
    lines = [f"B-{number},BSR,{'female' if number % 2 else 'male'},Observer {number}" for number in range(100)]
    page = upload(browser, "code,governorate,sex,full name,shoe size\n" + "\n".join(lines))
    assert "shoe size" in page and arrange(_stored) == 0
    assert arrange(lambda: db.session.scalar(select(func.count()).where(RosterRow.sealed.like("%Observer%")))) == 0
    page = browser.submit("form[action$='/confirm']")
    assert "0 of 100 rows" in page
    reference = page.path.rsplit("/", 1)[-1]
    assert page.one("#progress").get("data-under-way") is not None and page.one("#progress").get("data-word") == "Is being stored"
    arrange(lambda: rosters.store_some(db.session.scalars(select(RosterImport.id)).one()))
    assert "40 of 100 rows" in browser.get(f"/identity/observers/import/{reference}")
    run_jobs()
    assert arrange(_stored) == 100 and "100 observers were entered or changed." in browser.get(f"/identity/observers/import/{reference}")
    assert arrange(lambda: db.session.scalar(select(func.count()).select_from(RosterRow))) == 0
    assert reference in browser.get("/notifications/").source or "observers" in browser.get("/notifications/")


def _stored() -> int:
    return db.session.scalar(select(func.count()).select_from(Observer)) or 0


def test_the_same_file_again_changes_nothing_and_another_shows_what_changes(visitor: Visit, arrange: Any, run_jobs: Any) -> None:
    browser = visitor("cso_admin", lang="en")
    upload(browser, ENGLISH)
    browser.submit("form[action$='/confirm']")
    run_jobs()
    page = upload(browser, ENGLISH)
    assert "nothing that is new or changed" in page and not page.all("form[action$='/confirm']")
    page = upload(browser, ENGLISH.replace("basic", "advanced").replace("Sadia", "Sadia Kadhim"))
    told = page.one("main tbody tr").cssselect("td")[1].text_content()
    assert told.strip() == "Training, Full name" and "Sadia" not in page.source
    browser.submit("form[action$='/confirm']")
    run_jobs()
    assert arrange(lambda: [(one.training, one.code) for one in db.session.scalars(select(Observer))]) == [("advanced", "B-1")]
    page = upload(browser, "code,governorate,sex,name\nB-1,BSR,female,\n")
    assert [dd.text_content() for dd in page.all(".sums dd")] == ["0", "0", "1", "0"], "an empty cell changes nothing"


def test_each_observer_of_a_file_leaves_a_line_with_what_was_overwritten(visitor: Visit, arrange: Any, run_jobs: Any, people: People) -> None:
    details = {"governorate": "BSR", "sex": "female", "training": "basic", "name": "Sadia"}
    arrange(lambda: observers.add_observer(people["cso_admin"].actor, "B-1", details))
    browser = visitor("cso_case_holder", lang="en")
    reference = upload(browser, "code,governorate,sex,name\nB-1,NIN,female,Sundus\nB-2,EBL,male,\n").path.rsplit("/", 1)[-1]
    browser.submit("form[action$='/confirm']")
    run_jobs()
    told = arrange(lambda: [json.loads(line.text) for line in db.session.scalars(select(Line).where(Line.subject_kind == "observer").order_by(Line.id))])
    assert [(line["action"], line["subject"][1], line["actor"]) for line in told[1:]] == [
        ("identity.observer_changed", "B-1", people["cso_case_holder"].person_id), ("identity.observer_added", "B-2", people["cso_case_holder"].person_id),
    ]  # fmt: skip
    assert told[1]["before"] == {"governorate": "BSR"} and told[1]["after"] == {"governorate": "NIN", "fields": ["name"], "from_file": reference}
    assert told[2]["after"] == {"governorate": "EBL", "sex": "male", "training": "none", "from_file": reference} and "Sundus" not in json.dumps(told)
    page = visitor("auditor", lang="en").get("/audit/records/observer/B-1")
    assert "Nineveh" in page and "Basra" in page and "Full name" in page and "From the file" in page


def test_a_file_that_is_put_aside_stores_nothing_and_keeps_no_name(visitor: Visit, arrange: Any, run_jobs: Any) -> None:
    browser = visitor("cso_admin", lang="en")
    reference = upload(browser, ENGLISH).path.rsplit("/", 1)[-1]
    assert browser.submit("form[action$='/drop']").path == "/en/identity/observers/"
    assert browser.post(f"/identity/observers/import/{reference}/confirm").status == 409
    run_jobs()
    assert arrange(_stored) == 0 and arrange(lambda: db.session.scalar(select(func.count()).select_from(RosterRow))) == 0


def test_what_nobody_confirms_is_put_aside_after_a_day(people: People, session: Any) -> None:
    made = rosters.read_roster(people["cso_admin"].actor, ENGLISH.encode(), "a.csv")
    assert rosters.forget_unconfirmed(made.made_at, 9) == 0
    assert rosters.forget_unconfirmed(made.made_at + timedelta(seconds=1), 9) == 1
    assert made.state == "dropped" and session.scalar(select(func.count()).select_from(RosterRow)) == 0


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"PK\x03\x04\xff\xfe", NOT_A_CSV),
        ("الجنس,المحافظة".encode("cp1256"), NOT_A_CSV),
        ("الجنس,المحافظة".encode("utf-16"), NOT_A_CSV),
        (b"", vocabulary.NO_HEADINGS),
        (b"name,phone\nx,1\n", vocabulary.NO_HEADINGS),
        (b"sex,governorate,Sex\nmale,BSR,male\n", vocabulary.COLUMN_TWICE),
        (b"sex,governorate\n\n", vocabulary.NO_ROWS),
        (b"sex,governorate\n" + b"male,BSR\n" * 10_001, vocabulary.TOO_MANY_ROWS),
        (b"x" * (reading.LARGEST + 1), vocabulary.TOO_LARGE),
    ],
    ids=["spreadsheet", "Windows-1256", "UTF-16", "empty", "headings", "twice", "no rows", "too many", "too large"],
)
def test_a_file_that_is_no_list_is_refused_as_a_whole(session: Any, data: bytes, refusal: Any) -> None:
    with pytest.raises(Refusal) as refused:
        reading.read(data)
    assert str(refused.value.message) == str(refusal)


def test_the_form_tells_why_a_file_is_refused(visitor: Visit) -> None:
    browser = visitor("cso_admin", lang="ar")
    assert "file" in upload(browser, b"name\nx\n").errors
    browser.get("/identity/observers/import")
    assert "file" in browser.submit().errors


def test_ten_thousand_rows_are_read_and_stored_in_steps(people: People, session: Any) -> None:
    lines = "\n".join(f"B-{number},BSR,male,Observer {number}" for number in range(10_000))
    made = rosters.read_roster(people["cso_admin"].actor, f"code,governorate,sex,name\n{lines}".encode(), "a.csv", "once")
    assert (made.fresh, made.bad) == (10_000, 0)
    assert rosters.read_roster(people["cso_admin"].actor, b"", "a.csv", "once") is made
    rosters.confirm_roster(people["cso_admin"].actor, made)
    rosters.store_some(made.id)
    assert made.done_rows == rosters.STEP == session.scalar(select(func.count()).select_from(Observer))


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless_and_read_back(session: Any) -> None:
    assert [writing.harmless(cell) for cell in ("=1", "+964", "-x", "@a", "نور")] == ["'=1", "'+964", "'-x", "'@a", "نور"]
    assert values("sex,governorate,phone\nmale,BSR,'+964 770 123 4567\n")[0]["phone"] == "+964 770 123 4567"


def test_an_import_of_another_organisation_does_not_exist(people: People, session: Any) -> None:
    made = rosters.read_roster(people["cso_admin"].actor, ENGLISH.encode(), "a.csv")
    assert queries.roster_import(made.reference, people["other_admin"].actor) is None
    with pytest.raises(Refusal):
        rosters.confirm_roster(people["other_admin"].actor, made)
    with pytest.raises(Refusal):
        rosters.read_roster(people["cso_member"].actor, ENGLISH.encode(), "a.csv")


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_a_file_of_which_no_row_can_be_taken_says_so_and_what_to_do(visitor: Visit, arrange: Any, lang: str) -> None:
    page = upload(visitor("cso_admin", lang=lang), "code,governorate,sex\nB-1,ATLANTIS,female\nB-2,BSR,\nB-3,,male\n")
    told = page.one(".notice.told[data-tone=bad]")
    assert told.get("autofocus") is not None and "3" in told.text_content() and arrange(_stored) == 0
    assert page.all("main a.btn[href$='/observers/import']") and not page.all("form[action$='/confirm']")
    if lang == "en":
        assert "3 rows were refused. Nothing of this file was taken." in page and "Waits for your confirmation" not in page
        assert "nothing that is new or changed" not in page


def test_the_limit_of_a_file_is_said_once_and_is_the_real_one(visitor: Visit) -> None:
    page = visitor("cso_admin", lang="en").get("/identity/observers/import")
    assert page.one("main form .hint").text_content().count(" MB") == 1 and "One file of at most 8 MB." in page
    assert page.one(".pick").get("data-most-size") == str(reading.LARGEST) and "larger than 8 MB" in page.one(".pick").get("data-large")
