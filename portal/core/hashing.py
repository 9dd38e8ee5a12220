"""One slow hash at a time on this machine, whatever the number of processes: each takes 64 MiB and a whole core.

The line is a lock on a file of the data folder, which the system gives free when a process dies. Who is known (a browser
that has signed in before, somebody with a valid link) goes before strangers: while wrong passwords arrive as fast as they
can be sent, the account's owner waits for one hash and not for all. Only half of a process's threads stand in line for
strangers, so that pages always find a free one, and their hashes run at lower priority."""

import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeVar

from flask import current_app

from portal.core.catalogue import lazy_gettext as _l
from portal.core.refusal import Refusal

BUSY = _l("Too many people are signing in at this moment. Wait a minute, then try again.")
PATIENCE_SECONDS = 5.0
LONGEST_NAP, SHORTEST_NAP = 0.02, 0.002
GENTLE = 5  # not more: who is known waits for the one hash of a stranger that is under way
Result = TypeVar("Result")
_waiting = threading.Lock()
_strangers = 0


def alone(work: Callable[..., Result], *arguments: str, known: bool = True) -> Result:
    """Raises Refusal (503) when too many wait already, or for too long."""
    folder = Path(current_app.config["DATA"])
    if known:
        with _turn(folder):
            return work(*arguments)
    with _strangers_turn(folder):
        return _worker().submit(work, *arguments).result()


def hold_back() -> None:
    """Before a stranger is told to wait: whoever sends tries as fast as they are answered is answered less fast. Sleeping
    costs a thread and nothing else; when half of the threads are taken, the answer goes out at once."""
    try:
        with _place_in_line():
            time.sleep(current_app.config["HELD_SECONDS"])
    except Refusal:
        pass


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """As long as one who is known waits, no stranger begins."""
    with _file(folder / "hashing.lock") as line:
        with _file(folder / "hashing-known.lock") as known:
            fcntl.flock(known, fcntl.LOCK_SH)
            _wait(lambda: _taken(line))
        yield


@contextmanager
def _strangers_turn(folder: Path) -> Iterator[None]:
    with _place_in_line(), _file(folder / "hashing.lock") as line, _file(folder / "hashing-known.lock") as known:

        def ours() -> bool:
            if not _taken(known):
                return False
            begun = _taken(line)
            fcntl.flock(known, fcntl.LOCK_UN)
            return begun

        _wait(ours)
        yield


@contextmanager
def _place_in_line() -> Iterator[None]:
    global _strangers
    with _waiting:
        if _strangers >= max(1, int(current_app.config["PORTAL_WEB_THREADS"]) // 2):
            raise _busy()
        _strangers += 1
    try:
        yield
    finally:
        with _waiting:
            _strangers -= 1


def _wait(taken: Callable[[], bool]) -> None:
    """Looks more often the longer it has waited: who came first is likelier to be next."""
    begin = time.monotonic()
    while not taken():
        waited = (time.monotonic() - begin) / PATIENCE_SECONDS
        if waited >= 1:
            raise _busy()
        time.sleep(max(SHORTEST_NAP, LONGEST_NAP * (1 - waited)))


def _busy() -> Refusal:
    return Refusal(BUSY, status=503, seconds=int(PATIENCE_SECONDS))


@contextmanager
def _file(path: Path) -> Iterator[IO[bytes]]:
    """Opened anew by everybody: threads of one process stand in line too. Closing lets go of it."""
    with open(path, "ab") as file:
        yield file


def _taken(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


_workers: dict[int, ThreadPoolExecutor] = {}


def _worker() -> ThreadPoolExecutor:
    """The one thread of this process that hashes for strangers (a forked process makes its own); pages go before it."""
    if os.getpid() not in _workers:
        _workers.clear()
        _workers[os.getpid()] = ThreadPoolExecutor(1, "hashing", _be_gentle)
    return _workers[os.getpid()]


def _be_gentle() -> None:
    """On Linux each thread has a priority of its own."""
    try:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), os.getpriority(os.PRIO_PROCESS, 0) + GENTLE)
    except OSError:
        pass  # only less gentle
