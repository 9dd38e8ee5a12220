"""Copies of pictures that may be shown: re-encoded, so that nothing of the original but its picture remains."""

import io

from PIL import Image, ImageOps

from portal.core.catalogue import lazy_gettext as _l
from portal.core.files.kinds import IMAGES
from portal.core.files.storing import Received, open_stored, receive
from portal.core.refusal import Refusal

MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1600
UNREADABLE = _l("The picture is damaged or too large to be read.")
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def picture(original: Received, sealed: bool) -> Received:
    """A JPEG copy without place, device, time and remarks of the original. Raises Refusal."""
    with open_stored(original) as file:
        data = file.read()
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refusal(UNREADABLE, status=422)
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            ImageOps.exif_transpose(opened, in_place=True)
            flat = _on_white(opened)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refusal(UNREADABLE, status=422) from error
    flat.info.clear()
    written = io.BytesIO()
    flat.save(written, "JPEG", quality=82)
    name = original.name.rpartition(".")[0] or original.name
    written.seek(0)
    copy = receive(written, f"{name}.jpg", IMAGES, IMAGES if sealed else frozenset())
    copy.width, copy.height = flat.size
    return copy


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return image if image.mode == "RGB" else image.convert("RGB")
