"""Where each string is seen: pages of the demo, found by following links, and their pictures."""

import html
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LINK = re.compile(r'href="(/en/[^"#]*)')
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
MOST_PAGES = 60


def browser() -> str | None:
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def pages_of_strings(app: Flask, accounts: list[tuple[str, str]], strings: list[str]) -> dict[str, tuple[str, str]]:
    """English string -> (address, account that sees it), for those that some page of the demo shows."""
    searched = {string: _pattern(string) for string in strings}
    found: dict[str, tuple[str, str]] = {}
    for login, password in [("", ""), *accounts]:
        client = app.test_client()
        if login and not sign_in(client, login, password):
            continue
        for address, text in _walk(app, client):
            hits = [string for string, pattern in searched.items() if string not in found and pattern.search(text)]
            found.update({string: (address, login) for string in hits})
    return found


def sign_in(client: FlaskClient, login: str, password: str) -> bool:
    token = TOKEN.search(client.get("/en/sign-in").text)
    data = {"csrf_token": token.group(1) if token else "", "account": login, "password": password}
    return client.post("/en/sign-in", data=data).status_code == 303


def _pattern(string: str) -> re.Pattern[str]:
    """A plural stands as `one | many`; most pages show the second."""
    parts = re.split(r"%\(\w+\)[sd]", string.rpartition(" | ")[2])
    return re.compile(".{0,200}?".join(re.escape(" ".join(part.split())) for part in parts), re.DOTALL)


def _walk(app: Flask, client: FlaskClient) -> Iterator[tuple[str, str]]:
    """One page of each endpoint, beginning at home."""
    waiting: list[str] = ["/en/", "/en/sign-in"]
    seen: set[str] = set()
    shown: set[str] = set()
    while waiting and len(shown) < MOST_PAGES:
        address = waiting.pop(0)
        endpoint = _endpoint(app, address)
        if endpoint is None or endpoint in shown or address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        shown.add(endpoint)
        waiting += [html.unescape(link) for link in LINK.findall(answer.text)]
        yield address, " ".join(html.unescape(answer.text).split())


def _endpoint(app: Flask, address: str) -> str | None:
    try:
        endpoint, _values = app.url_map.bind("localhost").match(urlsplit(address).path)
    except HTTPException:
        return None
    return str(endpoint)


def draw(app: Flask, client: FlaskClient, address: str, language: str, picture: Path) -> bool:
    """A picture of a page in `language`, drawn by the system's Chromium from the page's own HTML."""
    chromium = browser()
    answer = client.get(address.replace("/en/", f"/{language}/", 1))
    if chromium is None or answer.status_code != 200:
        return False
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(answer.text.replace("/static/", f"file://{app.static_folder}/"), encoding="utf-8")
        command = [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            f"--user-data-dir={folder}/profile", "--window-size=1280,1800", f"--screenshot={picture}", f"file://{page}",
        ]  # fmt: skip
        ended = subprocess.run(command, capture_output=True, timeout=60, check=False)
    return ended.returncode == 0 and picture.exists()
