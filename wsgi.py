"""The door for web servers and for the `flask` command."""

from portal.factory import create_app

app = create_app()
