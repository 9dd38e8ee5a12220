"""A virus scanner on this machine that speaks clamd's protocol and knows one virus, the harmless one made for tests."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

# In two halves, so that no scanner takes this file for one.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        scanner = cast(Any, self.server).scanner
        command = self._word()
        if command == b"zPING":
            self.wfile.write(b"PONG\0")
        elif command == b"zINSTREAM":
            self.wfile.write(self._stream(scanner).encode() + b"\0")

    def _word(self) -> bytes:
        word = b""
        while not word.endswith(b"\0") and (more := self.rfile.read(1)):
            word += more
        return word[:-1]

    def _stream(self, scanner: "Scanner") -> str:
        heard = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            heard += self.rfile.read(length)
            if len(heard) > scanner.longest:
                return "INSTREAM size limit exceeded. ERROR"
        scanner.heard.append(heard)
        return "stream: Eicar-Test-Signature FOUND" if EICAR in heard or any(word in heard for word in scanner.knows) else "stream: OK"


class Scanner:
    """`knows`: what else it finds; `longest`: its StreamMaxLength; `heard`: every file that it was sent."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.knows: list[bytes] = []
        self.longest = 100 * 1024 * 1024
        self.address = ""


@contextmanager
def scanner(port: int = 0) -> Iterator[Scanner]:
    made = Scanner()
    with _Server(("127.0.0.1", port), _Talk) as server:
        cast(Any, server).scanner = made
        made.address = f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield made
        server.shutdown()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = allow_reuse_address = True
