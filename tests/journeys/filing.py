"""Filing a report, page by page, as every member does it."""

from portal.core import clock
from portal.country import queries as country
from tests.journeys import written
from tests.journeys.photographs import Photograph
from tests.journeys.reader import Reader

KIND = "CAM-03"


def file_report(member: Reader, photographs: list[Photograph]) -> str:
    """From the kind of violation to the receipt; gives its number."""
    write_report(member, photographs)
    return send_report(member, photographs)


def write_report(member: Reader, photographs: list[Photograph]) -> None:
    """Up to the last page, where everything is read once more."""
    choose_the_kind(member)
    _tell_where_and_what(member)
    member.tick("Our observer saw it")
    member.fill("Women", "3")
    member.press("Save and continue")
    member.attach("Photos, video, audio or PDF", *(photograph.upload for photograph in photographs))
    member.press("Save and continue")
    member.reads("The files were added. Say what each of them shows.")
    for description in member.page.get_by_label(member.says("What does the file show?")).all():
        description.fill(written.SHOWN[member.lang])
    member.press("Save and continue")
    member.stands_at("Check your answers")
    member.reads_words(written.NARRATIVE[member.lang], written.TITLE[member.lang], written.PLACE[member.lang])


def send_report(member: Reader, photographs: list[Photograph]) -> str:
    member.press("Send the report")
    member.stands_at("Receipt")
    member.reads_words(*(photograph.sha256 for photograph in photographs))
    return member.path.split("/")[3]


def choose_the_kind(member: Reader) -> None:
    member.go("/violations/new")
    member.reads("This report is information to the commission, not a formal complaint")
    member.follow(words=group_of_kind(member.lang))
    member.tick(words=_kind(member.lang))
    member.press("Save and continue")


def group_of_kind(lang: str) -> str:
    kind = country.category(KIND)
    return next(group.name(lang) for group in country.category_groups() if kind and group.code == kind.group)


def _kind(lang: str) -> str:
    kind = country.category(KIND)
    assert kind is not None
    return kind.name(lang)


def governorate(lang: str, code: str = "BGD") -> str:
    place = country.governorate(code)
    assert place is not None
    return place.name(lang)


def _tell_where_and_what(member: Reader) -> None:
    lang, today = member.lang, clock.today()
    member.tick("It has happened")
    for part, number in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        member.fill(part, str(number))
    member.choose("Governorate", governorate(lang))
    member.fill("Place", written.PLACE[lang])
    member.press("Save and continue")
    member.fill("Describe it", written.NARRATIVE[lang])
    member.fill("Title", written.TITLE[lang])
    member.press("Save and continue")
