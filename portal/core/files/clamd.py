"""The virus scanner clamd, in its own protocol: each file is streamed to it, so that it needs no right to read ours."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

PIECE = 256 * 1024
CONNECT_SECONDS, ANSWER_SECONDS = 3, 60
MOST_WORDS = 4096


class AbsentError(Exception):
    """It does not answer: another time it may."""


class UnfitError(Exception):
    """It answered that it cannot search this file (larger than its StreamMaxLength)."""


def ping(address: str) -> None:
    """Raises AbsentError."""
    answer = _ask(address, b"zPING\0", iter(()))
    if answer != "PONG":
        raise AbsentError(f"{address} answers {answer[:80]!r}")


def search(address: str, file: BinaryIO) -> str | None:
    """The name of what was found in the file, None when there is nothing. Raises AbsentError and UnfitError."""
    answer = _ask(address, b"zINSTREAM\0", _framed(file)).removeprefix("stream: ")
    if answer == "OK":
        return None
    name, _, word = answer.rpartition(" ")
    if word == "FOUND":
        return name
    raise UnfitError(answer[:200])


def host_of(address: str) -> tuple[str, int] | None:
    """Host and port; None for the path of a socket."""
    if address.startswith("/"):
        return None
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)


def _framed(file: BinaryIO) -> Iterator[bytes]:
    """Each piece behind its length; nothing ends the stream."""
    while piece := file.read(PIECE):
        yield len(piece).to_bytes(4, "big") + piece
    yield bytes(4)


def _ask(address: str, command: bytes, pieces: Iterator[bytes]) -> str:
    try:
        with _connected(address) as line:
            line.sendall(command)
            for piece in pieces:
                try:
                    line.sendall(piece)
                except ConnectionError:  # it has heard enough, and may have said why
                    break
            answer = _answer(line)
    except (OSError, ValueError) as error:
        raise AbsentError(f"{address}: {error or type(error).__name__}") from error
    if not answer:
        raise AbsentError(f"{address} hung up")
    return answer


def _connected(address: str) -> socket.socket:
    where = host_of(address)
    if where:
        line = socket.create_connection(where, timeout=CONNECT_SECONDS)
    else:
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(CONNECT_SECONDS)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
    line.settimeout(ANSWER_SECONDS)
    return line


def _answer(line: socket.socket) -> str:
    heard = b""
    with suppress(ConnectionError):
        while b"\0" not in heard and len(heard) < MOST_WORDS and (more := line.recv(MOST_WORDS)):
            heard += more
    return heard.partition(b"\0")[0].decode("utf-8", "replace").strip()
