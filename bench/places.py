"""`python -m bench.places`: a table of polling centres and stations as large as Iraq's, checked and taken over in a new
database, with time, memory, and how long another writer has to wait meanwhile."""

import argparse
import csv
import random
from collections.abc import Iterator
from pathlib import Path

from portal.country import queries as country

SCHOOLS = ("مدرسة النخيل الابتدائية", "ثانوية دجلة للبنات", "إعدادية الرافدين", "مدرسة الفرات المختلطة", "قوتابخانەی ئازادی", "خوێندنگەی نەورۆز")


def rows(centres: int, stations: int, seed: int = 1) -> Iterator[list[object]]:
    """Centres with an equal number of stations each, over all governorates and their districts."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    yield ["centre_code", "station", "name_ar", "name_en", "governorate", "district", "address", "latitude", "longitude", "kind", "accessible", "voters"]
    governorates = country.governorates()
    for number in range(centres):
        place = governorates[number % len(governorates)]
        district = chance.choice(country.districts(place.code))
        code = f"{100_000 + number}"
        name = f"{chance.choice(SCHOOLS)} {number + 1}"
        yield [
            code, "", name, f"Centre {number + 1}", place.code, district.code, f"الشارع {number % 90 + 1}", f"{district.latitude:.4f}",
            f"{district.longitude:.4f}", "special" if number % 20 == 0 else "general", chance.choice(("yes", "no", "")), chance.randint(800, 3500),
        ]  # fmt: skip
        for station in range(1, stations + 1):
            yield [code, station, "", "", "", "", "", "", "", "", "", chance.randint(200, 450)]


def write(path: Path, centres: int, stations: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows(centres, stations))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--centres", type=int, default=10_000)
    parser.add_argument("--stations", type=int, default=6, help="in each centre")
    parser.add_argument("--write", type=Path, help="only write the table to this file")
    asked = parser.parse_args()
    if asked.write:
        write(asked.write, asked.centres, asked.stations)
