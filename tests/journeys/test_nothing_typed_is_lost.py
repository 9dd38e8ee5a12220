"""A sign-in ends, the language is changed, a file is too large: what was typed stays."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.journeys import written
from tests.journeys.reader import Reader
from tests.person import DEMO_PASSWORD

MEMBER, OFFICER = "staff@zagros.example", "cases@commission.example"
OTHER = {"ar": "ckb", "ckb": "en", "en": "ar"}
LAW = "/library/law-31-2019"


def test_a_text_survives_a_sign_in_that_ended_without_javascript(person: Callable[..., Reader], lang: str) -> None:
    member = _at_a_report(person(MEMBER, scripts=False))
    elsewhere = person(MEMBER)
    elsewhere.go("/identity/account")
    elsewhere.press("Sign out everywhere")
    member.fill("Write to the commission", written.REPLY[lang])
    member.press("Send to the commission")
    member.stands_at("Your sign-in has ended")
    member.fill("User name or e-mail address", MEMBER)
    member.fill("Password", DEMO_PASSWORD)
    member.press("Sign in")
    member.stands_at("You can send what you typed now")
    member.reads_words(written.REPLY[lang])
    member.press("Send it now")
    member.reads("It was sent to the commission.")
    member.reads_words(written.REPLY[lang])


def test_by_keyboard_the_focus_is_on_the_word_about_what_is_kept(person: Callable[..., Reader]) -> None:
    member = _at_a_report(person(MEMBER))
    member.context.clear_cookies()
    member.fill("Write to the commission", written.REPLY[member.lang])
    member.walk_to("Send to the commission")
    member.enter()
    assert member.says("What you typed is kept on this page") in member.focused()
    member.walk_to("User name or e-mail address")
    member.page.keyboard.type(MEMBER)
    member.walk_to("Password")
    member.page.keyboard.type(DEMO_PASSWORD)
    member.enter()
    member.walk_to("Send it now")
    member.check()
    member.enter()
    member.reads("It was sent to the commission.")


def test_the_language_takes_along_whichever_form_was_written_in(person: Callable[..., Reader], lang: str) -> None:
    officer = _at_a_report(person(OFFICER))
    asked: list[Any] = []
    officer.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    officer.unfold("Do not take up")
    field = officer.page.locator("[name='not_take_up-reason']")
    field.fill(written.FINDING[lang])
    _changes_language(officer)
    assert field.input_value() == written.FINDING[lang] and field.is_visible() and not asked
    officer.page.locator("nav.menu a").first.click()
    officer.page.wait_for_url(f"**/{officer.lang}/")
    assert asked == ["beforeunload"], "what came back with the other language is stored nowhere"


def test_the_language_keeps_the_article(person: Callable[..., Reader], lang: str) -> None:
    reader = person(MEMBER)
    reader.go(f"{LAW}?text=ar#article-1")
    _changes_language(reader)
    assert reader.page.url.endswith(f"/{reader.lang}{LAW}?text=ar#article-1")


def test_files_that_would_be_refused_are_not_added_and_the_page_says_why(person: Callable[..., Reader], tmp_path: Path) -> None:
    member = _at_a_report(person(MEMBER))
    names = ["فيلم.mp4", *(f"{number}.jpg" for number in range(11))]
    for name in names:
        (tmp_path / name).write_bytes(b"\xff\xd8\xff")
    with (tmp_path / names[0]).open("ab") as film:
        film.truncate(26 * 1024 * 1024)
    member.attach("Photos, video, audio or PDF", *(tmp_path / name for name in names))
    assert member.page.get_by_role("alert").locator("bdi").all_inner_texts() == [names[0], names[-1]]
    member.reads("Choose at most %(most)d files at a time.", most=10)
    assert member.page.evaluate("() => document.querySelector('#files').files.length") == 10
    member.check()


def _at_a_report(reader: Reader) -> Reader:
    reader.go("/violations/?state=received")
    reader.follow_to("/violations/V-")
    return reader


def _changes_language(reader: Reader) -> None:
    other = OTHER[reader.lang]
    with reader.page.expect_event("domcontentloaded"):
        reader.page.locator(f".langs [lang={other}]").click()
    reader.lang = other
    reader.look()
