"""`flask identity …`"""

import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from portal.core.access import SYSTEM
from portal.core.db import begin_write, db
from portal.core.letters import speaking
from portal.core.refusal import Refusal
from portal.core.text import visible
from portal.country import queries as country
from portal.identity import queries
from portal.identity.services import breached, founding, inviting, passwords, proving, signing_in
from portal.identity.vocabulary import NATIONAL_OFFICE, OfficeKind, Role

LONGEST_NAME = 300
cli = AppGroup("identity", help="People and their bodies.")


@cli.command("create-admin")
@click.option("--name", prompt="Full name", help="As colleagues will read it.")
@click.option("--user-name", prompt="User name", help="3 to 64 Latin letters, digits, dots, hyphens or underscores.")
@click.option("--email", prompt="E-mail address (may stay empty)", default="", help="For password links.")
@click.option("--language", type=click.Choice(["ar", "ckb", "en"]), default="ar", help="Of the person's mails.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking for it.")
def create_admin(name: str, user_name: str, email: str, language: str, password_stdin: bool) -> None:
    """Makes a commission administrator, and the national office when it is missing."""
    password = sys.stdin.readline().rstrip("\n") if password_stdin else click.prompt("Password", hide_input=True, confirmation_prompt=True)
    begin_write()
    try:
        passwords.check(password, (name, user_name, email))
        inviting.check_names(user_name, email)
    except Refusal as refusal:
        with speaking("en"):
            raise click.ClickException(str(refusal.message)) from refusal
    office = founding.found_office(SYSTEM, OfficeKind.NATIONAL, NATIONAL_OFFICE)
    founding.found_person(
        SYSTEM,
        name.strip(),
        user_name.strip(),
        email.strip() or None,
        language,
        Role.COMMISSION_ADMIN,
        office_id=office.id,
        password_hash=passwords.hash_password(password),
    )
    db.session.commit()
    click.echo(f"{name} is a commission administrator and signs in as {user_name.strip().lower()}.")


@cli.command("found-office")
@click.option("--governorate", "code", required=True, help="Its code in the country pack, such as BSR.")
@click.option("--name-ar", default="", help="The office's name in Arabic; names that are not given are made from the governorate's.")
@click.option("--name-ckb", default="", help="In Sorani Kurdish.")
@click.option("--name-en", default="", help="In English.")
def found_office(code: str, **given: str) -> None:
    """Founds the electoral office of a governorate, below the national one; its officers can be invited then."""
    code = code.upper()
    if country.governorate(code) is None:
        raise click.ClickException(f"{code} is no governorate; known are: {', '.join(place.code for place in country.governorates())}.")
    named = {option.removeprefix("name_"): name.strip() for option, name in given.items() if visible(name)}
    too_long = [language for language, name in named.items() if len(name) > LONGEST_NAME]
    if too_long:
        raise click.ClickException(f"The name in {', '.join(too_long)} is longer than {LONGEST_NAME} characters.")
    begin_write()
    known = queries.office_of(code)
    if known:
        click.echo(f"The office of {code} is known as {queries.office_names([known], 'en')[known]}; nothing was changed.")
        return
    names = founding.office_names(code) | named
    national = founding.found_office(SYSTEM, OfficeKind.NATIONAL, NATIONAL_OFFICE)
    founding.found_office(SYSTEM, OfficeKind.GOVERNORATE, names, code, national)
    db.session.commit()
    click.echo(f"Founded: {' · '.join(names.values())}")


@cli.command("reset-factor")
@click.argument("name")
def reset_factor(name: str) -> None:
    """Removes the second factor of somebody (user name or e-mail address) whom no administrator is left to help."""
    person_id = queries.known_as(name)
    if person_id is None:
        raise click.ClickException(f"Nobody is known as {name}.")
    begin_write()
    try:
        proving.reset(SYSTEM, person_id)
    except Refusal as refusal:
        with speaking("en"):
            raise click.ClickException(str(refusal.message)) from refusal
    db.session.commit()
    click.echo(f"{name} signs in with the password alone; whoever needs a second factor sets up a new one then.")


@cli.command("sign-out")
@click.argument("name", required=False)
@click.option("--everybody", is_flag=True, help="All sign-ins of the portal.")
def sign_out(name: str | None, everybody: bool) -> None:
    """Ends at once every sign-in of somebody (user name or e-mail address), or of everybody."""
    if bool(name) == everybody:
        raise click.ClickException("Give a name, or --everybody.")
    person_id = queries.known_as(name) if name else None
    if name and person_id is None:
        raise click.ClickException(f"Nobody is known as {name}.")
    begin_write()
    ended = signing_in.end_by_operator(person_id)
    db.session.commit()
    click.echo(f"Sign-ins ended: {ended}")


@cli.command("list-admins")
def list_admins() -> None:
    """Who administers the commission's side now."""
    names = queries.person_names(queries.officers(Role.COMMISSION_ADMIN))
    for person_id, user_name in sorted(queries.person_user_names(names).items(), key=lambda pair: pair[1]):
        click.echo(f"{user_name}\t{names[person_id]}")


@cli.command("pack-passwords")
@click.argument("lists", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def pack_passwords(lists: tuple[Path, ...]) -> None:
    """Makes the list of stolen passwords anew, of files with one password a line; shorter ones than may be chosen are left out."""
    lines = (line.rstrip("\r\n") for path in lists for line in path.open(encoding="utf-8", errors="ignore"))
    several = {plain.casefold() for line in lines if len(plain := passwords.plain(line)) >= passwords.LEAST}
    breached.LIST.write_bytes(breached.packed(several))
    click.echo(f"{len(several):,} passwords in {breached.LIST.name}.")
