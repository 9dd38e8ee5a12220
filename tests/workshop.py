"""What stands for a whole test run: the app, its folders, its database, and the states it is put back to."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import structlog
from flask_migrate import upgrade

import config
from portal.core import search
from portal.core.db import begin_write, db
from portal.core.keys import checking
from portal.factory import create_app
from portal.identity.services import passwords
from tests import people
from tests.database import alive, make_place

CHEAP = {"time_cost": 1, "memory_cost": 8}
TOP = Path(__file__).parents[1]
Result = TypeVar("Result")


def _build_tables() -> None:
    """By the migrations; PORTAL_TEST_SCHEMA=models takes the models, while a migration is being thought out."""
    if os.environ.get("PORTAL_TEST_SCHEMA") != "models":
        upgrade()
        return
    db.create_all()
    search.create_tables(db.session.connection())


class Workshop:
    """`bring("people")` (before every test), `bring("empty")` and `bring("demo")` set database and stored files."""

    def __init__(self) -> None:
        worker = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
        _remove_orphans()
        self.folder = Path(tempfile.mkdtemp(prefix=f"portal_tests_{worker}_", dir=_fast_folder()))
        self.data = self.folder / "data"
        self.place = make_place(self.folder, worker, self._close)
        self.app = create_app(self._settings())
        self.settings = dict(self.app.config)
        structlog.configure(processors=[structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)])
        self.cast: dict[str, people.Somebody] = {}
        passwords.configure(CHEAP)
        self.run(_build_tables)
        self.run(checking.establish)
        self._keep("empty")
        self.cast = self.run(people.make_cast)
        self._keep("people")

    def bring(self, name: str) -> None:
        if name == "demo" and not self.place.kept("demo"):
            self.bring("empty")
            self.run(import_module("portal.operations.demo.load").fill, lambda _line: None)
            self._keep("demo")
        self.place.bring(name)
        self.app.config.update(self.settings)
        self.app.config["DEMO_PRESENT"] = name == "demo"  # what a process asks once
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.copytree(self.folder / f"{name}-data", self.data)

    def run(self, work: Callable[..., Result], *arguments: Any, **options: Any) -> Result:
        """Does `work` in an app context of its own and commits."""
        with self.app.app_context():
            begin_write()
            result = work(*arguments, **options)
            db.session.commit()
            return result

    def remove(self) -> None:
        self.place.remove()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _keep(self, name: str) -> None:
        self.place.keep(name)
        shutil.copytree(self.data, self.folder / f"{name}-data")

    def _close(self) -> None:
        if hasattr(self, "app"):
            with self.app.app_context():
                db.session.remove()
                db.engine.dispose()

    def _settings(self) -> dict[str, Any]:
        environment = {
            "PORTAL_DATA_DIR": str(self.data),
            "PORTAL_KEY_DIR": str(self.folder / "keys"),
            "PORTAL_LOG_LEVEL": "ERROR",
            "PORTAL_DATABASE_URL": self.place.url,
            "DEMO": "0",
            "PORTAL_SECOND_FACTOR": "none",  # tests of who needs one set it themselves
        }
        quick = {"HELD_SECONDS": 0, "PASSWORD_COST": CHEAP}
        return {**config.read(environment), "TESTING": True, **quick, "PROPAGATE_EXCEPTIONS": False}


def _fast_folder() -> Path:
    """In memory where Linux offers that: a test writes little, but every commit waits for the disk."""
    return Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else Path(tempfile.gettempdir())


def _remove_orphans() -> None:
    """Folders of test runs that were killed."""
    for folder in _fast_folder().glob("portal_tests_*"):
        if not alive(folder.name):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def workshop() -> Iterator[Workshop]:
    made = Workshop()
    try:
        yield made
    finally:
        made.remove()
