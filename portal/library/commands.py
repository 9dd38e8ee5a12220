"""`flask library …`."""

import sys
from dataclasses import replace
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import select

from portal.core import search
from portal.core.access import SYSTEM
from portal.core.catalogue import gettext as _
from portal.core.catalogue import ngettext
from portal.core.db import begin_write, db
from portal.core.locale import in_language
from portal.core.refusal import Refusal
from portal.library import services
from portal.library.importing.manifest import BadRow, Item, read_manifest
from portal.library.models import Document, Topic

cli = AppGroup("library", help="The legal library.")
EVERY = 25


@cli.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--draft", is_flag=True, help="Leave the documents as drafts for officers to check and publish.")
def import_folder(folder: Path, draft: bool) -> None:
    """Bring in the documents that FOLDER/manifest.csv lists: .txt, .html, .docx and .pdf.

    Good rows are stored, each in a transaction of its own; bad rows are reported with their line. Safe to run again.
    Ends with 1 when a row was bad."""
    with in_language("en"):
        try:
            rows = read_manifest(folder).items
        except ValueError as error:
            raise click.ClickException(str(error)) from None
        counts = {"made": 0, "added": 0, "known": 0}
        bad = []
        for number, row in enumerate(rows, 1):
            outcome = row if isinstance(row, BadRow) else _bring_in(row, draft)
            if isinstance(outcome, BadRow):
                bad.append(outcome)
            else:
                counts[outcome] += 1
            _show_progress(number, len(rows), len(bad))
        begin_write()
        search.tidy()
        db.session.commit()
        _report(counts, bad)
    sys.exit(1 if bad else 0)


@cli.command("reindex")
def reindex() -> None:
    """Index every document anew, after a change of the search's rules."""
    begin_write()
    ids = db.session.scalars(select(Document.id).order_by(Document.id)).all()
    for number, document_id in enumerate(ids, 1):
        services.reindex(db.session.get_one(Document, document_id))
        if number % EVERY == 0:
            db.session.commit()
            begin_write()
    search.tidy()
    db.session.commit()
    click.echo(f"{len(ids)}")


def _bring_in(item: Item, draft: bool) -> str | BadRow:
    begin_write()
    try:
        facts = replace(item.facts, topics=tuple(_topic(name, item.language) for name in item.topics))
        brought = services.bring_in(
            SYSTEM, facts, item.language, item.titles, data=item.path.read_bytes(), name=item.path.name, summary=item.summary,
            origin=item.origin, publish_now=not draft,
        )  # fmt: skip
        db.session.commit()
        return brought.outcome
    except Refusal as refusal:
        db.session.rollback()
        return BadRow(item.line, item.path.name, str(refusal.message))
    except OSError as error:
        db.session.rollback()
        return BadRow(item.line, item.path.name, _("The file cannot be opened: %(reason)s.", reason=error.strerror or str(error)))


def _topic(name: str, language: str) -> str:
    """A code that is known, else a name, made into a topic when it is new."""
    known = db.session.scalar(select(Topic.code).where(Topic.code == name))
    return known or services.keep_topic(SYSTEM, {language: name})


def _show_progress(number: int, whole: int, bad: int) -> None:
    line = _("%(number)d of %(whole)d rows read, %(bad)d bad", number=number, whole=whole, bad=bad)
    if sys.stderr.isatty():
        click.echo(f"\r{line}", nl=number == whole, err=True)
    elif number % EVERY == 0 or number == whole:
        click.echo(line, err=True)


def _report(counts: dict[str, int], bad: list[BadRow]) -> None:
    click.echo(ngettext("%(num)d new document", "%(num)d new documents", counts["made"]))
    click.echo(ngettext("%(num)d text added to a known document", "%(num)d texts added to known documents", counts["added"]))
    click.echo(ngettext("%(num)d row was known already", "%(num)d rows were known already", counts["known"]))
    for row in bad:
        click.echo(_("Line %(line)d, %(file)s: %(reason)s", line=row.line, file=row.file or "—", reason=row.reason), err=True)
