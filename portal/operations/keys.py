"""`flask operations keys …`: the keys of protected fields and files."""

import click
from flask.cli import AppGroup
from sqlalchemy import delete

from portal.core.db import begin_read, begin_write, db
from portal.core.keys import checking, ring, rotating
from portal.core.keys.checking import KeyCheck

cli = AppGroup("keys", help="The keys of protected fields and files.")
GIVEN = "The keys stand in PORTAL_FIELD_KEY: write the new one there, {where}, and start every process again."
DROPPED = "Laid aside as {path}. Whoever restores a backup that was made with {key} needs it: keep that file beside the other keys, apart from the backups."
WHAT = {rotating.UNNAMED: "sealed by release 0.1.0, whose key had no name", "lost": "files that are not on the disk", "?": "texts that are not sealed"}


@cli.command("list")
def list_keys() -> None:
    """The keys at hand by their fingerprints, the one that writes first, and which of them have written here."""
    known = _known()
    for place, key in enumerate(ring.ring()):
        click.echo(f"{key.id}\t{'writes' if place == 0 else 'reads'}\t{'known to the database' if key.id in known else 'has not written here'}")
    for missing in known - {key.id for key in ring.ring()}:
        click.echo(f"{missing}\tMISSING")


@cli.command("check")
def check() -> None:
    """Whether these keys fit this database, and how much each of them opens; ends with 1 when one is missing."""
    held = {key.id for key in ring.ring()}
    counted = rotating.needed()
    for key_id, number in sorted(counted.items()):
        told = WHAT.get(key_id) or ("" if key_id in held else "THIS KEY IS MISSING")
        click.echo(f"{key_id}\t{number} texts and files\t{told}".rstrip())
    begin_read()
    wrong = checking.problem()
    db.session.rollback()
    if wrong or set(counted) - held - set(WHAT):
        raise click.ClickException(wrong or "Some of it cannot be opened with the keys at hand.")
    click.echo("Every key that is needed is there.")


@cli.command("new")
def new() -> None:
    """Adds a key that only reads. On several machines copy the file to all of them now, then `keys rotate` on one."""
    if ring.in_environment():
        raise click.ClickException(GIVEN.format(where="after the present one"))
    _fit()
    click.echo(f"{_added()} It reads; `flask operations keys rotate` lets it write.")


def _added() -> str:
    made = ring.new_key()
    ring.keep((*ring.ring(), made))
    return f"{made.id} was added to {ring.key_file()}."


@cli.command("rotate")
def rotate() -> None:
    """The newest key writes from now on, and everything is sealed anew with it while the portal runs. Interrupted, it may
    be started again."""
    _fit()
    waiting = [key for key in ring.ring() if key.id not in _known()]
    if not ring.in_environment():
        if not waiting and set(rotating.needed()) <= {ring.current().id}:
            click.echo(_added())
            waiting = [key for key in ring.ring() if key.id not in _known()]
        if waiting:
            ring.keep((waiting[-1], *(key for key in ring.ring() if key != waiting[-1])))
    _establish()
    click.echo(f"{ring.current().id} writes.")
    done = rotating.seal_all_anew(click.echo)
    rest = {key_id: number for key_id, number in rotating.needed().items() if key_id != ring.current().id}
    click.echo(f"Sealed anew: {done} texts and files; each was opened again.")
    if rest:
        raise click.ClickException("Left as they are: " + ", ".join(f"{number} of {key_id}" for key_id, number in rest.items()))
    click.echo("No other key is needed now. Keep the old ones as long as backups that need them; then `flask operations keys drop ID`.")


@cli.command("drop")
@click.argument("key_id")
def drop(key_id: str) -> None:
    """Lays aside a key that nothing here needs any more; asks for a word. Backups that were made with it need it."""
    held = {key.id: key for key in ring.ring()}
    if key_id not in held and key_id not in _known():
        raise click.ClickException(f"There is no key {key_id}: `flask operations keys list` names them.")
    if key_id == ring.current().id:
        raise click.ClickException("This is the key that writes.")
    number = rotating.needed()[key_id] + rotating.needed()[rotating.UNNAMED]
    if number:
        raise click.ClickException(f"{number} texts and files still need it: `flask operations keys rotate` first.")
    if click.prompt(f"Backups that were made with {key_id} open with it only. Type DROP to take it away", default="", show_default=False) != "DROP":
        raise click.ClickException("Nothing was changed.")
    begin_write()
    db.session.execute(delete(KeyCheck).where(KeyCheck.id == key_id))
    db.session.commit()
    if ring.in_environment():
        click.echo(GIVEN.format(where=f"without {key_id}"))
    elif key_id in held:
        click.echo(DROPPED.format(path=ring.lay_aside(held[key_id]), key=key_id))
    else:
        click.echo(f"{key_id}, which was not at hand, is asked for no more.")


def _known() -> set[str]:
    begin_read()
    known = set(checking.known_keys())
    db.session.rollback()
    return known


def _fit() -> None:
    """Nothing is changed with keys that are not those of this database."""
    begin_read()
    wrong = checking.problem()
    db.session.rollback()
    if wrong:
        raise click.ClickException(wrong)


def _establish() -> None:
    begin_write()
    checking.establish()
    db.session.commit()
