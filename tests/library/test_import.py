"""`flask library import`: a folder with a manifest."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.core import search
from portal.core.db import db
from portal.library import queries
from portal.library.models import Document, DocumentText
from tests.library.making import LAW_AR, LAW_CKB, TITLE_AR, TITLE_CKB
from tests.library.papers import docx, pdf

HEAD = "file,kind,number,year,date,lang,title_ar,title_ckb,title_en,issuer,status,topics\n"
GOOD = (
    f"law.txt,law,12,2018,2018-06-04,ar,{TITLE_AR},,,مجلس النواب,in_force,المراقبة;الاعتماد\n"
    f"yasa.txt,law,(١٢),٢٠١٨,,ckb,,{TITLE_CKB},,,,\n"
    "guide.docx,guide,,2026,2026,ar,دليل المراقب,,Observer guide,,,\n"
    "rules.pdf,regulation,6,2025,10/7/2025,en,,,Observation rules,Board,in_force,\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "law.txt").write_text(LAW_AR, encoding="utf-8")
    (tmp_path / "yasa.txt").write_text(LAW_CKB, encoding="utf-8")
    (tmp_path / "guide.docx").write_bytes(docx("## الفصل الأول: قبل الاقتراع", "المادة (1)", "احملوا الباج."))
    (tmp_path / "rules.pdf").write_bytes(pdf("Article 1", "Observers carry badges."))
    return tmp_path


def run(app: Flask, folder: Path, rows: str, *options: str, bom: bool = False) -> Any:
    (folder / "manifest.csv").write_text(HEAD + rows, encoding="utf-8-sig" if bom else "utf-8")
    return app.test_cli_runner().invoke(args=["library", "import", str(folder), *options])


def slugs(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(db.session.scalars(db.select(Document.slug)))


@pytest.mark.parametrize("bom", [False, True])
def test_good_rows_are_stored_published_and_found_in_three_languages(app: Flask, folder: Path, bom: bool) -> None:
    result = run(app, folder, GOOD, bom=bom)
    assert result.exit_code == 0, result.output
    assert slugs(app) == ["law-12-2018", "observer-guide-2026", "regulation-6-2025"]
    with app.app_context():
        for query, slug in (("المصطلحات", "law-12-2018"), ("متمانەپێدان", "law-12-2018"), ("badges", "regulation-6-2025"), ("الباج", "observer-guide-2026")):
            [hit] = search.find("document", query).items
            assert queries.slugs_of([hit.owner_id])[hit.owner_id] == slug


def test_a_second_language_of_the_same_number_joins_the_work(app: Flask, folder: Path) -> None:
    run(app, folder, GOOD)
    with app.app_context():
        document = db.session.scalar(db.select(Document).where(Document.slug == "law-12-2018"))
        assert document is not None and document.languages == ",ar,ckb," and document.passed_on == "2018-06-04"
        assert queries.titles([document.id], "ckb") == {document.id: TITLE_CKB}


def test_running_it_twice_changes_nothing(app: Flask, folder: Path) -> None:
    run(app, folder, GOOD)
    again = run(app, folder, GOOD)
    assert again.exit_code == 0 and "4 rows were known already" in again.output
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Document.id))) == 3


BAD = {
    "nothing.txt,law,1,2020,,ar,عنوان,,,,,": "no file nothing.txt",
    "../../etc/passwd,law,1,2020,,ar,عنوان,,,,,": "outside the folder",
    "law.txt,song,1,2020,,ar,عنوان,,,,,": "kind is song",
    "law.txt,law,1,2020,yesterday,ar,عنوان,,,,,": "date is yesterday",
    "law.txt,law,1,20x,,ar,عنوان,,,,,": "year is 20x",
    "law.txt,law,1,2020,,ku,عنوان,,,,,": "lang is ku",
    "law.txt,law,1,2020,,ar,,,Title,,,": "title_ar is empty",
    "law.txt,law,1,2020,,ar,عنوان,,,,lost,": "status is lost",
    "law.txt,law,1,,,ar,عنوان,,,,,": "Enter the year",
    "empty.txt,law,1,2020,,ar,عنوان,,,,,": "empty",
    "damaged.pdf,law,1,2020,,ar,عنوان,,,,,": "damaged",
    "law.txt,law,12,2018,,ar,عنوان مختلف,,,,,": None,
}


def test_each_bad_row_is_told_with_its_line_and_reason_and_good_rows_are_kept(app: Flask, folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.4 nothing else")
    bad = [row for row, reason in BAD.items() if reason]
    result = run(app, folder, "\n".join(bad) + "\n" + GOOD)
    assert result.exit_code == 1
    for line, (row, reason) in enumerate(((row, reason) for row, reason in BAD.items() if reason), 2):
        assert any(f"Line {line}," in said and str(reason) in said for said in result.output.splitlines()), f"{row}: {result.output}"
    assert len(slugs(app)) == 3


def lines_told(result: Any) -> list[int]:
    return [int(found) for found in re.findall(r"^Line (\d+), ", result.output, re.MULTILINE)]


ROW = "law.txt,law,{number},2020,,ar,{title},,,,,\n"
UNCLOSED = {
    "a quotation mark that is never closed": 'law.txt,law,1,2020,,ar,"عنوان,,,,,\n',
    "one that a later row would close": f'law.txt,law,1,2020,,ar,"عنوان,,,,,\nlaw.txt,law,2,2020,,ar,{TITLE_AR}",,,,,\n',
    "a cell over two lines": 'law.txt,law,1,2020,,ar,"عنوان\nتتمة",,,,,\n',
    "something behind the closing mark": 'law.txt,law,1,2020,,ar,"عنوان" آخر,,,,,\n',
    "only the mark": '"\n',
}


@pytest.mark.parametrize("bad", UNCLOSED.values(), ids=UNCLOSED)
def test_a_lost_quotation_mark_spoils_its_own_line_and_no_good_row(app: Flask, folder: Path, bad: str) -> None:
    result = run(app, folder, bad + GOOD)
    assert result.exit_code == 1 and lines_told(result)[0] == 2 and "quotation mark" in result.output
    assert {"law-12-2018", "observer-guide-2026", "regulation-6-2025"} <= set(slugs(app)) and "law-1-2020" not in slugs(app)
    run(app, folder, bad + GOOD)
    assert len(slugs(app)) == len(set(slugs(app))) <= 4


ODD = {
    ROW.format(number="²", title="\ufeff"): "title_ar is empty",
    ROW.format(number="1", title="\u200b\u200f"): "title_ar is empty",
    ROW.format(number="1", title="سطر\u2028آخر"): "title_ar holds a line break",
    ROW.format(number="1", title="a\x00b"): "title_ar holds a line break or a control character",
    ROW.format(number="1", title="ا" * 601): "title_ar is longer than 600",
    ROW.format(number="1" * 61, title="عنوان"): "number is longer than 60",
    ROW.format(number="1", title="عنوان, آخر"): "It has 13 cells",
    "law.txt,law,1,²,,ar,عنوان,,,,,\n": "year is ²",
    f"{'a' * 300}.txt,law,1,2020,,ar,عنوان,,,,,\n": "cannot be opened",
    "law.txt\n": "lang is —",
}


@pytest.mark.parametrize(("row", "reason"), ODD.items(), ids=[reason for reason in ODD.values()])
def test_a_cell_that_cannot_be_is_told_and_the_next_row_comes_in(app: Flask, folder: Path, row: str, reason: str) -> None:
    result = run(app, folder, row + GOOD.splitlines()[0])
    assert result.exit_code == 1 and lines_told(result) == [2] and reason in result.output, result.output
    assert slugs(app) == ["law-12-2018"]


def test_empty_lines_count_and_say_nothing(app: Flask, folder: Path) -> None:
    result = run(app, folder, f"\n,,,,,,,,,,,\r\nnothing.txt{GOOD.splitlines()[0][7:]}\n{GOOD}")
    assert lines_told(result) == [4] and len(slugs(app)) == 3


FILES = {
    "encrypted.pdf": (pdf("Article 1", password="secret"), "password"),
    "cut.pdf": (pdf("Article 1")[:200], "damaged"),
    "picture.pdf": (pdf(), "no text"),
    "nozip.docx": (b"PK\x03\x04 no archive", "damaged"),
    "words.docx": ("كلمات".encode(), ".docx"),
    "blank.txt": (b" \n\t", "empty"),
    "scrambled.txt": (bytes(range(128, 256)) * 3, "UTF-8"),
    "blank.html": (b"<p> <![foo[ ]]>", "text"),
    "music.mp3": (b"ID3", "read"),
}


def test_each_file_that_cannot_be_read_has_its_own_line_and_the_good_ones_are_kept(app: Flask, folder: Path) -> None:
    for name, (content, _reason) in FILES.items():
        (folder / name).write_bytes(content)
    rows = "".join(f"{name},law,{number},2020,,ar,عنوان,,,,,\n" for number, name in enumerate(FILES, 1))
    result = run(app, folder, rows + GOOD)
    assert isinstance(result.exception, SystemExit) and result.exit_code == 1
    told = {line.partition(", ")[2].partition(": ")[0]: line for line in result.output.splitlines() if line.startswith("Line ")}
    for name, (_content, reason) in FILES.items():
        assert reason in told.get(name, ""), f"{name}: {told.get(name)}"
    assert {"law-12-2018", "observer-guide-2026", "regulation-6-2025"} <= set(slugs(app))


def test_another_text_of_a_known_law_is_not_taken_silently(app: Flask, folder: Path) -> None:
    run(app, folder, GOOD)
    (folder / "law.txt").write_text(LAW_AR + "\nالمادة (4)\nنص زائد.", encoding="utf-8")
    result = run(app, folder, GOOD)
    assert result.exit_code == 1 and "law-12-2018" in result.output
    with app.app_context():
        assert "نص زائد" not in "".join(db.session.scalars(db.select(DocumentText.source)))


def test_reversed_text_is_refused(app: Flask, folder: Path) -> None:
    (folder / "law.txt").write_text("\n".join(line[::-1] for line in LAW_AR.splitlines()) * 3, encoding="utf-8")
    result = run(app, folder, GOOD.splitlines()[0] + "\n")
    assert result.exit_code == 1 and "backwards" in result.output and slugs(app) == []


def test_drafts_wait_for_an_officer(app: Flask, folder: Path) -> None:
    run(app, folder, GOOD.splitlines()[0] + "\n", "--draft")
    with app.app_context():
        assert db.session.scalar(db.select(Document.publication)) == "draft"
        assert not search.find("document", "المصطلحات").items


UNUSABLE = [
    (None, "no manifest.csv"),
    (b"", "file, kind, lang"),
    (b"file,kind\n", "lang"),
    (b'file,"kind,lang\n', "Line 1"),
    (b"\xff\xfe\x00bad\xff", "not UTF-8"),
]


@pytest.mark.parametrize(("content", "words"), UNUSABLE)
def test_a_folder_without_a_usable_manifest_says_so(app: Flask, tmp_path: Path, content: bytes | None, words: str) -> None:
    if content is not None:
        (tmp_path / "manifest.csv").write_bytes(content)
    result = app.test_cli_runner().invoke(args=["library", "import", str(tmp_path)])
    assert result.exit_code == 1 and words in result.output


def test_everything_can_be_indexed_anew(app: Flask, folder: Path) -> None:
    run(app, folder, GOOD)
    with app.app_context():
        search.remove("document", 1)
        db.session.commit()
    assert app.test_cli_runner().invoke(args=["library", "reindex"]).exit_code == 0
    with app.app_context():
        assert search.find("document", "المصطلحات").total == 1
