"""The door for web servers and for the `flask` command."""

import os

from portal.factory import create_app

# What the portal writes (database, mails with their links, files) is for its own user only.
os.umask(0o077)
app = create_app()
