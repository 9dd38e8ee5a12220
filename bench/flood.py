"""`python -m bench.flood`: what others notice while one client sends wrong passwords as fast as it can.

One process asks pages of a signed-in reader, one after the other; another floods the sign-in, in three ways. Idle and flooded
seconds take turns, so that a change of the machine's speed meets both. The owner of the attacked account signs in meanwhile,
from a browser of before and from one that nobody knows."""

import asyncio
import multiprocessing
import shutil
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from multiprocessing.synchronize import Event
from pathlib import Path
from statistics import median
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode

from bench import client, seed, servers

PAGES = ("/ar/library/", "/ar/violations/", "/ar/notifications/", "/ar/")
FORM = "application/x-www-form-urlencoded"
WAYS = {
    "one account, 1 connection": ("cso", 1),
    "one account, 8 connections": ("cso", 8),
    "a new account each time, 8 connections": ("guess{}", 8),
}
ROUNDS, SECONDS = 3, 4.0
Times = dict[str, list[float]]


@dataclass
class Owner:
    """Sign-ins of the attacked account's owner: seconds and statuses."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="portal-flood-"))
    environment = {"PORTAL_KEY_DIR": str(folder / "keys"), "DEMO": "0", "PORTAL_LOG_LEVEL": "ERROR"}
    try:
        seed.fill(folder / "data", environment, 1000, lambda _words: None)
        with servers.running(folder / "data", environment):
            reader, owner = servers.Reader("officer"), servers.Reader("cso")  # before the attack: afterwards no new browser gets in from here
            for way, (account, connections) in WAYS.items():
                _measure(way, account, connections, reader, owner)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measure(way: str, account: str, connections: int, reader: servers.Reader, owner: servers.Reader) -> None:
    told = Owner()
    idle: Times = defaultdict(list)
    flooded: Times = defaultdict(list)
    sent: Counter[int] = Counter()
    _probe(reader, defaultdict(list), 1.0)
    for _round in range(ROUNDS):
        _probe(reader, idle, SECONDS)
        stop, results = multiprocessing.Event(), multiprocessing.Queue()  # type: ignore[var-annotated]
        attacker = multiprocessing.Process(target=_flood, args=(account, connections, stop, results))
        attacker.start()
        time.sleep(1)
        _probe(reader, flooded, SECONDS)
        _sign_in(owner, told)
        stop.set()
        sent.update(results.get(timeout=30))
        attacker.join(30)
    rate = sum(sent.values()) / (ROUNDS * (SECONDS + 1))
    print(f"\n{way}: {rate:.0f} tries a second, answered {dict(sorted(sent.items()))}")
    for page in PAGES:
        before, during = _p95(idle[page]), _p95(flooded[page])
        print(f"| {way} | {page} | {median(idle[page]):.1f} | {before:.1f} | {median(flooded[page]):.1f} | {during:.1f} | {during / before:.2f} |")
    print(f"owner, known browser: {dict(told.statuses)}, median {median(told.seconds):.2f} s, longest {max(told.seconds):.2f} s", flush=True)


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _probe(reader: servers.Reader, times: Times, seconds: float) -> None:
    """Milliseconds of each page, asked on one connection."""
    asyncio.run(_ask_pages(reader.cookie, times, seconds))


async def _ask_pages(cookie: str, times: Times, seconds: float) -> None:
    line, until = client.Line(servers.PORTAL_PORT), time.perf_counter() + seconds
    while time.perf_counter() < until:
        for page in PAGES:
            begin = time.perf_counter()
            answer = await client.page(page, servers.PORTAL_PORT, cookie)(line.ask)
            assert answer.status == 200
            times[page].append(1000 * (time.perf_counter() - begin))
    line.close()


def _flood(account: str, connections: int, stop: Event, results: Any) -> None:
    stranger = servers.Reader(None)
    token, statuses, number = stranger.token("/ar/sign-in"), Counter[int](), [0]

    async def repeat() -> None:
        line = client.Line(servers.PORTAL_PORT)
        while not stop.is_set():
            number[0] += 1
            body = urlencode({"csrf_token": token, "account": account.format(time.time_ns()), "password": f"wrong password {number[0]}"}).encode()
            answer = await line.ask(client.post("/ar/sign-in", servers.PORTAL_PORT, body, FORM, stranger.cookie))
            statuses[answer.status] += 1
        line.close()

    async def all_of_them() -> None:
        await asyncio.gather(*(repeat() for _ in range(connections)))

    asyncio.run(all_of_them())
    results.put(dict(statuses))


def _sign_in(owner: servers.Reader, told: Owner) -> None:
    """Once more from the browser in which the owner has been before: out, and in again."""
    owner.jar.clear("localhost.local", "/", "portal")
    begin = time.perf_counter()
    try:
        owner.post("/ar/sign-in", account="cso", password=seed.PASSWORD)
        told.statuses[200 if "/sign-out" in owner.get("/ar/identity/account") else 401] += 1
    except HTTPError as error:
        told.statuses[error.code] += 1
    told.seconds.append(time.perf_counter() - begin)


if __name__ == "__main__":
    main()
