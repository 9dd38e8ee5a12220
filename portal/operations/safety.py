"""`flask operations backup`, `restore`, `move` and `check`."""

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from flask import Flask, abort, current_app, request
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import SYSTEM
from portal.core.db import begin_read, begin_write, db
from portal.operations import backing_up, serving
from portal.operations.archive.container import Damaged
from portal.operations.archive.reading import Archive, identities_in
from portal.operations.checking.all_of_it import findings
from portal.operations.restoring import ground, steps
from portal.operations.subjects import KIND, SIGNS

NAMES = "portal-*.tar*"
NO_KEYS = """The keys are not in it. Without fields.key (in {keys}) protected names and evidence in it can never be read:
keep a copy of that folder elsewhere, apart from the backups."""
WAITING = """Mails and jobs that waited when the backup was taken wait again: some of those mails may go out a second time.
Everybody signs in anew; whoever was invited and has not come yet must be invited again; applicants with an e-mail address
let a new private link be sent."""


@contextmanager
def plain_words() -> Iterator[None]:
    """What goes wrong is said without a traceback, and the command ends with 1. A SIGTERM ends it in order, too."""
    before = signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(SystemExit(143)))
    try:
        yield
    except Damaged as error:
        raise click.ClickException(f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
    except OSError as error:
        full = " Nothing was left behind: free some space, or choose another disk." if error.errno == 28 else ""
        raise click.ClickException(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}.{full}") from error
    except (LookupError, ValueError, EOFError) as error:
        raise click.ClickException(str(error)) from error
    except SQLAlchemyError as error:
        raise click.ClickException(f"The database refuses: {str(getattr(error, 'orig', error)).splitlines()[0]}") from error
    finally:
        signal.signal(signal.SIGTERM, before)


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(1), help="With a folder as FILE: how many of its backups stay, the newest.")
@with_appcontext
def backup(file: Path, keep: int | None) -> None:
    """Writes database and files into FILE while people work; into a folder, under a name with the time.

    Encrypted to PORTAL_BACKUP_RECIPIENT where that is set. Ends with 0 only when it was read back and nothing is missing."""
    with plain_words():
        to = backing_up.recipients()
        target = _target(file, bool(to))
        made = backing_up.back_up(target, to, click.echo)
        _note(made, bool(to))
        click.echo(f"Done: {target} ({made.size:,} bytes, {made.rows:,} rows, {made.files:,} files, {'encrypted' if to else 'NOT encrypted'})")
        click.echo(f"SHA-256 {made.sha256}\n{NO_KEYS.format(keys=current_app.config['PORTAL_KEY_DIR'])}")
        if keep and file.is_dir():
            _thin_out(file, keep)
    if made.faults:
        raise click.ClickException("The backup is there, but not whole:\n" + "\n".join(made.faults))


def _note(made: backing_up.Made, encrypted: bool) -> None:
    """In the audit; not before an upgrade whose migrations wait: this release could write a line that has no place yet."""
    if made.revision != steps.newest_revision():
        click.echo("Migrations wait, so that this backup leaves no line in the audit.")
        return
    begin_write()
    after = {"sha256": made.sha256, "size": made.size, "rows": made.rows, "files": made.files, "encrypted": encrypted}
    audit.record(SYSTEM, "operations.backed_up", KIND, made.sha256[:SIGNS], after=after)
    db.session.commit()


def _target(file: Path, encrypted: bool) -> Path:
    if file.is_dir():
        file = file / f"portal-{clock.now():%Y%m%d-%H%M%S}.tar{'.age' if encrypted else ''}"
    if file.exists():
        raise ValueError(f"{file} is there already, and no backup is ever written over another.")
    if not file.parent.is_dir():
        raise ValueError(f"There is no folder {file.parent}.")
    if (Path(current_app.config["DATA"]) / "files") in file.resolve().parents:
        raise ValueError("A backup cannot lie among the files that it holds.")
    return file


def _thin_out(folder: Path, keep: int) -> None:
    for old in sorted(folder.glob(NAMES))[:-keep]:
        old.unlink()
        click.echo(f"Taken away: {old}")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--identity", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The age private key of an encrypted backup.")
