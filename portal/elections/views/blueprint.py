"""The addresses of elections."""

from portal.core.locale import feature_blueprint

bp = feature_blueprint("elections", "portal.elections")
