"""The portal and the bare pages, each under the same gunicorn, on a database of its own folder."""

import http.cookiejar
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener, urlopen

from bench.seed import PASSWORD
from portal.core import clock
from portal.operations.serving import port_is_free

PORTAL_PORT = int(os.environ.get("BENCH_PORT", "8791"))
BARE_PORT = PORTAL_PORT + 1
SERVER = ("--worker-class", "gthread", "--workers", "2", "--threads", "12", "--log-level", "error", "--timeout", "120", "--graceful-timeout", "3")
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@contextmanager
def running(data: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """Both servers, until the block ends."""
    taken = [port for port in (PORTAL_PORT, BARE_PORT) if not port_is_free("127.0.0.1", port)]
    if taken:
        raise SystemExit(f"ports {taken} are taken: another server would be measured")
    env = {**os.environ, **environment, "PORTAL_DATA_DIR": str(data)}
    commands = (("wsgi:app", PORTAL_PORT), ("bench.bare:app", BARE_PORT))
    started = [
        subprocess.Popen([sys.executable, "-m", "gunicorn", app, "--bind", f"127.0.0.1:{port}", *SERVER], env=env)
        for app, port in commands
    ]
    try:
        for _app, port in commands:
            _wait(port)
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(20)


def _wait(port: int) -> None:
    for _try in range(300):
        try:
            with urlopen(f"http://localhost:{port}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise SystemExit(f"nothing answers on port {port}")


class Reader:
    """A signed-in browser, for what must be fetched once before measuring."""

    def __init__(self, login: str | None) -> None:
        """None: a stranger."""
        self.jar = http.cookiejar.CookieJar()
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(self.jar))
        if login is not None:
            self.post("/ar/sign-in", account=login, password=PASSWORD)

    def get(self, path: str) -> str:
        with self.opener.open(f"http://localhost:{PORTAL_PORT}{path}") as answer:
            return str(answer.read().decode())

    def post(self, path: str, **data: str) -> str:
        data["csrf_token"] = self.token(path)
        address = f"http://localhost:{PORTAL_PORT}{path}"
        with self.opener.open(address, urlencode(data).encode()) as answer:
            return str(answer.read().decode())

    def token(self, path: str) -> str:
        found = TOKEN.search(self.get(path))
        if found is None:
            raise SystemExit(f"no form at {path}")
        return found.group(1)

    def today(self) -> dict[str, str]:
        day = clock.today()
        return {"happened_on-day": str(day.day), "happened_on-month": str(day.month), "happened_on-year": str(day.year)}

    @property
    def cookie(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)
