"""The cells of a file of polling centres: each read by its column, or a reason why it cannot be."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from portal.core.text import BIDI_CONTROLS, visible, written_in
from portal.elections.importing import places_words as words

DIGITS = {ord(digit): str(value) for several in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, digit in enumerate(several)} | {ord("٫"): ".", ord("٬"): None}
CODE = re.compile(r"[0-9A-Z][0-9A-Z-]{0,31}")
WHOLE = re.compile(r"\d{1,7}(?:,\d{3})*|\d{1,7}\.0+", re.ASCII)
DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{1,12})?", re.ASCII)
# Iraq's borders with a margin: swapped columns and lost signs are found by them.
BOUNDS = {"latitude": (28.0, 38.5), "longitude": (38.0, 49.5)}
MOST = {"name": 300, "name_ar": 300, "name_ckb": 300, "name_en": 300, "subdistrict": 200, "address": 300}
LANGUAGES = {"name_ar": "ar", "name_ckb": "ckb", "name_en": "en"}
MOST_VOTERS, MOST_STATION = 9_999_999, 9_999


class CentreRow(NamedTuple):
    """A centre as a file or the database tells it; `names` are (language, text) in the order of the languages."""

    code: str
    kind: str
    governorate: str
    district: str | None
    subdistrict: str | None
    address: str | None
    latitude: float | None
    longitude: float | None
    accessible: str
    voters: int | None
    names: tuple[tuple[str, str], ...]


class StationRow(NamedTuple):
    centre: str
    number: int
    voters: int | None
    voters_of: str


class BadCell(ValueError):
    def __init__(self, reason: str, column: str, more: str = "") -> None:
        super().__init__(reason)
        self.reason, self.column, self.more = reason, column, more


class Cells:
    """Reads the cells of one file; what is wrong with a row is gathered, so that all of it is told at once."""

    def __init__(self) -> None:
        self._governorates, self._districts = words.governorates(), words.districts()
        self._kinds, self._accessible, self._voters_of = map(words.table, (words.KIND_WORDS, words.ACCESSIBLE_WORDS, words.VOTERS_OF_WORDS))
        self.bad: list[BadCell] = []

    def _refuse(self, reason: str, column: str) -> None:
        self.bad.append(BadCell(reason, column))

    def code(self, row: Mapping[str, str]) -> str:
        found = plain(row.get("centre", "")).translate(DIGITS).upper()
        if not CODE.fullmatch(found):
            self._refuse("code" if found else "missing", "centre")
        return found

    def station(self, row: Mapping[str, str], code: str) -> StationRow:
        number = self.whole(row, "station", MOST_STATION, "station") or 0
        if number == 0 and not self.bad:
            self._refuse("station", "station")
        return StationRow(code, number, self.whole(row, "voters", MOST_VOTERS), self.word(row, "voters_of", self._voters_of, "all"))

    def centre(self, row: Mapping[str, str], code: str, voters: bool) -> CentreRow:
        governorate = self._governorates.get(words.key(row.get("governorate", "")), "")
        if not governorate:
            self._refuse("governorate" if row.get("governorate") else "missing", "governorate")
        latitude, longitude = self.degrees(row, "latitude"), self.degrees(row, "longitude")
        if bool(row.get("latitude")) != bool(row.get("longitude")):
            self._refuse("pair", "longitude" if row.get("latitude") else "latitude")
        return CentreRow(
            code, self.word(row, "kind", self._kinds, "general"), governorate, self.district(row, governorate), self.text(row, "subdistrict"),
            self.text(row, "address"), latitude, longitude, self.word(row, "accessible", self._accessible, "unknown"),
            self.whole(row, "voters", MOST_VOTERS) if voters else None, self.names(row),
        )  # fmt: skip

    def names(self, row: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        found = {language: text for column, language in LANGUAGES.items() if (text := self.text(row, column))}
        name = self.text(row, "name")
        if name:
            found.setdefault(written_in(name, "ar"), name)
        if not found:
            self._refuse("missing", "name")
        return tuple((language, found[language]) for language in LANGUAGES.values() if language in found)

    def text(self, row: Mapping[str, str], column: str) -> str | None:
        found = plain(row.get(column, ""))
        if len(found) > MOST[column]:
            self._refuse("long", column)
        return found if found and visible(found) else None

    def district(self, row: Mapping[str, str], governorate: str) -> str | None:
        told = words.key(row.get("district", ""))
        if not told or not governorate:
            return None
        found = self._districts.get((governorate, told))
        if found is None:
            self._refuse("district", "district")
        return found

    def word(self, row: Mapping[str, str], column: str, known: Mapping[str, str], otherwise: str) -> str:
        told = words.key(row.get(column, ""))
        if told and told not in known:
            self._refuse(column, column)
        return known.get(told, otherwise)

    def whole(self, row: Mapping[str, str], column: str, most: int, reason: str = "number") -> int | None:
        told = plain(row.get(column, "")).translate(DIGITS)
        if not told:
            return None
        number = int(told.split(".")[0].replace(",", "")) if WHOLE.fullmatch(told) else most + 1
        if number > most:
            self._refuse(reason, column)
            return None
        return number

    def degrees(self, row: Mapping[str, str], column: str) -> float | None:
        told = plain(row.get(column, "")).translate(DIGITS).replace(",", ".")
        if not told:
            return None
        low, high = BOUNDS[column]
        if not DEGREES.fullmatch(told) or not low <= float(told) <= high:
            self._refuse("degrees", column)
            return None
        return round(float(told), 6)


def plain(cell: str) -> str:
    """Without direction and control characters, on one line."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    return " ".join(cell.translate(BIDI_CONTROLS).replace("\x00", "").split())
