"""The door for web servers and for the `flask` command."""

import os

import click

from portal.core import connections
from portal.core.keys import checking
from portal.factory import create_app

# What the portal writes (database, mails with their links, files) is for its own user only.
os.umask(0o077)
app = create_app()
if click.get_current_context(silent=True) is None:  # a web server, not the command with which an operator sees what is wrong
    connections.require(app.config)
    with app.app_context():
        checking.require()
