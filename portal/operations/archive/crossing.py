"""Encryption with age on the way to the file and back: a thread beside us and a pipe between, so that nothing is held."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

import pyrage

from portal.operations.archive.container import Damaged

MARK = b"age-encryption.org/"


class Noted:
    """A file that remembers its own fault: age tells every fault in its own words."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.fault: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._file.write(data)
        except OSError as error:
            self.fault = error
            raise

    def flush(self) -> None:
        self._file.flush()


@contextmanager
def encrypted(out: BinaryIO, recipients: Sequence[Any]) -> Iterator[BinaryIO]:
    """What is written to the block's file stands encrypted in `out` when the block has ended."""
    ours, theirs = _pipe()
    noted = Noted(out)
    run = _beside(lambda: pyrage.encrypt_io(ours, noted, recipients), ours)
    try:
        with theirs:
            yield theirs
    except BrokenPipeError:
        pass  # the thread ended first, and says why
    finally:
        fault = run()
    if fault is not None:
        raise noted.fault or fault


@contextmanager
def decrypted(source: BinaryIO, identities: Sequence[Any]) -> Iterator[BinaryIO]:
    """Raises Damaged in place of whatever the block met when the bytes were not those that were encrypted."""
    ours, theirs = _pipe()
    run = _beside(lambda: pyrage.decrypt_io(source, theirs, identities), theirs)
    met: Exception | None = None
    try:
        with ours:
            yield ours
    except Damaged as error:
        met = error
    finally:
        fault = run()
    if isinstance(fault, pyrage.DecryptError):
        raise Damaged(f"the archive was not encrypted to this key, or its head is damaged ({fault})") from met
    if fault is not None and not isinstance(fault, BrokenPipeError) and "Broken pipe" not in str(fault):
        place = f", {met}" if met else ""
        raise Damaged(f"a byte before position {source.tell():,} of the file was changed{place}") from met
    if met is not None:
        raise met


def is_encrypted(file: BinaryIO) -> bool:
    start = file.read(len(MARK))
    file.seek(0)
    return start == MARK


def _pipe() -> tuple[BinaryIO, BinaryIO]:
    reading, writing = os.pipe()
    return os.fdopen(reading, "rb"), os.fdopen(writing, "wb")


def _beside(work: Callable[[], None], end: BinaryIO) -> Callable[[], Exception | None]:
    """Starts `work`; the returned function waits for its end and gives its fault. `end` is closed with it."""
    met: list[Exception] = []

    def do() -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - told by whoever waits for it
            met.append(error)
        finally:
            try:
                end.close()
            except OSError:
                pass

    thread = threading.Thread(target=do, daemon=True)
    thread.start()

    def wait() -> Exception | None:
        thread.join()
        return met[0] if met else None

    return wait
