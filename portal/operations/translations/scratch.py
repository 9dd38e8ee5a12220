"""A demo of its own for the sheet: the operator's records stay as they are, whatever forms are sent."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade

import config
from portal.core import jobs
from portal.core.db import db
from portal.operations import samples
from portal.operations.translations import marking


@contextmanager
def marked_demo(make: Callable[[dict[str, Any]], Flask], translations: Path) -> Iterator[Flask]:
    """A portal in a folder that goes away, filled with the demo, its words marked. `make` builds a portal from settings."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        marking.write_marked(translations, folder / "translations")
        read = config.read({"PORTAL_DATA_DIR": f"{folder}/data", "PORTAL_KEY_DIR": f"{folder}/keys", "PORTAL_LOG_LEVEL": "CRITICAL"})
        app = make({**read, "TRANSLATIONS": folder / "translations"})
        with app.app_context():
            upgrade(directory=str(app.config["MIGRATIONS"]))
            samples.demo().fill(lambda _line: None)
            jobs.work(limit=10_000)
        yield app
        with app.app_context():
            db.engine.dispose()
