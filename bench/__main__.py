"""`make bench`: loads data, runs the portal beside a bare page on the same server, prints one table."""

import argparse
import os
import platform
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote

from bench import client, filing, seed, servers
from bench.client import Figures
from bench.words import RARE, TENTH
from portal.core.search import fold

ROUNDS = 7
# One person files here as much as a country; what a count costs is measured with the rest.
LIMITED = ("violation-drafts", "violations", "uploads", "megabytes")
UNLIMITED = ",".join(f"{name}-{whose}=1000000000" for name in LIMITED for whose in ("person", "organisation"))


@dataclass(frozen=True)
class Measured:
    """Medians of the rounds; `share` is the median of each round's own, because the machine's speed drifts."""

    portal: Figures
    bare: Figures
    share: float


@dataclass(frozen=True)
class Pair:
    """What is measured, with the scripts of the portal and of the bare page."""

    name: str
    portal: client.Script
    bare: client.Script


def main() -> None:
    asked = _arguments()
    say = _teller()
    results: dict[int, dict[str, Measured]] = {}
    for rows in (asked.small, asked.large):
        folder = Path(tempfile.mkdtemp(prefix="portal-bench-"))
        try:
            results[rows] = _measured(folder, rows, asked.seconds, say)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    print(_table(results, asked.small, asked.large))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--small", type=int, default=1000, help="rows of the first run")
    parser.add_argument("--large", type=int, default=100_000, help="rows of the second run")
    parser.add_argument("--seconds", type=float, default=1.7, help="how long each page is asked in each of seven rounds")
    return parser.parse_args()


def _teller() -> Callable[[str], None]:
    begin = time.monotonic()
    return lambda words: print(f"[{time.monotonic() - begin:6.0f} s] {words}", flush=True)


def _measured(folder: Path, rows: int, seconds: float, say: Callable[[str], None]) -> dict[str, Measured]:
    data, environment = folder / "data", {"PORTAL_KEY_DIR": str(folder / "keys"), "DEMO": "0", "PORTAL_LOG_LEVEL": "ERROR", "PORTAL_LIMITS": UNLIMITED}
    say(f"loading {rows} documents and {rows} violation reports")
    seed.fill(data, environment, rows, say)
    with servers.running(data, environment):
        return {pair.name: _both(pair, seconds, say) for pair in _pairs(rows)}


def _pairs(rows: int) -> list[Pair]:
    member, officer = servers.Reader("cso"), servers.Reader("officer")
    slug = f"regulation-{rows - 2}-{seed.day_of(rows - 2, rows).year}"
    pairs = [
        _page("library list", "/ar/library/", "/library", member),
        _search("search, rare word", RARE, member),
        _search("search, word in a tenth of all", TENTH, member),
        _page("a document", f"/ar/library/{slug}", f"/document/{slug}", member),
        _page("violation list, officer", "/ar/violations/", "/violations", officer),
    ]
    pairs.append(Pair("one page of the form saved", *filing.one_page(member)))
    return [*pairs, Pair("filing a report with a photo (6 requests)", *filing.scripts(member))]


def _page(name: str, path: str, bare_path: str, reader: servers.Reader) -> Pair:
    return Pair(name, client.page(path, servers.PORTAL_PORT, reader.cookie), client.page(bare_path, servers.BARE_PORT))


def _search(name: str, word: str, reader: servers.Reader) -> Pair:
    return _page(name, f"/ar/library/?q={quote(word)}", f"/search?q={quote(fold(word))}", reader)


def _both(pair: Pair, seconds: float, say: Callable[[str], None]) -> Measured:
    """In turn, so that a change of the machine's speed meets both."""
    portal, bare = [], []
    client.load(servers.PORTAL_PORT, pair.portal, 0.5)
    client.load(servers.BARE_PORT, pair.bare, 0.5)
    for _round in range(ROUNDS):
        portal.append(client.load(servers.PORTAL_PORT, pair.portal, seconds))
        bare.append(client.load(servers.BARE_PORT, pair.bare, seconds))
    shares = [mine.rate / other.rate for mine, other in zip(portal, bare, strict=True)]
    found = Measured(_middle(portal), _middle(bare), median(shares))
    rates = f"{found.portal.rate:.0f}/s beside {found.bare.rate:.0f}/s, share {found.share:.2f} ({min(shares):.2f}–{max(shares):.2f})"
    say(f"{pair.name}: {rates}, errors {sum(figures.errors for figures in portal + bare)}")
    return found


def _middle(figures: list[Figures]) -> Figures:
    values: dict[str, Any] = {name: median(getattr(one, name) for one in figures) for name in ("rate", "p50", "p95")}
    return Figures(**values, bytes=figures[0].bytes, errors=sum(one.errors for one in figures))


def _table(results: dict[int, dict[str, Measured]], small: int, large: int) -> str:
    lines = [
        f"\n{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite,"
        f" gunicorn gthread {' '.join(servers.SERVER[2:6])}, 8 connections, median of {ROUNDS} rounds",
        "",
        "| page | rows | portal req/s | p50 ms | p95 ms | bytes | bare req/s | p50 ms | p95 ms | share of bare | cost at large / small | of bare |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name in results[large]:
        for rows in (small, large):
            mine, bare = results[rows][name].portal, results[rows][name].bare
            first = results[small][name]
            growth = f"{first.portal.rate / mine.rate:.2f} | {first.bare.rate / bare.rate:.2f}" if rows == large else " | "
            lines.append(
                f"| {name} | {rows:,} | {mine.rate:.0f} | {mine.p50:.1f} | {mine.p95:.1f} | {mine.bytes:,} | {bare.rate:.0f} | {bare.p50:.1f} |"
                f" {bare.p95:.1f} | {results[rows][name].share:.2f} | {growth} |"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
