"""The feature's one blueprint."""

from portal.core.locale import feature_blueprint

bp = feature_blueprint("directory", __name__)
