"""`flask operations …`"""

import re
import signal
import sys
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from flask_migrate import upgrade

import config
from portal.core import connections, files, programs, worker
from portal.core.db import begin_read, db
from portal.core.files import clamd
from portal.core.keys import checking
from portal.core.locale import in_language
from portal.identity import queries as identity
from portal.operations import catalogues, forgetting, keys, limits, safety, samples, serving
from portal.operations.translations.commands import cli as translations

PASSWORD = re.compile(r"(://[^:/@]*:)[^@]*@")
cli = AppGroup("operations", help="Running the portal.")
cli.add_command(keys.cli)
cli.add_command(limits.command)
clis = (cli, translations)
register = safety.register
for command in safety.COMMANDS:
    cli.add_command(command)


@cli.command("prepare")
def prepare() -> None:
    """Compiles catalogues, brings the database to the newest schema, fills a new one with the demo."""
    connections.require(current_app.config)
    safety.refuse_half_a_portal()
    for language in catalogues.compile_stale(current_app.config["TRANSLATIONS"]):
        click.echo(f"Catalogue compiled: {language}")
    checking.require()
    new = not db.inspect(db.engine).has_table("identity_person")
    if new and current_app.config["DEMO_WANTED"]:
        samples.demo()
    upgrade(directory=str(current_app.config["MIGRATIONS"]))
    checking.require()
    if new and current_app.config["DEMO_WANTED"]:
        samples.demo().fill(click.echo)


@cli.command("run")
@click.pass_context
def run(context: click.Context) -> None:
    """Prepares, then runs web server and worker until Ctrl-C."""
    settings = current_app.config
    if not serving.port_is_free(settings["HOST"], int(settings["PORT"])):
        raise click.ClickException(f"Port {settings['PORT']} is taken. Choose another: make run PORT=8001")
    context.invoke(prepare)
    begin_read()
    demo = identity.demo_accounts_present()
    db.session.remove()
    if demo and settings["HOST"] not in serving.LOOPBACK:
        raise click.ClickException(
            "Demo accounts are present; their password is published, so only loopback is served. Use HOST=127.0.0.1, or DEMO=0 with a new database."
        )
    sys.exit(serving.serve(settings, lambda: _greet(settings, demo)))


def _greet(settings: Any, demo: bool) -> None:
    click.echo(f"\nThe portal runs at http://localhost:{settings['PORT']}  (Ctrl-C ends it)")
    with in_language("en"):
        for program in programs.absent():
            click.echo(f"  {_absent(program)}")
        _tell_accounts(demo)


def _absent(program: programs.Program) -> str:
    return f"{program.command} is absent. {program.gives} To bring it: {program.brought_by}"


def _tell_accounts(demo: bool) -> None:
    if not demo:
        click.echo("  No demo. Make the first administrator: .venv/bin/flask --app wsgi identity create-admin")
        return
    load = samples.demo()
    if not current_app.config["DEMO_WANTED"]:
        click.echo("  DEMO=0 changes nothing here: this database holds the demo. For an empty portal choose a new PORTAL_DATA_DIR.")
    click.echo(f"\nDemo accounts, password {load.PASSWORD} for all:")
    for login, words in load.accounts():
        click.echo(f"  {login:32} {words}")


@cli.command("work")
def work() -> None:
    """The worker: mails, notices and other jobs."""
    connections.require(current_app.config)
    checking.require()
    stopping = False

    def stop(_signal: int, _frame: Any) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    worker.run_worker(current_app._get_current_object(), lambda: stopping)  # type: ignore[attr-defined]


@cli.command("settings")
def settings() -> None:
    """Every setting with its value and its reason, and the system's programs."""
    for setting in config.SETTINGS:
        value = str(current_app.config[setting.name])
        shown = "(hidden)" if setting.secret and value else PASSWORD.sub(r"\1(hidden)@", value)
        click.echo(f"{setting.name}={shown}\n    {setting.reason}")
    with in_language("en"):
        for program in programs.PROGRAMS:
            click.echo(f"{program.command} is present." if program.present else _absent(program))


@cli.command("scan")
@click.option("--again", is_flag=True, help="Also what was clean: the scanner may know more by now.")
def scan(again: bool) -> None:
    """Searches stored files for viruses that were not searched yet; nobody need stop."""
    if not current_app.config["PORTAL_CLAMD"]:
        raise click.ClickException("PORTAL_CLAMD names no scanner.")
    try:
        number = files.search_all(files.Scan.WAITING, *([files.Scan.CLEAN] if again else []))
    except clamd.AbsentError as error:
        raise click.ClickException(f"The virus scanner does not answer: {error}") from error
    begin_read()
    told = files.numbers()
    db.session.remove()
    click.echo(f"Searched: {number:,}. A virus was found in {told.get(files.Scan.FOUND, 0):,} stored files; {told.get(files.Scan.WAITING, 0):,} wait.")


@cli.command("purge")
def purge() -> None:
    """Deletes what has been kept long enough; the worker does the same every day."""
    for name, number in forgetting.purge().items():
        click.echo(f"{name}: {number}")


@cli.command("retention")
@click.option("--write", is_flag=True, help="Write docs/privacy.md anew.")
def retention(write: bool) -> None:
    """How long each kind of data is kept, and why."""
    if write:
        (config.TOP / "docs" / "privacy.md").write_text(forgetting.table(), encoding="utf-8")
        return
    click.echo(forgetting.table())
