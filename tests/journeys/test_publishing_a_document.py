"""A publishing officer brings a document through its whole life; a reader sees each stage of it."""

from collections.abc import Callable

from tests.journeys import written
from tests.journeys.reader import Reader

LANGUAGES = {"ar": "Arabic", "ckb": "Kurdish (Sorani)", "en": "English"}
NUMBERS = {"ar": "901", "ckb": "902", "en": "903"}
TABLE = {"name": "جدول المواقع.txt", "mimeType": "text/plain", "buffer": "1: مدرسة النور\n".encode()}


def test_a_document_is_published_corrected_and_withdrawn(person: Callable[..., Reader], lang: str) -> None:
    publisher, reader = person("publisher@commission.example"), person("staff@zagros.example")
    bench = _drafts_in_two_languages(publisher)
    _attaches(publisher)
    _previews_and_publishes(publisher)
    _is_read(reader)
    _corrects(publisher, bench)
    reader.again()
    reader.reads_words(written.CORRECTED[lang], written.NOTE[lang])
    _withdraws(publisher, bench)
    reader.again()
    reader.stands_at(words=written.LAW[lang])
    reader.reads_words(written.WITHDRAWN[lang])
    reader.reads_not(written.CORRECTED[lang], written.ANNOUNCED[lang])


def _other(lang: str) -> str:
    return "ar" if lang == "en" else "en"


def _drafts_in_two_languages(publisher: Reader) -> str:
    """Gives the address of the workbench."""
    lang = publisher.lang
    publisher.go("/library/desk/")
    publisher.follow("New document", within="main")
    publisher.tick(LANGUAGES[lang])
    publisher.fill("Title", written.LAW[lang])
    publisher.choose("Kind", publisher.says("Regulation"))
    publisher.fill("Number", NUMBERS[lang])
    publisher.fill("Year", "2026")
    publisher.press("Make the draft")
    publisher.fill("Text", written.ARTICLE[lang])
    publisher.tick("This is the authentic text")
    publisher.press("Save")
    publisher.reads("The text was saved.")
    bench, other = publisher.path, _other(lang)
    publisher.follow_to(f"/text/{other}")
    publisher.fill("Title", written.LAW[other])
    publisher.fill("Text", written.ARTICLE[other])
    publisher.tick("Unofficial translation")
    publisher.press("Save")
    publisher.reads_words(written.LAW[lang], written.LAW[other])
    return bench


def _attaches(publisher: Reader) -> None:
    publisher.follow("Attach or remove files")
    publisher.attach("Files", TABLE)
    publisher.fill("Description", written.FILE[publisher.lang])
    publisher.press("Attach")
    publisher.reads_words(str(TABLE["name"]))
    publisher.follow("Back to the workbench")


def _previews_and_publishes(publisher: Reader) -> None:
    lang = publisher.lang
    publisher.follow("Preview", within="#actions")
    publisher.reads("Preview: only officers see this page")
    publisher.reads_words(written.LAW[lang], written.ANNOUNCED[lang])
    publisher.follow("Publish…", within="main")
    publisher.press("Publish")
    publisher.reads("Published. Readers see this text from now on.")


def _is_read(reader: Reader) -> None:
    lang = reader.lang
    reader.follow("Legal library", within="nav.menu")
    reader.fill("Search laws, regulations, procedures and decisions", written.LAW[lang])
    reader.press("Search")
    reader.follow(words=written.LAW[lang], within="main")
    reader.reads_words(written.LAW[lang], written.ANNOUNCED[lang], written.FILE[lang])
    link = reader.page.get_by_role("link", name=str(TABLE["name"]))
    sent = reader.page.request.get(reader.address + str(link.get_attribute("href")))
    assert sent.body() == TABLE["buffer"] and sent.headers["content-disposition"].startswith("attachment")
    reader.follow(LANGUAGES[_other(lang)], within="nav.tabs")
    reader.reads_words(written.ANNOUNCED[_other(lang)])
    reader.follow(LANGUAGES[lang], within="nav.tabs")


def _corrects(publisher: Reader, bench: str) -> None:
    lang = publisher.lang
    publisher.go(bench)
    publisher.press("Begin a correction")
    publisher.follow_to(f"/text/{lang}")
    publisher.fill("Text", written.ARTICLE[lang].replace(written.ANNOUNCED[lang], written.CORRECTED[lang]))
    publisher.press("Save")
    publisher.follow("Publish the correction…", within="main")
    publisher.fill("What was corrected", written.NOTE[lang])
    publisher.press("Publish")
    publisher.reads_words(written.CORRECTED[lang])


def _withdraws(publisher: Reader, bench: str) -> None:
    publisher.go(bench)
    publisher.follow("Withdraw…", within="main")
    publisher.fill("Reason", written.WITHDRAWN[publisher.lang])
    publisher.press("Withdraw")
    publisher.reads("The document was withdrawn.")
