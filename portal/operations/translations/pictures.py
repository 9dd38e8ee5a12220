"""Pictures of pages, drawn by the system's Chromium from the page's own HTML."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SELECT = re.compile("<select(.*?</select>)", re.DOTALL)
TALLEST = 6000  # only the text of long laws goes on below that


class NotDrawn(Exception):  # noqa: N818 - says what happened
    """Chromium made no picture; the message is what it said."""


def browser() -> str | None:
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def draw(chromium: str, html: str, static: str, picture: Path) -> None:
    """`static` is the folder of the stylesheet. What a page folds away is drawn unfolded."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(_unfolded(html).replace("/static/", f"file://{static}/"), encoding="utf-8")
        command = [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--hide-scrollbars",
            f"--user-data-dir={folder}/profile", f"--window-size=1280,{TALLEST}", f"--screenshot={picture.resolve()}", f"file://{page}",
        ]  # fmt: skip
        ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if ended.returncode or not picture.exists():
        raise NotDrawn(ended.stderr[-500:])
    _cut(picture)


def _unfolded(html: str) -> str:
    """Lists to choose from show all their lines: each is a string that somebody must read."""
    opened = html.replace("<details", "<details open")
    return SELECT.sub(lambda found: f'<select style="height:auto" size="{found.group().count("<option")}"{found.group(1)}', opened)


def _cut(picture: Path) -> None:
    """Takes away the empty ground below the page."""
    with Image.open(picture) as opened:
        image = opened.convert("RGB")
    ground = Image.new("RGB", image.size, image.getpixel((0, image.height - 1)))
    drawn = ImageChops.difference(image, ground).getbbox()
    image.crop((0, 0, image.width, min(image.height, drawn[3] + 24) if drawn else 1)).quantize().save(picture, optimize=True)
