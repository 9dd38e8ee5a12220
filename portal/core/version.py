"""The release, as it stands in CHANGELOG.md."""

VERSION = "0.2.0.dev0"
