"""The tool itself: contrast of Arabic text must be judged, on a page that has nothing else."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import axe

PAGE = """<!DOCTYPE html><html lang="{lang}" dir="rtl"><head><title>x</title></head><body><main><h1>{words}</h1>
<p style="color:{ink};background:#fff;font-size:16px">{words}</p></main></body></html>"""
WORDS = {"ar": "تقديم بلاغ عن انتهاك في مركز الاقتراع", "ckb": "ڕاپۆرتکردنی پێشێلکاری لە بنکەی دەنگدان"}


@pytest.mark.parametrize("lang", WORDS)
def test_arabic_text_of_low_contrast_is_found(browser: Callable[..., Any], lang: str) -> None:
    page = browser().new_page()
    page.set_content(PAGE.format(lang=lang, words=WORDS[lang], ink="#b0b0b0"))
    assert any(finding.startswith("color-contrast") for finding in axe.findings(page))


@pytest.mark.parametrize("lang", WORDS)
def test_a_right_page_has_no_finding(browser: Callable[..., Any], lang: str) -> None:
    page = browser().new_page()
    page.set_content(PAGE.format(lang=lang, words=WORDS[lang], ink="#222"))
    assert axe.findings(page) == []
