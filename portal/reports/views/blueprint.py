"""The addresses of reports begin here."""

from portal.core.locale import feature_blueprint

bp = feature_blueprint("reports", "portal.reports")
