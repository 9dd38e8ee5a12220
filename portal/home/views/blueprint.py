"""The home's addresses carry no name of a feature: they stand at the top of each language, and above the languages."""

from flask import Blueprint

bp = Blueprint("home", "portal.home")
LANGUAGE = "/<lang:lang>"
