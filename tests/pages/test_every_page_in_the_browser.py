"""Every page in Chromium: axe-core, no sideways scrolling, at three widths, light and dark, in three languages; and the
Nu HTML checker over all of them in one call. A few pages in `make test`, all of them in `make test-all`."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import lxml.html
import pytest

from tests import axe
from tests.browsing import PortalServer
from tests.person import WIDTHS_OF_OVERFLOW, Person

LANGUAGES = ("ar", "ckb", "en")
WIDTHS = (1280, 360, 320)
ACCOUNTS = (
    "staff@nahrain.example",
    "admin@nahrain.example",
    "publisher@commission.example",
    "cases@commission.example",
    "admin@commission.example",
    "auditor@commission.example",
)
SHORT = ("/", "/library/", "/violations/", "/violations/new", "/reports/")
MOST_OF_A_KIND = 2
CHECKER = Path(__file__).parents[2] / ".venv/checker/node_modules/vnu-jar/build/dist/vnu.jar"


def judge(person: Person, path: str, widths: tuple[int, ...]) -> list[str]:
    """Axe and overflow of one page at each width, in light and dark."""
    person.page.goto(person.address + path)
    found = []
    for width in widths:
        person.page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} px: wider than the screen: {one}" for one in person.page.evaluate(WIDTHS_OF_OVERFLOW)]
    for scheme in ("light", "dark"):
        person.page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {one}" for one in axe.findings(person.page)]
    found += _at_twice_the_text(person)
    return [f"{path} {one}" for one in found]


def _at_twice_the_text(person: Person) -> list[str]:
    person.page.evaluate("document.documentElement.style.fontSize = '200%'")
    found = []
    for width in (1280, 320):
        person.page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} px, 200 % text: wider than the screen: {one}" for one in person.page.evaluate(WIDTHS_OF_OVERFLOW)]
    return found


def reachable(person: Person, lang: str) -> list[str]:
    """Addresses that this account can reach, at most two of a kind."""
    waiting, seen, kinds, found = [f"/{lang}/"], set(), {}, []
    while waiting:
        path = waiting.pop(0)
        kind = _kind(path)
        if path in seen or kinds.get(kind, 0) >= MOST_OF_A_KIND:
            continue
        seen.add(path)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = person.context.request.get(person.address + path)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        found.append(path)
        waiting += _links(answer.text(), path, lang)
    return found


def _links(source: str, path: str, lang: str) -> list[str]:
    tree = lxml.html.document_fromstring(source)
    whole = [urljoin(path, str(href)).split("#")[0] for href in tree.xpath("//a/@href")]
    return [address for address in whole if address.startswith(f"/{lang}/")]


def _kind(path: str) -> str:
    """What two pages of one kind share: the address without references, slugs and query."""
    parts = path.split("?")[0].split("/")
    return "/".join(part if part.isalpha() and len(part) < 16 else "*" for part in parts) + ("?" if "?" in path else "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_main_pages_stand_before_axe_and_at_every_width(tab: Callable[..., Person], lang: str) -> None:
    person = tab("staff@nahrain.example", lang=lang)
    faults = [fault for path in SHORT for fault in judge(person, f"/{lang}{path}", (1280, 320))]
    assert not faults, "\n".join(faults)


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("account", [None, *ACCOUNTS])
def test_every_page_stands_before_axe(tab: Callable[..., Person], lang: str, account: str | None) -> None:
    person = tab(account, lang=lang)
    faults = [fault for path in reachable(person, lang) for fault in judge(person, path, WIDTHS)]
    assert not faults, "\n".join(faults)


@pytest.mark.long
def test_the_nu_checker_finds_no_error(tab: Callable[..., Person], tmp_path: Path, portal_server: PortalServer) -> None:
    if not CHECKER.exists() or not shutil.which("java"):
        pytest.skip("no Nu HTML checker: apt-get install npm default-jre-headless && make checker")
    pages = {}
    for account in (None, *ACCOUNTS):
        for lang in LANGUAGES:
            person = tab(account, lang=lang)
            for path in reachable(person, lang):
                pages[f"{account} {path}"] = person.context.request.get(person.address + path).text()
    for number, source in enumerate(pages.values()):
        (tmp_path / f"{number}.html").write_text(source, encoding="utf-8")
    found = _errors(tmp_path)
    names = list(pages)
    said = [f"{names[int(Path(one['url']).stem)]}: {one['message']} {one.get('extract', '')}" for one in found]
    assert not said, "\n".join(said)


def _errors(folder: Path) -> list[dict[str, Any]]:
    how = ["--format", "json", "--exit-zero-always", "--errors-only", "--skip-non-html"]
    run = subprocess.run(["java", "-jar", str(CHECKER), *how, str(folder)], capture_output=True, text=True, timeout=900)
    return [one for one in json.loads(run.stderr)["messages"] if one["type"] == "error"]
