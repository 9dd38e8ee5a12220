"""A small load client: some keep-alive connections that ask as fast as they are answered."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count


@dataclass(frozen=True)
class Figures:
    """Requests per second, p50 and p95 in milliseconds, the wire bytes of one answer, and how many went wrong."""

    rate: float
    p50: float
    p95: float
    bytes: int
    errors: int


Request = Callable[[int], bytes]


def get(path: str, port: int, cookie: str = "") -> bytes:
    cookies = f"Cookie: {cookie}\r\n" if cookie else ""
    return f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: gzip\r\n{cookies}\r\n".encode()


def post(path: str, port: int, body: bytes, content_type: str, cookie: str = "") -> bytes:
    cookies = f"Cookie: {cookie}\r\n" if cookie else ""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nReferer: http://localhost:{port}{path}\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{cookies}\r\n"
    )
    return head.encode() + body


def load(port: int, request: Request, expected: int, seconds: float, connections: int = 8) -> Figures:
    """`request(n)` gives the n-th request's bytes; `expected` is the status that counts as right."""
    return asyncio.run(_load(port, request, expected, seconds, connections))


async def _load(port: int, request: Request, expected: int, seconds: float, connections: int) -> Figures:
    times: list[float] = []
    numbers, sizes, errors = count(), [0], [0]
    begin = time.perf_counter()
    until = begin + seconds

    async def ask() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < until:
            sent = time.perf_counter()
            writer.write(request(next(numbers)))
            status, size, close = await _answer(reader)
            times.append(time.perf_counter() - sent)
            sizes[0] = size
            errors[0] += status != expected
            if close:
                writer.close()
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.close()

    await asyncio.gather(*(ask() for _ in range(connections)))
    taken = time.perf_counter() - begin
    times.sort()
    return Figures(len(times) / taken, 1000 * times[len(times) // 2], 1000 * times[int(len(times) * 0.95)], sizes[0], errors[0])


async def _answer(reader: asyncio.StreamReader) -> tuple[int, int, bool]:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    size = int(fields.get("content-length", "0"))
    body = await reader.readexactly(size)
    return int(lines[0].split()[1]), len(head) + len(body), fields.get("connection", "").lower() == "close"
