"""A small load client: some keep-alive connections, each repeating a script as fast as it is answered."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    size: int


@dataclass(frozen=True)
class Figures:
    """Runs of the script per second, p50 and p95 of one run in milliseconds, bytes of its last answer, and runs that failed."""

    rate: float
    p50: float
    p95: float
    bytes: int
    errors: int


Ask = Callable[[bytes], Awaitable[Answer]]
Script = Callable[[Ask], Awaitable[Answer]]


def page(path: str, port: int, cookie: str = "") -> Script:
    """One page, asked again and again."""
    cookies = f"Cookie: {cookie}\r\n" if cookie else ""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: gzip\r\n{cookies}\r\n".encode()

    async def script(ask: Ask) -> Answer:
        answer = await ask(request)
        return _expect(answer, 200)

    return script


def post(path: str, port: int, body: bytes, content_type: str, cookie: str = "") -> bytes:
    cookies = f"Cookie: {cookie}\r\n" if cookie else ""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nReferer: http://localhost:{port}{path}\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{cookies}\r\n"
    )
    return head.encode() + body


class WrongAnswerError(Exception):
    pass


def _expect(answer: Answer, status: int) -> Answer:
    if answer.status != status:
        raise WrongAnswerError(f"{answer.status} instead of {status}")
    return answer


expect = _expect


def load(port: int, script: Script, seconds: float, connections: int = 8) -> Figures:
    return asyncio.run(_load(port, script, seconds, connections))


async def _load(port: int, script: Script, seconds: float, connections: int) -> Figures:
    times: list[float] = []
    sizes, errors = [0], [0]
    begin = time.perf_counter()
    until = begin + seconds

    async def repeat() -> None:
        line = Line(port)
        while time.perf_counter() < until:
            sent = time.perf_counter()
            try:
                answer = await script(line.ask)
            except WrongAnswerError:
                errors[0] += 1
                continue
            times.append(time.perf_counter() - sent)
            sizes[0] = answer.size
        line.close()

    await asyncio.gather(*(repeat() for _ in range(connections)))
    taken = time.perf_counter() - begin
    if not times:
        raise SystemExit(f"no right answer from port {port}")
    times.sort()
    return Figures(len(times) / taken, 1000 * times[len(times) // 2], 1000 * times[int(len(times) * 0.95)], sizes[0], errors[0])


class Line:
    """A connection that is opened again when the server closes it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: bytes) -> Answer:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        body = await reader.readexactly(int(fields.get("content-length", "0")))
        if fields.get("connection", "").lower() == "close":
            self.close()
        return Answer(int(lines[0].split()[1]), fields.get("location", ""), len(head) + len(body))

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None
