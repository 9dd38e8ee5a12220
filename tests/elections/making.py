"""An election for tests, made through the service."""

from datetime import timedelta
from typing import Any

from portal.core import clock
from portal.core.access import SYSTEM
from portal.elections import services
from portal.elections.models import Election

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
