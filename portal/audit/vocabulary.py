"""The words of the audit pages."""

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Area

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
    "media_type": _l("Kind of file"),
    "code": _l("Code"),
    "sha256": "SHA-256",
}
ACTIONS = {
    "audit.export_asked": _l("Asked for audit lines as a file"),
    "audit.exported": _l("Downloaded audit lines"),
    "audit.heads_asked": _l("Asked for the seal by mail"),
    "audit.heads_declined": _l("Declined the seal by mail"),
}
AREAS = {"audit": Area(_l("Audit"), frozenset(ACTIONS))}
FACTS |= {
    "form": _l("Form of the file"),
    "lines": _l("Lines"),
    "area": _l("Part of the portal"),
    "action": _l("Action"),
    "actor_id": _l("Who"),
    "records": _l("Record"),
    "organisation_id": _l("Organisation"),
    "since": _l("From this day"),
    "until": _l("Until this day"),
}
FORMS = {"csv": _l("Table (CSV)"), "jsonl": _l("For proving the chain (JSON Lines)")}
WORDS = {"form": FORMS}
JOBS = {"audit.export": _l("Writing audit lines into a file")}
# Looks at what is protected: an organisation finds them at a glance.
PROTECTED = frozenset({"violations.names_opened", "violations.original_opened", "violations.own_names_seen", "identity.observer_names_seen"})
# What officers do among themselves, beside an organisation's record.
AMONG_OFFICERS = ("violations.noted",)
# What tells of violation reports: kinds of records and actions begin so.
OF_REPORTS = "violation"
# An organisation is told of others without their names.
OTHERS_SHORT = _l("Somebody outside your organisation")
VERIFIER = """\
import hashlib, json, sys

seals = {}
for row in open(sys.argv[1], encoding="utf-8"):
    kept = json.loads(row)
    line = json.loads(kept["text"])
    seal = hashlib.sha256(kept["text"].encode()).hexdigest()
    if seal != kept["seal"]:
        sys.exit(f"Line {line['n']}: its text does not match its seal")
    if line["previous"] != seals.get(line["n"] - 1, line["previous"]):
        sys.exit(f"Line {line['n']}: it does not follow the line before it")
    seals[line["n"]] = seal
for number, seal in (head.split(":") for head in sys.argv[2:]):
    if seals.get(int(number)) != seal:
        sys.exit(f"Line {number}: it does not have the seal that was given")
print(f"{len(seals)} lines hold; the last is {max(seals)}:{seals[max(seals)]}")
"""
