"""A member writes an observation report, sees it as others will, and publishes it; another organisation reads it."""

from collections.abc import Callable

from tests.journeys import written
from tests.journeys.filing import governorate
from tests.journeys.reader import Reader


def test_a_report_is_drafted_previewed_and_published_and_another_organisation_reads_it(person: Callable[..., Reader], lang: str) -> None:
    writer = person("staff@nahrain.example")
    _drafts(writer)
    writer.stands_at(words=written.REPORT[lang])
    writer.reads("This is how readers will see it")
    writer.reads_words(written.CHAPTER[lang], written.FINDINGS[lang])
    writer.press("Publish the report")
    writer.reads("The report is published. All registered organisations and the commission can read it now.")
    reader = person("staff@zagros.example")
    reader.follow("Reports", within="nav.menu")
    reader.follow(words=written.REPORT[lang], within="main")
    reader.stands_at(words=written.REPORT[lang])
    reader.reads_words(written.SUMMARY[lang], written.CHAPTER[lang], written.FINDINGS[lang])
    assert not reader.page.get_by_role("link", name=reader.says("Withdraw this report")).count(), "it is not theirs"


def _drafts(writer: Reader) -> None:
    lang = writer.lang
    writer.follow("Write a report", within="main")
    writer.tick("Interim report")
    writer.fill("Title", written.REPORT[lang])
    writer.tick(words=governorate(lang))
    writer.press("Make the draft")
    writer.reads("The draft has been made. Only your organisation sees it.")
    writer.fill("Summary", written.SUMMARY[lang])
    writer.fill("Text", f"## {written.CHAPTER[lang]}\n\n{written.FINDINGS[lang]}")
    writer.press("Save and preview")
