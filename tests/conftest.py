"""What every test may ask for; docs/testing.md tells how to use it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import scoped_session
from xdist.scheduler import LoadScopeScheduling

from portal.core import jobs
from portal.core.db import begin_write, db
from portal.operations import catalogues
from tests.browsing import browser, chromium, portal_server, tab  # noqa: F401 - fixtures
from tests.people import Somebody
from tests.visiting import Visitor, signed_in
from tests.workshop import Workshop, workshop

TOP = Path(__file__).parents[1]
BROWSER_FIXTURES = {"browser", "portal_server", "tab"}
VISITING_FIXTURES = {"visitor", "walked", "start"}


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compiles the catalogues once, before workers of xdist could do it all at the same time."""
    if not hasattr(session.config, "workerinput"):
        catalogues.compile_stale(TOP / "translations")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what uses the database, a visitor or a browser; the browser's tests come first, because they take longest."""
    for item in items:
        wanted = set(getattr(item, "fixturenames", ()))
        if "portal_workshop" in wanted:
            item.add_marker("database")
        if wanted & VISITING_FIXTURES and item.get_closest_marker("statements") is None:
            item.add_marker("page")
        if wanted & BROWSER_FIXTURES:
            item.add_marker("browser")
    here = os.environ.get("PORTAL_TEST_DATABASE", "sqlite")
    items[:] = [item for item in items if all(mark.args[0] == here for mark in item.iter_markers("engine"))]
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return Together(config, log)


class Together(LoadScopeScheduling):
    """Gives a worker whole files; in a short run one worker keeps the browser, so that only one portal is started."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.split("::")[0]
        in_browser = "/journeys/" in path or "browser" in path or "axe" in path
        if not in_browser:
            return path
        return "browser" if self.config.option.markexpr else nodeid


@pytest.fixture(scope="session")
def portal_workshop() -> Iterator[Workshop]:
    with workshop() as made:
        yield made


@pytest.fixture(scope="session")
def portal_app(portal_workshop: Workshop) -> Flask:
    """The app as it is put together, for tests that read its map, policies and templates without the database."""
    return portal_workshop.app


@pytest.fixture
def app(portal_workshop: Workshop) -> Flask:
    """The portal with a fresh database in which only the cast of tests/people.py stands."""
    portal_workshop.bring("people")
    return portal_workshop.app


@pytest.fixture
def empty_app(portal_workshop: Workshop) -> Flask:
    """The portal with a migrated database and nobody in it."""
    portal_workshop.bring("empty")
    return portal_workshop.app


@pytest.fixture
def demo_app(portal_workshop: Workshop) -> Flask:
    """The portal with the demo's content and accounts."""
    portal_workshop.bring("demo")
    return portal_workshop.app


@pytest.fixture
def people(app: Flask, portal_workshop: Workshop) -> dict[str, Somebody]:
    """The cast: people["cso_member"].actor for services; the keys stand in tests/people.py."""
    return portal_workshop.cast


@pytest.fixture
def session(app: Flask) -> Iterator[scoped_session[Any]]:
    """The database session inside an app context, for tests of services and queries. Never with `visitor`."""
    with app.app_context():
        begin_write()
        yield db.session
        db.session.rollback()


@pytest.fixture
def arrange(app: Flask, portal_workshop: Workshop) -> Callable[..., Any]:
    """arrange(work, *arguments): does it in an app context of its own and commits; for tests that visit pages.

    Give back plain values (a reference, an id): a model is expired when the context ends."""
    return portal_workshop.run


@pytest.fixture
def run_jobs(app: Flask, portal_workshop: Workshop) -> Callable[[], int]:
    """Runs every job that is due, as the worker would; returns how many."""

    def run() -> int:
        with portal_workshop.app.app_context():
            return jobs.work()

    return run


@pytest.fixture
def visitor(app: Flask, people: dict[str, Somebody]) -> Callable[..., Visitor]:
    """visitor("case_officer", lang="ckb"): a signed-in browser of one of the cast; visitor() is a stranger."""

    def make(who: str | Somebody | None = None, lang: str = "ar", examined: bool = True) -> Visitor:
        person = people[who] if isinstance(who, str) else who
        return signed_in(app, person.token if person else None, lang, examined)

    return make
