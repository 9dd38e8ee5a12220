"""`flask elections …`"""

from pathlib import Path

import click
from flask.cli import AppGroup
from werkzeug.datastructures import FileStorage

from portal.core import files
from portal.core.access import SYSTEM
from portal.core.db import begin_write, db
from portal.core.files.kinds import TEXT
from portal.core.locale import in_language
from portal.core.refusal import Refusal
from portal.elections import jobs, queries, services
from portal.elections.importing import Unreadable, read
from portal.elections.vocabulary import places

cli = AppGroup("elections", help="Elections with their days and deadlines.")


@cli.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_file(file: Path) -> None:
    """Enter the election that FILE describes (YAML, in the shape of portal/operations/demo/election.yaml).

    It becomes the one that reports belong to. A known election stays as it is: its deadlines are changed on its page.
    Ends with 1 when anything in the file is wrong; nothing is stored then."""
    try:
        told = read(file)
    except Unreadable as error:
        for place, reason in error.problems:
            click.echo(f"{place}: {reason}", err=True)
        raise click.ClickException(f"{file.name} was not imported.") from None
    begin_write()
    known = queries.known_as(told["key"], told["names"].values())
    if known and known != told["key"]:
        raise click.ClickException(f"The election {known} has one of these names. Nothing was stored: change the names, or give the file its key.")
    if known:
        click.echo(f"The election is known as {known}; nothing was changed.")
        return
    services.create(SYSTEM, **told)
    db.session.commit()
    parts = ("voting_days", "phases", "constituencies", "deadlines")
    click.echo(f"{told['key']} is the current election now: " + ", ".join(f"{len(told.get(part, ()))} {part.replace('_', ' ')}" for part in parts) + ".")


@cli.command("import-places")
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Only tell what is wrong or would change.")
def import_places(slug: str, file: Path, check: bool) -> None:
    """Take over polling centres and stations of the election SLUG from FILE (CSV, one table; `docs/operating.md` names its
    columns). It is checked whole first; ends with 1 when anything in it is wrong, and nothing is changed then. Centres and
    stations that it does not name are closed."""
    with in_language("en"):
        number = _received(slug, file)
        jobs.check_places({"number": number})
        record = queries.import_by_id(number)
        if "faults" in record.counts:
            for row in queries.every_line(record, "fault"):
                told = (row.value, str(places.REASONS.get(row.reason, row.reason)), f"(line {row.more})" if row.more else "")
                click.echo(f"line {row.line}, {row.column or 'the row'}: " + " ".join(part for part in told if part), err=True)
            raise click.ClickException(f"{file.name} was not imported.")
        sums = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in record.counts.items())
        click.echo(f"This would come of it: {sums}. Nothing was changed." if check else sums)
        begin_write()
        record = queries.import_by_id(number)
        if check:
            services.drop(SYSTEM, record)
            db.session.commit()
            return
        services.confirm(SYSTEM, record, by_job=False)
        db.session.commit()
        jobs.take_places({"number": number})
    click.echo("The polling centres were taken over.")


def _received(slug: str, file: Path) -> int:
    """The import's id; no transaction is open while the file is copied."""
    with file.open("rb") as stream:
        taken = files.take_in([FileStorage(stream, filename=file.name)], TEXT)[0]
    begin_write()
    election = queries.any_election(slug)
    if election is None:
        raise click.ClickException(f"There is no election {slug}.")
    try:
        number = services.receive_places(SYSTEM, election, taken, by_job=False).id
    except Refusal as refusal:
        raise click.ClickException(str(refusal.message)) from None
    db.session.commit()
    return number
