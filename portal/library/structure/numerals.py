"""Numbers as laws write them: (28), ٢٨, الثامنة والعشرون, بیست و هەشتەم, twenty-eighth, XXVIII. Words come folded."""

import re

ARABIC_UNITS = {
    "واحد": 1, "واحده": 1, "وحید": 1, "وحیده": 1, "اول": 1, "اولی": 1, "حادی": 1, "حادیه": 1, "ثانی": 2, "ثانیه": 2, "ثالث": 3,
    "ثالثه": 3, "رابع": 4, "رابعه": 4, "خامس": 5, "خامسه": 5, "سادس": 6, "سادسه": 6, "سابع": 7, "سابعه": 7, "ثامن": 8, "ثامنه": 8,
    "تاسع": 9, "تاسعه": 9, "عاشر": 10, "عاشره": 10,
}  # fmt: skip
ARABIC_TENS = {"عشر": 20, "ثلاث": 30, "اربع": 40, "خمس": 50, "ست": 60, "سبع": 70, "ثمان": 80, "تسع": 90}
ARABIC_HUNDRED = {"مئه": 100, "مائه": 100, "مئتین": 200, "مئتان": 200, "مائتین": 200, "مائتان": 200}
ADVERBS = {
    "اولا": 1, "ثانیا": 2, "ثالثا": 3, "رابعا": 4, "خامسا": 5, "سادسا": 6, "سابعا": 7, "ثامنا": 8, "تاسعا": 9, "عاشرا": 10,
}  # fmt: skip
SORANI_UNITS = {
    "یهک": 1, "یهکهم": 1, "دوو": 2, "دووهم": 2, "دوهم": 2, "سی": 3, "سییهم": 3, "سیهم": 3, "سیههم": 3, "چوار": 4, "چوارهم": 4, "چارهم": 4,
    "پینج": 5, "پینجهم": 5, "شهش": 6, "شهشهم": 6, "حهوت": 7, "حهوتهم": 7, "ههشت": 8, "ههشتهم": 8, "نو": 9, "نویهم": 9, "نوههم": 9,
    "ده": 10, "دهیهم": 10, "دههم": 10, "یازده": 11, "یازدهیهم": 11, "یازدهههم": 11, "یانزهیهم": 11, "دوازده": 12, "دوازدهیهم": 12,
    "دوازدهههم": 12, "دوانزهیهم": 12, "سیزدهیهم": 13, "سیزدهههم": 13, "سیانزهیهم": 13, "سیازدهیهم": 13, "چواردهیهم": 14,
    "چواردهههم": 14, "چاردهیهم": 14, "پازدهیهم": 15, "پازدهههم": 15, "پانزهیهم": 15, "پانزدهیهم": 15, "شازدهیهم": 16, "شازدهههم": 16,
    "شانزهیهم": 16, "شانزدهیهم": 16, "حهڤدهیهم": 17, "حهڤدهههم": 17, "حهفدهیهم": 17, "ههڤدهیهم": 17, "ههژدهیهم": 18, "ههژدهههم": 18,
    "نوزدهیهم": 19, "نوزدهههم": 19,
}  # fmt: skip
SORANI_TENS = {
    "بیست": 20, "سی": 30, "چل": 40, "پهنجا": 50, "شهست": 60, "حهفتا": 70, "ههشتا": 80, "نهوهد": 90, "نهوهت": 90, "سهد": 100,
}  # fmt: skip
ENGLISH = {
    word: number
    for number, words in enumerate(
        ("", "one first", "two second", "three third", "four fourth", "five fifth", "six sixth", "seven seventh", "eight eighth",
         "nine ninth", "ten tenth", "eleven eleventh", "twelve twelfth", "thirteen thirteenth", "fourteen fourteenth",
         "fifteen fifteenth", "sixteen sixteenth", "seventeen seventeenth", "eighteen eighteenth", "nineteen nineteenth")
    )
    for word in words.split()
}  # fmt: skip
ENGLISH_TENS = {
    word: number
    for number, words in (
        (20, "twenty twentieth"), (30, "thirty thirtieth"), (40, "forty fortieth"), (50, "fifty fiftieth"), (60, "sixty sixtieth"),
        (70, "seventy seventieth"), (80, "eighty eightieth"), (90, "ninety ninetieth"),
    )
    for word in words.split()
}  # fmt: skip
ROMAN = re.compile(r"(?=[ivxlc])(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def number_of(words: list[str]) -> tuple[int, int] | None:
    """The number at the start of folded `words`, and how many of them it takes."""
    found = [(value, taken) for read in (_arabic, _sorani, _english) if (value_taken := read(words)) for value, taken in [value_taken]]
    if found:
        return max(found, key=lambda pair: pair[1])
    first = words[0] if words else ""
    if ROMAN.fullmatch(first):
        return _roman(first), 1
    return None


def adverb_of(words: list[str]) -> tuple[int, int] | None:
    """«أولاً», «حادي عشر», «حادياً وعشرون»: how clauses are counted in Arabic."""
    if not words:
        return None
    if words[0] in ADVERBS:
        return ADVERBS[words[0]], 1
    return _arabic(words) if len(words) > 1 and words[1] == "عشر" else None


def _arabic(words: list[str]) -> tuple[int, int] | None:
    """«الأولى», «الحادية عشرة», «الثامنة والعشرون», «الخامسة بعد المئة»."""
    bare = [word.removeprefix("و").removeprefix("ال") if place else word.removeprefix("ال") for place, word in enumerate(words)]
    if not bare:
        return None
    value, taken = ARABIC_UNITS.get(bare[0], 0), 1
    if value and len(bare) > 1 and bare[1] in ("عشر", "عشره"):
        value, taken = value + 10, 2
    elif value and len(words) > 1 and words[1].startswith("وال") and (tens := _tens(bare[1])):
        value, taken = value + tens, 2
    elif not value:
        value = _tens(bare[0]) or ARABIC_HUNDRED.get(bare[0], 0)
    if value and len(words) > taken + 1 and words[taken] == "بعد" and bare[taken + 1] in ARABIC_HUNDRED:
        return value + ARABIC_HUNDRED[bare[taken + 1]], taken + 2
    return (value, taken) if value else None


def _tens(word: str) -> int:
    """«عشرون» or «عشرين»."""
    stem = word.removesuffix("ون").removesuffix("ین")
    return ARABIC_TENS.get(stem, 0) if stem != word else 0


def _sorani(words: list[str]) -> tuple[int, int] | None:
    """«یەکەم», «بیست و یەکەم», «بیستەم»."""
    first = words[0] if words else ""
    tens = SORANI_TENS.get(first, 0)
    if tens and len(words) > 2 and words[1] == "و" and words[2] in SORANI_UNITS:
        return tens + SORANI_UNITS[words[2]], 3
    if first in SORANI_UNITS:
        return SORANI_UNITS[first], 1
    whole = SORANI_TENS.get(first.removesuffix("یهم"), 0) or SORANI_TENS.get(first.removesuffix("هم"), 0)
    return (whole, 1) if whole else None


def _english(words: list[str]) -> tuple[int, int] | None:
    first = words[0] if words else ""
    if first in ENGLISH:
        return ENGLISH[first], 1
    tens, dash, unit = first.partition("-")
    if tens not in ENGLISH_TENS:
        return None
    if dash:
        return (ENGLISH_TENS[tens] + ENGLISH[unit], 1) if unit in ENGLISH else None
    if len(words) > 1 and words[1] in ENGLISH:
        return ENGLISH_TENS[tens] + ENGLISH[words[1]], 2
    return ENGLISH_TENS[tens], 1


def _roman(word: str) -> int:
    values = [ROMAN_VALUES[letter] for letter in word]
    return sum(-value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True))
