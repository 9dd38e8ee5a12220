"""The list of observers as a file that spreadsheets open, with headings and words of the reader's language."""

import csv
import io
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from portal.core import clock
from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.country import queries as country
from portal.identity.vocabulary.observers import COLUMNS, PROTECTED_COLUMNS, SEXES, TRAININGS, Sex, Training

BYTE_ORDER_MARK = "\ufeff"
SAMPLE_CODE = "EXAMPLE-1"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def template() -> str:
    """With one row that shows how each column is filled in."""
    place = country.governorates()[0]
    trained = clock.today() - timedelta(days=30)
    shown = {"code": SAMPLE_CODE, "governorate": place.code, "district": country.districts(place.code)[0].code, "sex": Sex.FEMALE}
    shown |= {"training": Training.BASIC, "trained_on": trained.isoformat(), "badge": "12345", "phone": "0770 123 4567"}
    return _written([_words({**shown, "name": _("An example: write over this row or delete it")})])


def listed(rows: Iterable[dict[str, Any]], with_names: bool) -> str:
    """`rows`: by column; name and phone only where the names were asked for."""
    return _written([_words(row) for row in rows], tuple(COLUMNS) if with_names else tuple(name for name in COLUMNS if name not in PROTECTED_COLUMNS))


def _written(rows: list[dict[str, str]], columns: tuple[str, ...] = tuple(COLUMNS)) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([str(COLUMNS[name]) for name in columns])
    writer.writerows([[harmless(row.get(name, "")) for name in columns] for row in rows])
    return BYTE_ORDER_MARK + out.getvalue()


def harmless(cell: str) -> str:
    """A spreadsheet must not take what people typed for a formula."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def _words(row: dict[str, Any]) -> dict[str, str]:
    language = lang()
    place = country.governorate(row["governorate"])
    district = country.district(row["district"]) if row["district"] else None
    told = {
        **row,
        "governorate": place.name(language) if place else row["governorate"],
        "district": district.name(language) if district else None,
        "sex": SEXES[Sex(row["sex"])],
        "training": TRAININGS[Training(row["training"])],
    }
    return {name: "" if value is None else str(value) for name, value in told.items()}
