"""A real server of two processes, on a copy of the cast's database; one for all tests of a run."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.attacks.client import Client
from tests.browsing import TOP, free_port
from tests.database import PostgresPlace, SqlitePlace
from tests.people import PASSWORD, Somebody
from tests.workshop import Workshop

PATIENCE_SECONDS = 40


@dataclass(frozen=True)
class Server:
    """`log` holds what the processes wrote."""

    port: int
    log: Path
    people: dict[str, Somebody]

    def client(self, who: str | None = None, host: str = "localhost") -> Client:
        made = Client(self.port, host)
        if who is not None:
            answer = made.sign_in(self.people[who].user_name, PASSWORD)
            assert answer.status == 303, f"{who} does not get in: {answer.status}"
        return made


Start = Callable[..., Server]


@pytest.fixture(scope="session")
def start(portal_workshop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """start(PORTAL_PROXIES="1"): the portal with other settings, until the tests are over."""
    running: list[subprocess.Popen[bytes]] = []
    place, copies = portal_workshop.place, list[str]()

    def own_database(folder: Path) -> str:
        if isinstance(place, SqlitePlace):
            shutil.copyfile(place.folder / "people.db", folder / "data" / "portal.db")
            return ""
        assert isinstance(place, PostgresPlace)
        place.bring("people")
        place.close()
        copies.append(f"{place.name}_attacked{len(copies)}")
        place._copy(place.name, copies[-1])
        return f"{place.url}_attacked{len(copies) - 1}"

    def begin(**settings: str) -> Server:
        folder = tmp_path_factory.mktemp("attacked")
        shutil.copytree(portal_workshop.folder / "people-data", folder / "data")
        shutil.copytree(portal_workshop.folder / "keys", folder / "keys")
        url = own_database(folder)
        port = free_port()
        env = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
        env |= {"PORTAL_DATA_DIR": str(folder / "data"), "PORTAL_KEY_DIR": str(folder / "keys"), "PORTAL_DATABASE_URL": url, "DEMO": "0"}
        env |= {"PORTAL_SECOND_FACTOR": "none", **settings}
        command = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
        with open(folder / "log", "wb") as log:
            server = subprocess.Popen([*command, "--workers", "2", "--threads", "4", "--access-logfile", "-"], cwd=TOP, env=env, stdout=log, stderr=log)
        running.append(server)
        _wait(port, server)
        return Server(port, folder / "log", portal_workshop.cast)

    yield begin
    for server in running:
        server.terminate()
    for server in running:
        server.wait(20)
    for name in copies:
        place._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except HTTPError:
            return  # it answers, if only to say that it has another name
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("the server does not start")


@pytest.fixture(scope="session")
def server(start: Start) -> Server:
    return start()
