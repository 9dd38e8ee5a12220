"""The words of the audit pages."""

from portal.core.catalogue import lazy_gettext as _l

# Who did something when it was no person with an account, by the kind of actor.
WHO = {
    "system": _l("The portal itself"),
    "stranger": _l("Somebody without an account"),
    "person": _l("Somebody without an account"),
}
# What lines of several features hold; the rest each feature names itself.
FACTS = {
    "state": _l("Status"),
    "kind": _l("Kind"),
    "governorate": _l("Governorate"),
    "governorates": _l("Governorates"),
    "language": _l("Language"),
    "languages": _l("Languages"),
    "version": _l("Version"),
    "slug": _l("Address"),
    "file": _l("File"),
    "files": _l("Files"),
    "size": _l("Size"),
    "sha256": "SHA-256",
}
