"""Reports for the tests of this folder, made through the services."""

import io
from datetime import timedelta
from typing import Any

from PIL import Image
from werkzeug.datastructures import FileStorage

from portal.core import clock, files
from portal.core.access import Actor
from portal.core.db import db
from portal.elections.models import Deadline, DeadlineName, Election, ElectionName, Phase
from portal.violations import services
from portal.violations.models import Violation

GPS = 0x8825
SOUND = b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(range(256)) * 40
NARRATIVE = "علقت ثلاث لافتات انتخابية على سياج المدرسة عند باب مركز الاقتراع."


def make_election() -> None:
    now = clock.now()
    words = {
        "text": "تقديم شكوى على الاقتراع",
        "who": "الناخب والمرشح ووكيل الحزب",
        "language": "ar",
        "origin": "written",
    }
    election = Election(
        slug="sample",
        state="current",
        made_at=now,
        names=[ElectionName(language="ar", text="انتخابات نموذجية", origin="written")],
        phases=[Phase(code="campaign", from_at=now - timedelta(days=30), to_at=now + timedelta(days=30))],
        deadlines=[Deadline(code="CMP_POLL", ends_at=now + timedelta(days=2), names=[DeadlineName(**words)])],
    )
    db.session.add(election)
    db.session.flush()


def details(**changes: Any) -> dict[str, Any]:
    known: dict[str, Any] = {
        "category": "CAM-01",
        "language": "ar",
        "timing": "occurred",
        "happened_on": clock.today(),
        "governorate": "BSR",
        "narrative": NARRATIVE,
        "place": "مدرسة النخيل",
        "source": "observer",
        "visibility": "commission",
        "about_staff": False,
    }
    return {**known, **changes}


def make_report(actor: Actor, uploads: Any = (), once: str | None = None, **changes: Any) -> Violation:
    return services.file_report(actor, once, details(**changes), uploads)


def photo(colour: str = "navy", with_place: bool = False) -> bytes:
    """A small JPEG, on request with the place and the device in its EXIF."""
    image = Image.new("RGB", (64, 48), colour)
    exif = image.getexif()
    if with_place:
        exif[0x0110] = "SECRETPHONE 9"
        exif.get_ifd(GPS).update({1: "N", 2: (30.0, 30.0, 0.0), 3: "E", 4: (47.0, 47.0, 0.0)})
    written = io.BytesIO()
    image.save(written, "JPEG", exif=exif)
    return written.getvalue()


def upload(data: bytes, name: str = "IMG_0412.jpg") -> files.Taken:
    return files.take_in([FileStorage(io.BytesIO(data), filename=name)], files.EVIDENCE, sealed=True)[0]
