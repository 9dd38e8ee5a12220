"""The sheet of strings goes out to a native reader and comes back with corrections."""

import csv
import shutil

import pytest

import config
from portal.operations import catalogues
from portal.operations.translations import sheet


@pytest.fixture
def folder(tmp_path):
    for language in sheet.TRANSLATED:
        kept = config.TOP / "translations" / language
        shutil.copytree(kept, tmp_path / language, ignore=shutil.ignore_patterns("*.mo"))
    return tmp_path


def save(folder, change):
    """The sheet with one row changed as `change` says."""
    path = folder / "strings.csv"
    sheet.save(path, sheet.entries(folder), {})
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, sheet.COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def row_of(rows, english):
    return next(row for row in rows if row["english"] == english)


def test_a_sheet_that_nobody_changed_changes_nothing(folder):
    assert sheet.take(folder, save(folder, lambda rows: None)) == (0, [])


def test_a_correction_reaches_the_catalogue(folder):
    def correct(rows):
        row_of(rows, "Legal library")["ckb"] = "کتێبخانەی یاسا"

    assert sheet.take(folder, save(folder, correct)) == (1, [])
    assert sheet.read(folder, "ckb").get("Legal library").string == "کتێبخانەی یاسا"


def test_a_sorani_correction_with_an_arabic_letter_is_refused_by_its_line(folder):
    def spoil(rows):
        row_of(rows, "Legal library")["ckb"] = "كتێبخانەی ياسايی"

    changed, problems = sheet.take(folder, save(folder, spoil))
    assert changed == 0 and len(problems) == 1 and "ي" in problems[0].reason


def test_a_correction_that_loses_a_placeholder_is_refused(folder):
    def spoil(rows):
        row = next(row for row in rows if "%(megabytes)d" in row["english"])
        row["ar"] = "حجم الملف أكبر من المسموح."

    changed, problems = sheet.take(folder, save(folder, spoil))
    assert changed == 0 and "placeholders" in problems[0].reason


def test_each_arabic_plural_form_is_corrected_by_itself(folder):
    def correct(rows):
        row = next(row for row in rows if row["form"] == "2" and "%(max)d characters" in row["english"])
        row["ar"] = "حرفان على الأكثر (%(max)d)."

    changed, problems = sheet.take(folder, save(folder, correct))
    assert (changed, problems) == (1, [])


def test_catalogues_are_compiled_when_their_source_is_newer(folder):
    assert catalogues.compile_stale(folder) == ["ar", "ckb"]
    assert catalogues.compile_stale(folder) == []
