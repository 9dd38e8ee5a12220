"""The release, as it stands in CHANGELOG.md."""

VERSION = "0.1.0"
