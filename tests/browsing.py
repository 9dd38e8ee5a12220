"""The real thing: the portal started as `make run` starts it, and Debian's Chromium before it."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.person import Person

TOP = Path(__file__).parents[1]
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
PATIENCE = 120
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-features=Translate,OptimizationHints,MediaRouter",
]


@dataclass(frozen=True)
class PortalServer:
    """`address` like http://localhost:12345; `data` is its data folder (data/outbox holds the mails); `environment` is
    what a command of the same portal is run in."""

    address: str
    data: Path
    log: Path
    environment: dict[str, str]


@pytest.fixture(scope="session")
def portal_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalServer]:
    """The portal with demo data, one a run: web server and worker, in folders of its own."""
    folder = tmp_path_factory.mktemp("portal")
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")},
        "PORT": str(port),
        "DEMO": "1",
        "PORTAL_DATA_DIR": str(folder / "var"),
        "PORTAL_KEY_DIR": str(folder / "keys"),
        "PORTAL_WEB_WORKERS": "1",
        "PORTAL_SIGNATURE_REQUIRED": "1",
    }
    log = folder / "log"
    with log.open("wb") as output:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "operations", "run"]
        process = subprocess.Popen(command, cwd=TOP, env=environment, stdout=output, stderr=output, stdin=subprocess.DEVNULL, preexec_fn=end_with_parent)
    server = PortalServer(f"http://localhost:{port}", folder / "var", log, environment)
    try:
        _wait(server, process)
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium: apt-get install chromium fonts-noto-core")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def browser(chromium: Any) -> Iterator[Callable[..., Any]]:
    """browser(width=360, dark=True, scripts=False): a context of its own (cookies, size, colour scheme)."""
    contexts = []

    def make(width: int = 1280, height: int = 900, dark: bool = False, scripts: bool = True, **more: Any) -> Any:
        scheme = "dark" if dark else "light"
        look = {"viewport": {"width": width, "height": height}, "color_scheme": scheme, "reduced_motion": "reduce"}
        context = chromium.new_context(**look, java_script_enabled=scripts, **more)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def tab(browser: Callable[..., Any], portal_server: PortalServer) -> Callable[..., Person]:
    """tab("staff@nahrain.example", lang="ckb", width=360): a person at a real browser, signed in through the sign-in
    page; tab(lang="en") a stranger. Every page they come to is examined."""

    def make(login: str | None = None, lang: str = "ar", password: str | None = None, **how: Any) -> Person:
        person = Person(browser(**how), portal_server.address, lang)
        if login:
            person.sign_in(login, password)
        return person

    return make


def end_with_parent() -> None:
    """A test run that is killed leaves no portal behind (Linux: PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: PortalServer, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(f"{server.address}/healthz", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the portal did not start:\n{server.log.read_text(errors='replace')[-4000:]}")
