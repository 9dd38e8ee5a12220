"""`flask elections …`"""

from pathlib import Path

import click
from flask.cli import AppGroup

from portal.core.access import SYSTEM
from portal.core.db import begin_write, db
from portal.elections import queries, services
from portal.elections.importing import Unreadable, read

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
