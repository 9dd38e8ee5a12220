"""Web server and worker as one foreground program, ended together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE_SECONDS = 30
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def bind_addresses(host: str, port: int) -> list[str]:
    """Both loopback families where the machine has them: `localhost` may mean either."""
    if host not in LOOPBACK:
        return [f"{host}:{port}"]
    addresses = [f"127.0.0.1:{port}"]
    if _has_ipv6_loopback(port):
        addresses.append(f"[::1]:{port}")
    return addresses


def _has_ipv6_loopback(port: int) -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("::1", port))
    except OSError:
        return False
    return True


def port_is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host if host not in LOOPBACK else "127.0.0.1", port))
        except OSError:
            return False
    return True


def web_command(settings: Mapping[str, object]) -> list[str]:
    addresses = bind_addresses(str(settings["HOST"]), int(str(settings["PORT"])))
    binds = [part for address in addresses for part in ("--bind", address)]
    return [
        sys.executable, "-m", "gunicorn", "wsgi:app", *binds, "--worker-class", "gthread",
        "--workers", str(settings["PORTAL_WEB_WORKERS"]), "--threads", str(settings["PORTAL_WEB_THREADS"]),
        "--timeout", "120", "--graceful-timeout", "10", "--log-level", "warning", "--worker-tmp-dir", _shared_memory(),
    ]  # fmt: skip


def _shared_memory() -> str:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else "/tmp"  # noqa: S108 - gunicorn's own heartbeat file


def work_command() -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "wsgi", "operations", "work"]


def serve(settings: Mapping[str, object], ready: Callable[[], None]) -> int:
    """Runs until Ctrl-C, a SIGTERM, or the death of one of the two; returns the exit code."""
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    children = [subprocess.Popen(command, start_new_session=True) for command in (web_command(settings), work_command())]
    try:
        if _answers(int(str(settings["PORT"])), children, lambda: stopping):
            ready()
        while not stopping and all(child.poll() is None for child in children):
            time.sleep(0.2)
    finally:
        _end(children)
    return 0 if stopping else 1


def _answers(port: int, children: list[subprocess.Popen[bytes]], stopping: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and not stopping() and children[0].poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):  # noqa: S310 - our own address
                return True
        except (URLError, OSError):
            time.sleep(0.1)
    return False


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=12)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
