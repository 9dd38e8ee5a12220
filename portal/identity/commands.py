"""`flask identity …`"""

import sys

import click
from flask.cli import AppGroup

from portal.core.access import SYSTEM
from portal.core.db import begin_write, db
from portal.core.letters import speaking
from portal.core.refusal import Refusal
from portal.identity import queries
from portal.identity.services import founding, inviting, passwords
from portal.identity.vocabulary import NATIONAL_OFFICE, OfficeKind, Role

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


@cli.command("list-admins")
def list_admins() -> None:
    """Who administers the commission's side now."""
    names = queries.person_names(queries.officers(Role.COMMISSION_ADMIN))
    for person_id, user_name in sorted(queries.person_user_names(names).items(), key=lambda pair: pair[1]):
        click.echo(f"{user_name}\t{names[person_id]}")
