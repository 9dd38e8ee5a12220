"""Files of a report: what is taken, what is kept of it, and what leaves the portal."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from portal.audit.models import Line
from portal.core import files
from portal.core.db import db
from portal.core.files import StoredFile
from portal.violations import services
from portal.violations.models import Evidence
from tests.people import Somebody
from tests.violations.making import SOUND, make_election, make_report, photo, upload
from tests.visiting import Page, Visitor

Filed = Callable[..., str]
Visit = Callable[..., Visitor]
EXE = b"MZ\x90\x00" + b"\x00" * 200
DAMAGED = photo()[:200]


def on_disk(app: Flask) -> list[Path]:
    return [path for path in (Path(app.config["DATA"]) / "files").glob("??/??/*") if path.is_file()]


@pytest.fixture
def draft(visitor: Visit, filed: Filed) -> Visitor:
    """A member on the page of evidence of a new draft."""
    member = visitor("cso_member", lang="en")
    member.get("/violations/new?group=CAM")
    where = member.submit("#form-kind", category="CAM-01")
    member.get(where.path.replace("/edit/where", "/edit/evidence"))
    return member


def add(visitor: Visitor, *uploads: tuple[bytes, str]) -> Page:
    return visitor.submit("#form-evidence", files=[(io.BytesIO(data), name) for data, name in uploads])


def names_of(page: Page) -> list[str]:
    return [one.text_content() for one in page.all("section.panel > p > bdi")]


def test_a_wrong_file_is_named_and_the_good_ones_and_their_texts_are_kept(draft: Visitor, app: Flask) -> None:
    add(draft, (photo(), "أولى.jpg"))
    page = draft.submit(
        "#form-evidence",
        description_1="اللافتة",
        files=[(io.BytesIO(EXE), "فيروس.jpg"), (io.BytesIO(photo("red")), "ثانية.jpg")],
    )
    assert page.status == 422 and "فيروس.jpg" in page.errors["files"]
    assert names_of(page) == ["أولى.jpg", "ثانية.jpg"]
    assert page.one("#description_1").get("value") == "اللافتة"
    assert len(on_disk(app)) == 4


@pytest.mark.parametrize("data", [EXE, DAMAGED, b"", b"<svg onload=alert(1)>", b"%PDF"[:2]])
def test_a_failed_upload_leaves_neither_a_row_nor_a_file(draft: Visitor, app: Flask, arrange: Callable[..., int], data: bytes) -> None:
    page = add(draft, (data, "photo.jpg"))
    assert page.status == 422 and "photo.jpg" in page.errors["files"]
    assert on_disk(app) == []
    assert arrange(lambda: db.session.query(StoredFile).count() + db.session.query(Evidence).count()) == 0


def test_a_file_that_is_too_large_says_so(draft: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "UPLOAD_LIMIT", 1024 * 1024)
    page = add(draft, (photo() + b"\x00" * (1024 * 1024), "large.jpg"))
    assert page.status == 422 and "1 MB" in page.errors["files"]
    assert on_disk(app) == []


def test_more_files_than_the_limit_are_refused_together(draft: Visitor, app: Flask) -> None:
    page = add(draft, *[(photo(), f"{number}.jpg") for number in range(11)])
    assert page.status == 422 and "at most 10" in page.errors["files"]
    assert on_disk(app) == []


def test_a_report_holds_no_more_than_forty_files(draft: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.violations.services.evidence.MOST", 2)
    page = add(draft, *[(photo(), f"{number}.jpg") for number in range(3)])
    assert page.status == 422 and "2.jpg" in page.errors["files"] and len(names_of(page)) == 2


def test_the_same_files_sent_twice_are_added_once(draft: Visitor) -> None:
    before = draft.page
    add(draft, (photo(), "a.jpg"))
    draft.page = before
    assert names_of(add(draft, (photo(), "a.jpg"))) == ["a.jpg"]


def test_a_ticked_file_is_removed_from_the_draft(draft: Visitor) -> None:
    add(draft, (photo(), "a.jpg"), (photo("red"), "b.jpg"))
    draft.submit("#form-evidence", remove_1=True, description_2="b")
    assert draft.page is not None
    assert "a.jpg" not in draft.page and "b.jpg" in draft.page


def test_a_name_with_direction_tricks_is_shown_as_it_is(draft: Visitor) -> None:
    page = add(draft, (photo(), "صورة\u202egpj.exe.jpg"), (photo("red"), "../../etc/قانون.jpg"))
    assert names_of(page) == ["صورةgpj.exe.jpg", "قانون.jpg"]
    assert "\u202e" not in page.source


def filed_with(arrange: Callable[..., str], people: dict[str, Somebody], data: bytes, name: str) -> str:
    def work() -> str:
        make_election()
        return make_report(people["cso_member"].actor, [(upload(data, name), "صورة")]).reference

    return arrange(work)


def test_the_picture_shown_holds_neither_place_nor_device(arrange: Callable, people: dict[str, Somebody], visitor: Visit, app: Flask) -> None:
    data = photo(with_place=True)
    assert b"SECRETPHONE" in data
    reference = filed_with(arrange, people, data, "IMG_1.jpg")
    answer = visitor("case_officer").answer("GET", f"/en/violations/{reference}/evidence/1")
    shown = answer.response.get_data()
    assert answer.status == 200 and answer.headers["Content-Type"] == "image/jpeg"
    assert not dict(Image.open(io.BytesIO(shown)).getexif()) and b"SECRETPHONE" not in shown
    assert "attachment" not in answer.headers.get("Content-Disposition", "")
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer.headers["Content-Security-Policy"]


def test_the_original_lies_sealed_opens_to_the_same_hash_and_every_download_is_audited(
    arrange: Callable, people: dict[str, Somebody], visitor: Visit, app: Flask
) -> None:
    data = photo(with_place=True)
    reference = filed_with(arrange, people, data, "صورة من الباب.jpg")
    assert all(b"SECRETPHONE" not in path.read_bytes() and b"JFIF" not in path.read_bytes() for path in on_disk(app))
    answer = visitor("case_officer").answer("GET", f"/en/violations/{reference}/evidence/1/original")
    assert hashlib.sha256(answer.response.get_data()).hexdigest() == hashlib.sha256(data).hexdigest()
    assert "attachment" in answer.headers["Content-Disposition"] and "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    looks = arrange(lambda: db.session.query(Line).filter_by(action="violations.original_opened").all().__len__())
    assert looks == 1
    assert arrange(lambda: all(files.fault_of(stored) is None for stored in db.session.query(StoredFile)))


def test_a_pdf_is_taken_without_a_picture(arrange: Callable, people: dict[str, Somebody], visitor: Visit) -> None:
    reference = filed_with(arrange, people, b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF", "كتاب.pdf")
    officer = visitor("case_officer", lang="ar")
    assert "كتاب.pdf" in officer.get(f"/violations/{reference}")
    assert officer.answer("GET", f"/ar/violations/{reference}/evidence/1").status == 404
    assert officer.answer("GET", f"/ar/violations/{reference}/evidence/1/original").status == 200


def test_a_recording_is_played_in_parts_from_its_sealed_original_and_each_playing_is_recorded_once(
    arrange: Callable, people: dict[str, Somebody], visitor: Visit
) -> None:
    reference = filed_with(arrange, people, SOUND, "صوت من الباب.mp3")
    officer = visitor("case_officer", lang="ar")
    page = officer.get(f"/violations/{reference}")
    address = page.one("audio").get("src")
    for begin, end in ((0, 999), (1000, 1999)):
        answer = officer.answer("GET", address, headers={"Range": f"bytes={begin}-{end}"})
        assert answer.status == 206 and answer.response.get_data() == SOUND[begin : end + 1]
        assert "attachment" not in answer.headers.get("Content-Disposition", "") and "sandbox" in answer.headers["Content-Security-Policy"]
    assert arrange(lambda: db.session.query(Line).filter_by(action="violations.original_opened").count()) == 1


def test_nothing_is_removed_from_a_report_that_was_sent(desk: object, people: dict[str, Somebody]) -> None:
    member = people["cso_member"].actor
    report = make_report(member, [(upload(photo()), "صورة")])
    with pytest.raises(Exception, match="LazyString"):
        services.remove_files(member, report, {1})
