"""What an applicant has corrected in the form since the commission asked last."""

from typing import Any

from portal.identity.queries.applications import Dossier
from portal.identity.vocabulary.checking import CORRECTABLE

Correction = tuple[str, Any, Any]
DECLARED = ("non_partisan", "interests", "endorses_2005", "endorses_2012", "declared_by", "declared_as")


def facts_of(found: Dossier) -> dict[str, Any]:
    """Everything that stands in the form, by the names of CORRECTABLE. Of a document its hash only."""
    made, told = found.organisation, found.application
    facts: dict[str, Any] = {f"name_{row.language}": row.text for row in made.names}
    facts |= {"kind": made.kind, "women_led": made.women_led, "of_persons_with_disabilities": made.of_persons_with_disabilities}
    for row in made.registrations:
        parts = {"number": row.number, "issued": row.issued_on, "expires": row.expires_on, "document": row.document.sha256 if row.document else None}
        facts |= {f"{row.authority}_{part}": value for part, value in parts.items()}
    facts |= {"about": made.about, "governorates": sorted(area.governorate for area in made.areas)}
    facts |= {"contact_name": made.contact_name, "phone": made.phone, "email": made.email}
    for place, one in enumerate(found.focal_points[:2]):
        facts |= {f"focal_{place}_name": one.name, f"focal_{place}_duty": one.duty, f"focal_{place}_phone": one.phone}
    facts["members"] = [row.reference for row in found.calls]
    if told is not None:
        facts |= {"work": told.work, "target_groups": told.target_groups, **{name: getattr(told, name) for name in DECLARED}}
    return facts


def corrections(found: Dossier) -> list[Correction] | None:
    """Name, before and now of what has changed; None where the commission has never asked."""
    before = found.application.facts_when_asked if found.application else None
    if before is None:
        return None
    now = facts_of(found)
    return [(name, before.get(name), now.get(name)) for name in CORRECTABLE if (before.get(name) or None) != (now.get(name) or None)]
