"""`flask operations limits`: every limit in one table, as docs/limits.md holds it."""

from datetime import timedelta

import click
from flask import current_app
from flask.cli import with_appcontext

from portal.core.limits import DECLARED, Limit

HEAD = """# Limits

How often one may do what. Written by `flask --app wsgi operations limits > docs/limits.md`; a test holds the two together.
Counted in the database: over all processes and machines, and through restarts. What is refused is answered with 429, with the
time to wait in words and in `Retry-After`, and with everything that was typed. Reading is not limited. The numbers are made for
an election day on which an organisation's five hundred observers file at once behind one address of a carrier; others are
set with `PORTAL_LIMITS=name=number,name=number`.

| name | of what | counted for each | most | within |
|---|---|---|---|---|
"""
FOOT = """
- A sign-in that succeeds takes its failures back. While an account is under attack, nobody who has signed in on the same
  browser before notices: such a browser has a count of its own, and its password is compared before those of strangers.
- At one time one password is compared on a machine, whatever the number of processes. Who would have to wait for more than five
  seconds, or finds half of a process's threads waiting already, is answered with 503 and `Retry-After`; that try is not counted.
- Who is told to wait at the sign-in is told so after a second: tries that are sent as fast as they are answered come slower.
- The portal itself (jobs, samples, imports by an operator) is not limited. What no limit counts any more is forgotten once a day.
- One file, one form: `PORTAL_UPLOAD_LIMIT_MB` and `PORTAL_UPLOAD_FILES`.
"""


@click.command("limits")
@with_appcontext
def command() -> None:
    """Every limit: what is counted, for whom, how often; as in docs/limits.md, with the numbers that hold here."""
    unknown = sorted(set(current_app.config["LIMITS"]) - set(DECLARED))
    if unknown:
        raise click.ClickException(f"PORTAL_LIMITS names what does not exist: {', '.join(unknown)}.")
    click.echo(table(), nl=False)


def table() -> str:
    return HEAD + "".join(f"{_row(limit)}\n" for limit in sorted(DECLARED.values(), key=lambda limit: limit.name)) + FOOT


def _row(limit: Limit) -> str:
    return f"| `{limit.name}` | {limit.what} | {limit.per} | {limit.allowed:,} | {_span(limit.window)} |"


def _span(window: timedelta) -> str:
    minutes = window // timedelta(minutes=1)
    return f"{minutes} minutes" if minutes < 60 else f"{minutes // 60} hours" if minutes > 60 else "1 hour"
