"""`flask audit …`"""

import re
from pathlib import Path
from typing import TextIO

import click
from flask.cli import AppGroup

from portal.audit import services
from portal.audit.services import Given
from portal.core.db import begin_read

cli = AppGroup("audit", help="The chain of audit lines.")
HEAD = re.compile(r"(\d{1,10})\s*[:\s]\s*([0-9a-fA-F]{64})\b")


@cli.command("verify")
@click.option("--head", "typed", multiple=True, metavar="NUMBER:SEAL", help="A head that was received earlier; may be given several times.")
@click.option("--heads", "file", type=click.File(), help="A file with such heads, one a line; other lines are passed over.")
def verify(typed: tuple[str, ...], file: TextIO | None) -> None:
    """Walks the chain, compares every head that was kept or received, and names the first line that does not hold."""
    given = [_head(text, "given") for text in typed] + (_heads_of(file) if file else [])
    begin_read()
    number, fault = services.verify(given, lambda done: click.echo(f"{done:,} lines …", err=True))
    if fault is not None:
        raise click.ClickException(f"Line {fault.line}: {fault.reason}.")
    click.echo(f"The audit chain holds: {number:,} lines" + (f", {len(given)} heads received earlier stand in it." if given else "."))


def _head(text: str, source: str) -> Given:
    found = HEAD.search(text)
    if found is None:
        raise click.BadParameter(f"“{text.strip()[:80]}” is no head: NUMBER:SEAL is expected, the seal being 64 characters.")
    return Given(int(found[1]), found[2].lower(), f"the head {source}")


def _heads_of(file: TextIO) -> list[Given]:
    given = [_head(line, f"in {Path(file.name).name}") for line in file if HEAD.search(line)]
    if not given:
        raise click.BadParameter(f"no head stands in {Path(file.name).name}; a line such as 1204:3f5a… is expected.")
    return given
