"""`flask audit …`"""

import click
from flask.cli import AppGroup

from portal.audit import services

cli = AppGroup("audit", help="The chain of audit lines.")


@cli.command("verify")
def verify() -> None:
    """Walks the chain and names the first line that does not hold."""
    broken = services.first_broken_line()
    if broken is None:
        click.echo("The audit chain holds.")
        return
    number, reason = broken
    raise click.ClickException(f"Line {number}: {reason}.")
