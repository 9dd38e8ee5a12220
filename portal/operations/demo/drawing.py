"""What the drawings of the demo are made of: a sheet with ground, boxes, discs, banners, and the band that calls it a sample."""

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont, features

WIDTH, HEIGHT, GROUND, BAND = 960, 640, 430, 44
SKY, EARTH, WALL, EDGE, PAPER, INK, DARK = "#d9e3ea", "#b9a88f", "#e9dfc9", "#8f8672", "#fbfaf5", "#4a4a45", "#2b3440"
COLOURS = ("#2f6b8e", "#a8512a", "#3f7a55", "#7a4a76", "#8a6d1f")
WORDS = "صورة نموذجية   وێنەی نموونە"
FONTS = ("NotoSansArabic-Bold.ttf", "NotoNaskhArabic-Bold.ttf", "DejaVuSans-Bold.ttf")


class Sheet:
    """A page to draw on. `shade` chooses the colours and differs from picture to picture."""

    def __init__(self, shade: int, sky: str = SKY, earth: str = EARTH) -> None:
        self.image = Image.new("RGB", (WIDTH, HEIGHT), sky)
        self.pen, self.shade = ImageDraw.Draw(self.image), shade
        self.box(0, GROUND, WIDTH, HEIGHT, earth, None)

    def box(self, x: int, y: int, x2: int, y2: int, fill: str, edge: str | None = EDGE) -> None:
        self.pen.rectangle((x, y, x2, y2), fill=fill, outline=edge, width=3)

    def disc(self, x: int, y: int, radius: int, fill: str) -> None:
        self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)

    def colour(self, step: int = 0) -> str:
        return COLOURS[(self.shade + step) % len(COLOURS)]

    def lines(self, x: int, y: int, x2: int, rows: int, gap: int = 30, fill: str = EDGE) -> None:
        """Writing that nobody can read."""
        for row in range(rows):
            self.box(x, y + gap * row, max(x + 8, x2 - (row * 53 + self.shade * 17) % 90), y + gap * row + gap // 3, fill, None)

    def banner(self, x: int, y: int, x2: int, y2: int, step: int = 0) -> None:
        self.box(x, y, x2, y2, self.colour(step), PAPER)
        self.disc(x + (y2 - y) // 2 + 4, (y + y2) // 2, (y2 - y) // 4, PAPER)
        self.lines(x + (y2 - y) + 8, y + (y2 - y) // 4, x2 - 12, 2, max(18, (y2 - y) // 3), PAPER)

    def letter(self, x: int, y: int, text: str) -> None:
        self.pen.text((x, y), text, fill=INK, font=ImageFont.load_default(30))

    def jpeg(self) -> bytes:
        """With a band that says in three languages that it is a sample; in English alone where no Arabic font is at hand."""
        self.box(0, HEIGHT - BAND, WIDTH, HEIGHT, DARK, None)
        middle, arabic = HEIGHT - BAND // 2, _arabic()
        self.pen.text((40, middle), "Sample picture", fill=PAPER, font=ImageFont.load_default(24), anchor="lm")
        if arabic:
            self.pen.text((WIDTH - 40, middle), WORDS, fill=PAPER, font=arabic, anchor="rm")
        out = io.BytesIO()
        self.image.save(out, "JPEG", quality=70)
        return out.getvalue()


@cache
def _arabic() -> ImageFont.FreeTypeFont | None:
    """Joined letters need raqm beside a font."""
    for name in FONTS if features.check("raqm") else ():
        try:
            return ImageFont.truetype(name, 24)
        except OSError:
            continue
    return None
