"""`python -m bench.places`: a table of polling centres and stations as large as Iraq's, checked and taken over in a new
database, with time, memory, and how long another writer has to wait meanwhile."""

import argparse
import csv
import random
import resource
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select, update
from werkzeug.datastructures import FileStorage

import config
from portal.core import files
from portal.core.access import SYSTEM
from portal.core.db import begin_write, db
from portal.core.files.kinds import TEXT
from portal.country import queries as country
from portal.elections import jobs, queries, services
from portal.elections.models import Election
from portal.factory import create_app
from portal.operations import catalogues
from portal.operations.demo.bodies import add_election

SCHOOLS = ("مدرسة النخيل الابتدائية", "ثانوية دجلة للبنات", "إعدادية الرافدين", "مدرسة الفرات المختلطة", "قوتابخانەی ئازادی", "خوێندنگەی نەورۆز")
HEAD = ("centre_code", "station", "name_ar", "name_en", "governorate", "district", "address", "latitude", "longitude", "kind", "accessible", "voters")
PAUSE = 0.05


def rows(centres: int, stations: int, seed: int = 1) -> Iterator[list[object]]:
    """Centres with an equal number of stations each, over all governorates and their districts."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    governorates = country.governorates()
    yield list(HEAD)
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
            yield [code, station, *[""] * (len(HEAD) - 3), chance.randint(200, 450)]


def write(path: Path, centres: int, stations: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows(centres, stations))


def measure(folder: Path, centres: int, stations: int) -> None:
    table = folder / "places.csv"
    write(table, centres, stations)
    app = create_app(config.read({"PORTAL_DATA_DIR": str(folder / "data"), "PORTAL_KEY_DIR": str(folder / "keys"), "DEMO": "0", "PORTAL_LOG_LEVEL": "ERROR"}))
    with app.app_context():
        catalogues.compile_stale(app.config["TRANSLATIONS"])
        upgrade(directory=str(app.config["MIGRATIONS"]))
        begin_write()
        add_election()
        db.session.commit()
        for word in ("first", "the same again"):
            _take(app, table, word)
        began = time.perf_counter()
        found = queries.find_places("النخ", "BSR")
        print(f"find_places: {len(found)} in {1000 * (time.perf_counter() - began):.1f} ms")
    print(f"largest memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _take(app: Flask, table: Path, word: str) -> None:
    with table.open("rb") as stream:
        taken = files.take_in([FileStorage(stream, filename=table.name)], TEXT)[0]
    begin_write()
    election = db.session.scalars(select(Election)).one()
    number = services.receive_places(SYSTEM, election, taken, by_job=False).id
    db.session.commit()
    checked = _timed(app, lambda: jobs.check_places({"number": number}))
    begin_write()
    services.confirm(SYSTEM, queries.import_by_id(number), by_job=False)
    db.session.commit()
    done = _timed(app, lambda: jobs.take_places({"number": number}))
    for name, (seconds, waits) in (("check", checked), ("take over", done)):
        print(f"{word}, {name}: {seconds:.1f} s; another writer waited {1000 * max(waits, default=0):.0f} ms at most, in {len(waits)} writes")


def _timed(app: Flask, work: Callable[[], None]) -> tuple[float, list[float]]:
    """Beside a thread that goes on writing one row."""
    waits: list[float] = []
    stop = threading.Event()
    other = threading.Thread(target=_keep_writing, args=(app, stop, waits))
    other.start()
    began = time.perf_counter()
    work()
    seconds = time.perf_counter() - began
    stop.set()
    other.join()
    return seconds, waits


def _keep_writing(app: Flask, stop: threading.Event, waits: list[float]) -> None:
    with app.app_context():
        while not stop.wait(PAUSE):
            began = time.perf_counter()
            begin_write()
            db.session.execute(update(Election).values(sample=True))
            db.session.commit()
            waits.append(time.perf_counter() - began)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--centres", type=int, default=10_000)
    parser.add_argument("--stations", type=int, default=6, help="in each centre")
    parser.add_argument("--write", type=Path, help="only write the table to this file")
    asked = parser.parse_args()
    if asked.write:
        write(asked.write, asked.centres, asked.stations)
    else:
        made = Path(tempfile.mkdtemp(prefix="portal-places-"))
        try:
            measure(made, asked.centres, asked.stations)
        finally:
            shutil.rmtree(made, ignore_errors=True)
