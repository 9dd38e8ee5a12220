"""Arabic text whose words come as often as in real texts: a few everywhere, most seldom (Zipf)."""

import random
from itertools import accumulate

COMMON = (
    "في من على إلى أن التي الذي المفوضية الانتخابات قانون المادة رقم لسنة مجلس المفوضين الناخب الاقتراع مراكز محطات المرشح نظام الدائرة "
    "اللجنة القرار التعليمات الإجراءات المراقبين المنظمات المحافظة بعد خلال كل وفق تقديم الطلب مدة يوم تاريخ النشر الجريدة الرسمية"
).split()
SYLLABLES = "با تا ثا جا حا خا دا را زا سا شا صا ضا طا عا غا فا قا كا لا ما نا ها وا يا بي تي جي دي سي شي في قي لي مي ني بو رو سو كو".split()
TENTH = "استثنائي"
RARE = "مستجدات"
VOCABULARY = 20_000


def vocabulary() -> list[str]:
    chance = random.Random(4)  # noqa: S311 - the same words at every run
    made = dict.fromkeys(COMMON)
    while len(made) < VOCABULARY:
        made["".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4)))] = None
    return list(made)


class Writer:
    """Writes paragraphs; `TENTH` stands in every tenth text, `RARE` in every thousandth."""

    def __init__(self, seed: int = 1) -> None:
        self.chance = random.Random(seed)  # noqa: S311
        self.words = vocabulary()
        self.weights = list(accumulate(1 / (place + 3) for place in range(len(self.words))))

    def text(self, length: int) -> str:
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=length)) + "."

    def paragraph(self, number: int, length: int) -> str:
        marked = [TENTH] * (number % 10 == 0) + [RARE] * (number % 1000 == 500)
        return " ".join([*marked, self.text(length)])
