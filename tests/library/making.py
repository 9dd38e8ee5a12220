"""Documents for tests: made through the services, with texts short enough to read here."""

from typing import Any

from portal.core.access import Actor
from portal.core.db import db
from portal.library import services
from portal.library.models import Document
from portal.library.vocabulary.facts import Facts

LAW_AR = """الفصل الأول: أحكام عامة
المادة (1): التعاريف
يُقصد بالمصطلحات الآتية المعاني المبيّنة إزاءها.
أولاً: المراقب المحلي من تسمّيه منظمة مسجّلة.
ثانياً: الاعتماد موافقة المفوضية.
المادة (2)
يهدف هذا القانون إلى نزاهة الانتخابات.
الفصل الثاني: الطلب
المادة (3)
يُقدَّم طلب الاعتماد عبر البوابة."""
LAW_CKB = """بەشی یەکەم: حوکمە گشتییەکان
ماددەی (1): پێناسەکان
مەبەست لەم زاراوانە ماناکانی بەرامبەریانە.
یەکەم: چاودێری ناوخۆیی ئەو کەسەیە کە ڕێکخراوێکی تۆمارکراو ناوی دەبات.
دووەم: متمانەپێدان ڕەزامەندیی کۆمیسیۆنە.
ماددەی (2)
ئەم یاسایە ئامانجی پاکیی هەڵبژاردنە.
بەشی دووەم: داواکاری
ماددەی (3)
داواکاریی متمانەپێدان لە ڕێگەی دەروازەکەوە پێشکەش دەکرێت."""
TITLE_AR = "قانون مراقبة الانتخابات"
TITLE_CKB = "یاسای چاودێریی هەڵبژاردن"
FACTS: dict[str, Any] = {"kind": "law", "number": "12", "year": 2018, "state": "in_force", "issuer": {"ar": "مجلس النواب"}}


def facts(**changes: Any) -> Facts:
    return Facts(**{**FACTS, **changes})


def draft(actor: Actor, text: str = LAW_AR, title: str = TITLE_AR, **changes: Any) -> Document:
    document = services.create(actor, facts(**changes), title)
    services.set_text(actor, document, "ar", title=title, source=text, authentic=True)
    return document


def published(actor: Actor, text: str = LAW_AR, title: str = TITLE_AR, ckb: bool = False, **changes: Any) -> Document:
    document = draft(actor, text, title, **changes)
    if ckb:
        services.set_text(actor, document, "ckb", title=TITLE_CKB, source=LAW_CKB, origin="translated")
    services.publish(actor, document, tell=False)
    db.session.flush()
    return document


def long_law(articles: int = 120) -> str:
    """Four chapters of thirty articles, far longer than one page."""
    lines = []
    for number in range(1, articles + 1):
        if number % 30 == 1:
            lines.append(f"الفصل {['الأول', 'الثاني', 'الثالث', 'الرابع'][number // 30]}: باب القواعد")
        lines += [f"المادة ({number})", f"تنظم المفوضية شؤون الاقتراع والعد والفرز في المحطة رقم {number} " * 4 + "."]
    return "\n".join(lines)