@click.option("--replace", is_flag=True, help="Lay aside what is there; asks for a word.")
@click.option("--without-its-key", is_flag=True, help="Bring back what needs no key; protected names and evidence stay closed.")
@click.option("--verify-only", is_flag=True, help="Only read the backup through and compare it; nothing is brought back.")
@with_appcontext
def restore(file: Path, identity: Path | None, replace: bool, without_its_key: bool, verify_only: bool) -> None:
    """Brings a backup back into an empty portal, on either engine. The portal must not run meanwhile."""
    with plain_words():
        archive = Archive(file.resolve(), identities_in(identity) if identity else ())
        contents = steps.examine(archive, click.echo, any_key=without_its_key or verify_only)
        if verify_only:
            click.echo("The backup is whole. Nothing was brought back.")
            return
        _refuse_while_it_runs()
        _make_room(replace)
        faults = steps.bring_back(archive, contents, click.echo)
        for key in contents.absent:
            click.echo(f"File {key} was not in the portal any more when the backup was taken.")
    click.echo(f"Restored. {WAITING}\nNow: flask --app wsgi operations check")
    _tell(faults)


def _tell(faults: list[str]) -> None:
    if faults:
        raise click.ClickException("Everything of the archive is there, but this does not hold:\n" + "\n".join(faults))


def _make_room(replace: bool) -> None:
    half = ground.half_restored()
    if half:
        click.echo(f"A restore was broken off ({half}): what it had brought is taken away, and all begins again.")
        return
    there = ground.what_is_there()
    if not there:
        return
    if not replace:
        raise Damaged(f"this portal is not empty: {'; '.join(there)}. Nothing was changed. Choose empty settings, or say --replace")
    if click.prompt(f"Here {'; '.join(there)}. Type REPLACE to lay that aside", default="", show_default=False) != "REPLACE":
        raise Damaged("nothing was changed")
    click.echo(f"Laid aside: {ground.lay_aside()}")


def _refuse_while_it_runs() -> None:
    told = current_app.config
    if not serving.port_is_free(told["HOST"], int(told["PORT"])):
        raise Damaged(f"something answers on port {told['PORT']}: stop the portal and its worker first")


@click.command("move")
@click.argument("target_url")
@with_appcontext
def move(target_url: str) -> None:
    """Copies the whole database into the empty one at TARGET_URL (SQLite or PostgreSQL); files stay where they are.

    The portal must not run meanwhile. The database of before is left as it is."""
    temporary = Path(current_app.config["DATA"]) / f".move-{clock.now():%Y%m%d-%H%M%S}.tar"
    with plain_words():
        _refuse_while_it_runs()
        try:
            backing_up.tables_only(temporary, click.echo)
            other: Flask = steps.another_app(target_url)
            with other.app_context():
                faults = _move_in(Archive(temporary))
                db.session.remove()
                db.engine.dispose()
        finally:
            temporary.unlink(missing_ok=True)
    click.echo("Moved. Now set PORTAL_DATABASE_URL to the new address, start the portal, and run: flask --app wsgi operations check")
    _tell(faults)


def _move_in(archive: Archive) -> list[str]:
    there = [words for words in ground.what_is_there() if words.startswith("the database")]
    if there:
        raise Damaged(f"the target is not empty: {'; '.join(there)}. Nothing was changed")
    return steps.move_in(archive, steps.examine(archive, click.echo), click.echo)


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for machines.")
@with_appcontext
def check(as_json: bool) -> None:
    """Says of everything whether it is as it should be; ends with 1 when something is not."""
    if not ground.half_restored():
        _refuse_without_tables()
    levels = []
    for name, finding in findings():
        levels.append(finding.level)
        told = {"check": name, "level": finding.level, "words": finding.words}
        click.echo(json.dumps(told, ensure_ascii=False) if as_json else f"{finding.level:8}{finding.words}")
    if "fault" in levels:
        raise click.exceptions.Exit(1)


def _refuse_without_tables() -> None:
    begin_read()
    try:
        made = db.inspect(db.engine).has_table("identity_person")
    except SQLAlchemyError as error:
        raise click.ClickException(f"The database cannot be reached: {str(getattr(error, 'orig', error)).splitlines()[0]}") from None
    if not made:
        raise click.ClickException("The database is empty: run `flask --app wsgi operations prepare`, or restore a backup.")


COMMANDS: tuple[click.Command, ...] = (backup, restore, move, check)


def refuse_half_a_portal() -> None:
    """Before anything is started on a portal that a broken restore has left."""
    half = ground.half_restored()
    if half:
        raise click.ClickException(f"A restore was broken off ({half}). Run it again; nothing is started before.")


def register(app: Flask) -> None:
    """Nobody is served while rows and files come."""

    def wait() -> Any:
        return abort(503) if ground.mark().exists() and request.endpoint != "home.healthz" else None

    hooks: list[Callable[..., Any]] = app.before_request_funcs.setdefault(None, [])
    hooks.insert(0, wait)
