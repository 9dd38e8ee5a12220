"""Each string of the sheet has a page that shows it, found by a walk through the demo."""

import csv

import pytest

import config
from portal.operations.demo import load
from portal.operations.translations import commands, marking, pictures, sheet, walking
from portal.operations.translations.offers import Offers

KEPT = config.TOP / "translations"
PUBLISHER = "publisher@commission.example"
FORM = """<form action="save" method="post" id="f"><input type="hidden" name="csrf_token" value="t"><select name="kind">
<option value="">–</option><option value="law">Law</option></select><button>Save</button><button name="draft" value="1">Keep</button></form>"""


@pytest.fixture
def marked(demo_app, tmp_path, monkeypatch):
    marking.write_marked(KEPT, tmp_path)
    monkeypatch.setitem(demo_app.config, "TRANSLATIONS", tmp_path)
    return demo_app


def seen(address, *numbers):
    return walking.Seen(address, "", "<p>A page</p>", set(numbers))


def test_a_string_of_a_signed_in_page_gets_that_page_and_its_account(marked):
    walk = walking.Walk(marked, [(PUBLISHER, load.PASSWORD)], "ckb")
    walk.follow_links()
    number = sheet.numbers(KEPT)["My drafts and corrections"]
    page = next(page for page in walk.pages if number in page.numbers)
    assert (page.address, page.account) == ("/ckb/library/desk/", PUBLISHER)
    assert not marking.numbers_in(marking.unmarked(page.html))


def test_a_sent_form_shows_the_words_of_its_errors(marked):
    walk = walking.Walk(marked, [], "ckb")
    walk.follow_links()
    walk.send_forms()
    number = sheet.numbers(KEPT)["Enter your password"]
    assert [page.address for page in walk.pages if number in page.numbers][:1] == ["/ckb/sign-in"]


def test_an_account_that_cannot_sign_in_is_named(marked):
    with pytest.raises(walking.SignInFailed, match=PUBLISHER):
        walking.Walk(marked, [(PUBLISHER, "another password")], "ckb")


def test_a_form_is_offered_once_for_each_of_its_buttons():
    save, keep = Offers(FORM, "/ckb/library/new").forms
    assert save.action == "/ckb/library/save" and save.filled(lambda control: control.value) == {"csrf_token": ["t"], "kind": ["law"]}
    assert keep.filled(lambda control: None) == {"csrf_token": ["t"], "draft": ["1"]}


def test_few_pages_are_chosen_and_none_of_the_strings_is_lost():
    chosen = walking.fewest([seen("/a", 1, 2), seen("/b", 2, 3, 4), seen("/c", 3, 4)])
    assert [(page.address, page.numbers) for page in chosen] == [("/b", {2, 3, 4}), ("/a", {1})]


def test_without_chromium_the_sheet_is_written_and_says_so(demo_app, tmp_path, monkeypatch):
    monkeypatch.setattr(commands, "_walked", lambda language: [seen("/ckb/library/", 1)])
    monkeypatch.setattr(pictures, "browser", lambda: None)
    ran = demo_app.test_cli_runner().invoke(args=["translations", "export", str(tmp_path)])
    every = len(sheet.numbers(KEPT))
    assert ran.exit_code == 0 and "apt-get install chromium" in ran.output
    assert f"{every} strings" in ran.output and f"1 with a page, {every} without a picture" in ran.output
    with (tmp_path / "strings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["number"] == "1"]
    assert {(row["page"], row["picture"]) for row in rows} == {("/ckb/library/", "")}


@pytest.mark.browser
def test_a_page_is_drawn_to_its_end_and_no_further(chromium, tmp_path):
    html = '<body style="margin:0"><div style="height:900px;background:#063"></div></body>'
    pictures.draw(pictures.browser(), html, str(tmp_path), tmp_path / "page.png")
    with pictures.Image.open(tmp_path / "page.png") as image:
        assert image.width == 1280 and 900 <= image.height < 1000
