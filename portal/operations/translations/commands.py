"""`flask translations …`"""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from portal.operations import catalogues, samples
from portal.operations.translations import marking, pictures, scratch, sheet, walking

cli = AppGroup("translations", help="The interface's strings out to a native reader and back.")


@cli.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(sheet.TRANSLATED), default="ckb", help="The language of the pictures.")
def export(folder: Path, language: str) -> None:
    """Writes strings.csv with every string, its place in the code, a page that shows it and that page's picture.

    The pages are those of a demo made for this and thrown away; nothing of this portal is read or changed. It takes some minutes."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = sheet.entries(current_app.config["TRANSLATIONS"])
    pages = walking.fewest(_walked(language))
    names = _draw(pages, folder)
    shown = {number: (page, name) for page, name in zip(pages, names, strict=True) for number in page.numbers}
    sheet.save(folder / "strings.csv", rows, {number: (page.address, page.account, name) for number, (page, name) in shown.items()})
    every = {row.number for row in rows}
    bare = len(every) - sum(1 for _page, name in shown.values() if name)
    click.echo(f"{len(every)} strings in {folder / 'strings.csv'}: {len(shown)} with a page, {bare} without a picture.")


def _walked(language: str) -> list[walking.Seen]:
    load = samples.demo()
    accounts = [(login, load.PASSWORD) for login, _words in load.accounts()]
    click.echo("Walking through a demo made for this, along every link and form …")
    try:
        with scratch.marked_demo(current_app.extensions["make"], current_app.config["TRANSLATIONS"]) as demo:
            return walking.walk(demo, accounts, language)
    except walking.SignInFailed as failed:
        raise click.ClickException(f"{failed} could not sign in to the demo; nothing was written.") from failed


def _draw(pages: list[walking.Seen], folder: Path) -> list[str]:
    """The pictures' file names; empty ones where there is no picture."""
    chromium = pictures.browser()
    if chromium is None:
        click.echo("No pictures: no Chromium was found. To bring it: apt-get install chromium")
        return ["" for _page in pages]
    names = []
    with click.progressbar(list(enumerate(pages, start=1)), label="Drawing") as counted:
        for number, page in counted:
            names.append(f"page-{number:03}.png")
            try:
                pictures.draw(chromium, marking.unmarked(page.html), str(current_app.static_folder), folder / names[-1])
            except pictures.NotDrawn as why:
                click.echo(f"{page.address} was not drawn: {why}", err=True)
                names[-1] = ""
    return names


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
