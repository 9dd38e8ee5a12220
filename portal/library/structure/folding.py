"""A line as it is compared: one letter for all its spellings, digits 0–9, no marks; each letter knows where it stood."""

import re
from dataclasses import dataclass

TATWEEL = "\u0640"
LONE_TATWEEL = re.compile(r"(?<![^\W\d_])\u0640+(?![^\W\d_])")

LETTERS = {
    ord(letter): target
    for target, letters in {
        "ا": "أإآٱ", "ی": "ىيێ", "ک": "ك", "ه": "ةەھ", "و": "ؤۆ", "ر": "ڕ", "ل": "ڵ", "-": "–—−‐‑‒", ":": "：",
        **{str(digit): chr(0x660 + digit) + chr(0x6F0 + digit) for digit in range(10)},
    }.items()
    for letter in letters
}  # fmt: skip
DROPPED = frozenset(
    [*map(chr, range(0x064B, 0x0660)), "\u0670", "\u0640", *map(chr, range(0x200B, 0x2010)), *map(chr, range(0x202A, 0x202F)),
     *map(chr, range(0x2066, 0x206A)), "\u061c", "\ufeff"]
)  # fmt: skip


@dataclass(frozen=True)
class Folded:
    """`places[i]` is where letter i of `text` stands in `line`."""

    line: str
    text: str
    places: tuple[int, ...]

    def until(self, end: int) -> str:
        """The line's own letters before letter `end`."""
        return self.line[: self.places[end]] if end < len(self.places) else self.line

    def since(self, start: int) -> str:
        return self.line[self.places[start] :] if start < len(self.places) else ""


def fold_line(line: str) -> Folded:
    """A tatweel that joins no letters («أولاً ـ») is a dash."""
    dashed = LONE_TATWEEL.sub(lambda found: found[0].replace(TATWEEL, "-"), line)
    kept = [(place, letter) for place, letter in enumerate(dashed) if letter not in DROPPED]
    text = "".join(letter for _place, letter in kept).translate(LETTERS)
    lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return Folded(line, lowered, tuple(place for place, _letter in kept))
