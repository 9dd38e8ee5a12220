"""`flask translations …`"""

from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from portal.operations import catalogues
from portal.operations.translations import pictures, sheet

cli = AppGroup("translations", help="The interface's strings out to a native reader and back.")


@cli.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(sheet.TRANSLATED), default="ckb", help="The language of the pictures.")
def export(folder: Path, language: str) -> None:
    """Writes strings.csv with every string, its place in the code, a page that shows it and that page's picture."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = sheet.entries(current_app.config["TRANSLATIONS"])
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    shown = _pictured(app, folder, rows, language)
    sheet.save(folder / "strings.csv", rows, shown)
    click.echo(f"{len(rows)} rows in {folder / 'strings.csv'}; {len(shown)} strings with a page.")


def _pictured(app: Flask, folder: Path, rows: list[sheet.Entry], language: str) -> dict[str, tuple[str, str]]:
    """Needs the demo: only its accounts can be signed in to by a command."""
    from portal.operations.demo import load

    accounts = [(login, load.PASSWORD) for login, _words in load.accounts()]
    places = pictures.pages_of_strings(app, accounts, [row.english for row in rows])
    if pictures.browser() is None:
        click.echo("No pictures: no Chromium was found. To bring it: apt-get install chromium")
    drawn: dict[tuple[str, str], str] = {}
    for address, login in sorted(set(places.values())):
        client = app.test_client()
        if login:
            pictures.sign_in(client, login, load.PASSWORD)
        name = f"page-{len(drawn) + 1:02}.png"
        done = pictures.draw(app, client, address, language, (folder / name).resolve())
        drawn[(address, login)] = name if done else ""
        click.echo(f"  {address} {'' if done else '(no picture)'}")
    return {string: (place[0], drawn[place]) for string, place in places.items()}


@cli.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def take(file: Path) -> None:
    """Takes the corrected columns `ar` and `ckb` of a sheet; refused lines are named and change nothing."""
    changed, problems = sheet.take(current_app.config["TRANSLATIONS"], file)
    for problem in problems:
        click.echo(f"line {problem.line}: {problem.reason}", err=True)
    catalogues.compile_stale(current_app.config["TRANSLATIONS"])
    click.echo(f"{changed} texts changed, {len(problems)} lines refused.")
    if problems:
        raise SystemExit(1)
