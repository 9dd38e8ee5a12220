"""The addresses of the library begin here."""

from portal.core.locale import feature_blueprint

bp = feature_blueprint("library", "portal.library")
