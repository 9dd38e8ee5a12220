"""Filing a report with a photo: all its pages one after the other, beside a bare POST of one row and the same file; and
one page of the form saved, beside a bare POST of one row."""

import io
import re
import secrets
from urllib.parse import urlencode, urlsplit

from PIL import Image

from bench.client import Answer, Ask, Script, expect, post
from bench.servers import BARE_PORT, PORTAL_PORT, Reader
from bench.words import Writer

BEGIN = "/ar/violations/new?group=CAM"
FORM = "application/x-www-form-urlencoded"
BOUNDARY = "----bench"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
REFERENCE = re.compile(r"/violations/(V-[0-9A-Z-]+)/")


def photo() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((1600, 1200), 40).convert("RGB").save(out, "JPEG", quality=60)
    return out.getvalue()


def scripts(reader: Reader) -> tuple[Script, Script]:
    """The portal's and the bare one."""
    picture, text = photo(), Writer(9).text(60)
    token, cookie = reader.token(BEGIN), reader.cookie

    def fields(**data: str) -> bytes:
        return urlencode({"csrf_token": token, "once": secrets.token_urlsafe(18), **data}).encode()

    async def portal(ask: Ask) -> Answer:
        async def send(path: str, body: bytes, kind: str = FORM) -> Answer:
            return expect(await ask(post(path, PORTAL_PORT, body, kind, cookie)), 303)

        started = await send(BEGIN, fields(category="CAM-03"))
        found = REFERENCE.search(urlsplit(started.location).path)
        here = f"/ar/violations/{found[1] if found else ''}"
        await send(f"{here}/edit/where", fields(timing="occurred", governorate="BGD", precision="day", **reader.today()))
        await send(f"{here}/edit/what", fields(title="لافتات قرب مركز اقتراع", narrative=text))
        await send(f"{here}/edit/people", fields(visibility="commission", source="observer"))
        parts = {"csrf_token": token, "once": secrets.token_urlsafe(18)}
        await send(f"{here}/edit/evidence", multipart(parts, "files", picture), MULTIPART)
        return await send(f"{here}/check", fields())

    async def bare(ask: Ask) -> Answer:
        return expect(await ask(post("/file", BARE_PORT, multipart({"text": text}, "file", picture), MULTIPART)), 201)

    return portal, bare


def one_page(reader: Reader) -> tuple[Script, Script]:
    """Saving what happened, again and again in one draft: what each of the form's pages costs by itself."""
    text = Writer(9).text(60)
    started = reader.post(BEGIN, category="CAM-03")
    found = REFERENCE.search(started)
    assert found is not None
    page, token, cookie = f"/ar/violations/{found[1]}/edit/what", reader.token(BEGIN), reader.cookie
    body = urlencode({"csrf_token": token, "title": "لافتات قرب مركز اقتراع", "narrative": text}).encode()

    async def portal(ask: Ask) -> Answer:
        return expect(await ask(post(page, PORTAL_PORT, body, FORM, cookie)), 303)

    async def bare(ask: Ask) -> Answer:
        return expect(await ask(post("/note", BARE_PORT, urlencode({"text": text}).encode(), FORM)), 201)

    return portal, bare


def multipart(fields: dict[str, str], name: str, file: bytes) -> bytes:
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in fields.items()]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="photo.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'.encode()
    return b"".join([*parts, head, file, f"\r\n--{BOUNDARY}--\r\n".encode()])
