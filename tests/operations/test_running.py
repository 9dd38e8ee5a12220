"""`flask operations run`: who is served, what stops a start, and how it ends."""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.core.locale import in_language
from portal.operations import serving
from portal.operations.demo import load
from tests.browsing import TOP, end_with_parent, free_port

PATIENCE = 30
HERE = "127.0.0.1"


@pytest.fixture
def guarded(demo_app: Flask) -> Iterator[Flask]:
    """The demo as a process sees it that has not yet asked whether demo accounts are there."""
    demo_app.config.pop("DEMO_PRESENT", None)
    yield demo_app
    demo_app.config.pop("DEMO_PRESENT", None)


def status(app: Flask, host: str, remote: str, path: str = "/en/sign-in", **headers: str) -> int:
    with app.test_client() as client:
        return client.get(path, headers={"Host": host, **headers}, environ_base={"REMOTE_ADDR": remote}).status_code


@pytest.mark.parametrize(("host", "remote"), [("localhost:8000", HERE), ("127.0.0.1", HERE), ("localhost:8000", "::1"), ("localhost", "127.0.0.2")])
def test_this_machine_reaches_the_demo(guarded: Flask, host: str, remote: str) -> None:
    assert status(guarded, host, remote) == 200


@pytest.mark.parametrize("remote", ["192.0.2.10", "10.0.0.1", "0.0.0.0", "::ffff:192.0.2.10", "2001:db8::1", "", "unix:"])
@pytest.mark.parametrize("path", ["/en/sign-in", "/static/portal.css", "/healthz"])
def test_no_other_machine_reaches_the_demo_whatever_it_claims(guarded: Flask, remote: str, path: str) -> None:
    assert status(guarded, "localhost", remote, path, **{"X-Forwarded-For": HERE, "X-Real-IP": HERE}) == 403


@pytest.mark.parametrize("host", ["portal.example.org", "localhost.example.org", "192.0.2.1:8000", "127.0.0.1.example.org"])
def test_no_other_name_leads_to_the_demo(guarded: Flask, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    assert status(guarded, host, HERE) == 400
    monkeypatch.setitem(guarded.config, "HOSTS", (host.partition(":")[0],))
    assert status(guarded, host, HERE) == 403


def test_without_demo_accounts_other_machines_are_served(empty_app: Flask) -> None:
    empty_app.config.pop("DEMO_PRESENT", None)
    assert status(empty_app, "localhost", "192.0.2.10") == 200


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """start(app, HOST=…): the command without its two servers; what it would serve is in `output`."""

    def run(app: Flask, **settings: str) -> Any:
        for name, value in {"PORT": str(free_port()), **settings}.items():
            monkeypatch.setitem(app.config, name, value)
        monkeypatch.setattr(serving, "serve", lambda settings, _ready: print(f"served at {settings['HOST']}") or 0)
        return app.test_cli_runner().invoke(args=["operations", "run"])

    return run


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_the_demo_is_not_started_for_other_machines(demo_app: Flask, start: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setattr(serving, "port_is_free", lambda *_address: True)
    outcome = start(demo_app, HOST=host)
    assert outcome.exit_code == 1 and "only loopback is served" in outcome.output and "served at" not in outcome.output


def test_a_portal_without_demo_may_be_started_for_other_machines(empty_app: Flask, start: Callable[..., Any]) -> None:
    outcome = start(empty_app, HOST="0.0.0.0")
    assert outcome.exit_code == 0 and "served at 0.0.0.0" in outcome.output, outcome.output


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_a_taken_port_is_told_before_anything_is_started(empty_app: Flask, start: Callable[..., Any], host: str) -> None:
    with socket.socket() as other:
        other.bind((HERE, 0))
        other.listen()
        outcome = start(empty_app, HOST=host, PORT=str(other.getsockname()[1]))
    assert outcome.exit_code == 1 and "is taken. Choose another: make run PORT=" in outcome.output and "served at" not in outcome.output


def test_the_settings_tell_which_program_is_absent_and_what_brings_it(empty_app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", "")
    told = empty_app.test_cli_runner().invoke(args=["operations", "settings"]).output
    assert "pdftotext is absent." in told and "To bring it: apt-get install poppler-utils" in told
    (tmp_path / "pdftotext").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "pdftotext is present." in empty_app.test_cli_runner().invoke(args=["operations", "settings"]).output


def test_the_settings_show_no_password(empty_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(empty_app.config, "PORTAL_DATABASE_URL", "postgresql+psycopg://portal:geheim@127.0.0.1/portal")
    monkeypatch.setitem(empty_app.config, "PORTAL_QUEUE_URL", "redis://:geheim@127.0.0.1:6379/0")
    told = empty_app.test_cli_runner().invoke(args=["operations", "settings"]).output
    assert "geheim" not in told and "postgresql+psycopg://portal:(hidden)@127.0.0.1/portal" in told and "redis://:(hidden)@" in told


def read_until(process: subprocess.Popen[bytes], words: str) -> str:
    """What the process says, up to the line that holds `words` or to its end."""
    assert process.stdout is not None
    told, until = b"", time.monotonic() + PATIENCE
    while words not in told.decode(errors="replace") and select.select([process.stdout], [], [], max(0, until - time.monotonic()))[0]:
        piece = os.read(process.stdout.fileno(), 65536)
        if not piece:
            break
        told += piece
    return told.decode(errors="replace")


def below(process: int) -> set[int]:
    """Its children and theirs, as Linux tells."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    children = {int(child) for child in listed.read_text().split()} if listed.exists() else set()
    return children.union(*(below(child) for child in children))


def ends(process: int) -> bool:
    """Whether it ends in time; one that is gone has."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], PATIENCE)[0])
    finally:
        os.close(handle)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("running")


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_end_web_server_and_worker(folder: Path, ending: signal.Signals) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    own = {"PORT": str(free_port()), "DEMO": "0", "PORTAL_DATA_DIR": str(folder / "var"), "PORTAL_KEY_DIR": str(folder / "keys"), "PORTAL_WEB_WORKERS": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "operations", "run"], cwd=TOP, env={**kept, **own}, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=end_with_parent,
    )  # fmt: skip
    try:
        told = read_until(process, "The portal runs at")
        assert "The portal runs at" in told and process.poll() is None, told
        children = below(process.pid)
        assert len(children) >= 3, "web server with a process of its own, and the worker"
        os.killpg(process.pid, ending)
        told += process.communicate(timeout=PATIENCE)[0].decode(errors="replace")
        assert process.returncode == 0 and all(map(ends, children)), told
    finally:
        process.kill()
        process.wait()
    assert "Traceback" not in told


def test_the_printed_accounts_tell_where_an_officer_works(empty_app: Flask) -> None:
    with empty_app.app_context(), in_language("en"):
        told = dict(load.accounts())
    assert told["cases@commission.example"].endswith("National Office") and told["cases.basra@commission.example"].endswith("Basra")
