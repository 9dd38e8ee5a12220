"""An election for tests, made through the service."""

import io
from datetime import timedelta
from typing import Any

from werkzeug.datastructures import FileStorage

from portal.core import clock, files
from portal.core.access import SYSTEM, Actor
from portal.core.files.kinds import TEXT
from portal.elections import services
from portal.elections.importing import read_places
from portal.elections.models import Election, PlacesImport

NAMES = {"ar": "انتخابات مجلس النواب", "ckb": "هەڵبژاردنی ئەنجومەنی نوێنەران", "en": "Council of Representatives election"}


def _deadline(code: str, **more: Any) -> dict[str, Any]:
    names = {"ar": "تقديم شكوى على الاقتراع", "ckb": "پێشکەشکردنی سکاڵا لەسەر دەنگدان", "en": "Complaint on polling"}
    who = {"ar": "الناخب والمرشح", "ckb": "دەنگدەر و کاندید", "en": "A voter or a candidate"}
    counted = {"ar": "افتتاح الاقتراع", "ckb": "کردنەوەی دەنگدان", "en": "The opening of the polls"}
    return {"code": code, "names": names, "who": who, "counted_from": counted, "certainty": "A", "source": "Law 31/2019 art. 20", **more}


def make(key: str = "sample-2026", **more: Any) -> Election:
    now = clock.now()
    return services.create(
        SYSTEM, key, "council_of_representatives", NAMES, {"en": "A sample."},
        voting_days=[
            {"kind": kind, "day": clock.today() + timedelta(days=number), "opens": "07:00", "closes": "18:00"}
            for number, kind in ((5, "special"), (7, "general"))
        ],
        phases=[
            {"code": "campaign", "from": now - timedelta(days=9), "to": now + timedelta(days=4)},
            {"code": "silence", "from": now + timedelta(days=4), "to": now + timedelta(days=7)},
        ],
        constituencies=[{"number": 1, "governorates": ["BGD"]}, {"number": 5, "governorates": ["SUL", "HLB"]}],
        deadlines=[
            _deadline("CMP_POLL", start=now - timedelta(days=1), end=now + timedelta(days=2)),
            _deadline("OBS_APPLY", start=now - timedelta(days=1), end=now + timedelta(days=3)),
            _deadline("OVER", start=now - timedelta(days=9), end=now - timedelta(days=1)),
            _deadline("BOC_REPLY", start=None, end=None, length_days=7),
        ],
        **more,
    )  # fmt: skip


HEAD = "centre_code,station,name_ar,name_ckb,governorate,district,kind,accessible,voters,voters_of\n"
TABLE = HEAD + (
    "{code},,مدرسة النخيل الابتدائية,قوتابخانەی نەخیل,BSR,IQG02Q06,general,yes,900,\n{code},1,,,,,,,450,women\n{code},2,,,,,,,450,men\n"
    "330045,,ثانوية دجلة للبنات,,بغداد,,special,no,300,\n330045,1,,,,,,,300,\n"
)


def enter(election: Election, code: str = "330044") -> None:
    services.enter_places(SYSTEM, election.id, read_places(io.BytesIO(TABLE.format(code=code).encode())))


def receive(actor: Actor, election: Election, table: str | bytes = TABLE.format(code="330044")) -> PlacesImport:
    data = table if isinstance(table, bytes) else table.encode()
    taken = files.take_in([FileStorage(io.BytesIO(data), filename="مراكز.csv")], TEXT)[0]
    return services.receive_places(actor, election, taken)
