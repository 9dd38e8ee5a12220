"""The addresses of the violations desk."""

from portal.core.locale import feature_blueprint

bp = feature_blueprint("violations", __name__)
