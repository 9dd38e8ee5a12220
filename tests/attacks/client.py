"""An attacker's client: HTTP as it is written, nothing made tidy on the way."""

import http.client
import re
import socket
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: str

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")


class Client:
    """A browser's cookies and an address of the attacker's choice in Host and Origin."""

    def __init__(self, port: int, host: str = "localhost") -> None:
        self.port, self.host = port, host
        self.cookies: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, None, headers)

    def post(self, path: str, data: dict[str, str], form: str | None = "/ar/sign-in", **headers: str) -> Answer:
        """With the token of the page `form`, as a browser that opened it; None sends none."""
        if form is not None:
            data = {**data, "csrf_token": self.token(form)}
        return self.ask("POST", path, urlencode(data), {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def token(self, form: str = "/ar/sign-in") -> str:
        found = TOKEN.search(self.get(form).body)
        assert found, f"no form at {form}"
        return found.group(1)

    def sign_in(self, account: str, password: str, path: str = "/ar/sign-in", **headers: str) -> Answer:
        return self.post(path, {"account": account, "password": password}, **headers)

    def ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"Host": f"{self.host}:{self.port}", **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            line.request(method, path, body, sent)
            answer = line.getresponse()
            found = Answer(answer.status, answer.headers, answer.read().decode("utf-8", "replace"))
        finally:
            line.close()
        self._keep(found)
        return found

    def _keep(self, answer: Answer) -> None:
        for one in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(one).items():
                self.cookies[name] = morsel.value
                if not morsel.value:
                    del self.cookies[name]


def raw(port: int, request: bytes) -> bytes:
    """Bytes as they stand, and what comes back until the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(request)
        line.shutdown(socket.SHUT_WR)
        pieces = []
        while piece := line.recv(65536):
            pieces.append(piece)
    return b"".join(pieces)
