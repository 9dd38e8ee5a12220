"""Stored files: what comes in is judged by content, kept unaltered, and goes out safely."""

import hashlib
import io
import os

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.http import parse_options_header

from portal.core import files
from portal.core.db import db
from portal.core.files.storing import path_of
from portal.core.refusal import Refusal

GPS = {0x8825: {1: "N", 2: (33.0, 18.0, 0.0), 3: "E", 4: (44.0, 21.0, 0.0)}, 0x0110: "Phone of an observer"}


def photo(width: int = 640, height: int = 480) -> bytes:
    image = Image.effect_noise((width, height), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x0110] = GPS[0x0110]
    exif.get_ifd(0x8825).update(GPS[0x8825])
    exif[0x0112] = 6
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"taken at 33.3N 44.3E")
    return out.getvalue()


def upload(data: bytes, name: str = "صورة من المحطة.jpg") -> FileStorage:
    return FileStorage(io.BytesIO(data), filename=name)


def taken(data: bytes, sealed: bool = True) -> files.Received:
    [received] = files.take_in([upload(data)], files.EVIDENCE, sealed)
    assert isinstance(received, files.Received)
    return received


def test_a_photo_is_kept_byte_by_byte_with_its_hash_and_its_own_name(session):
    data = photo()
    stored = files.store(upload(data), files.EVIDENCE)
    assert stored.sha256 == hashlib.sha256(data).hexdigest()
    assert (stored.size, stored.media_type, stored.name) == (len(data), "image/jpeg", "صورة من المحطة.jpg")
    with files.open_stored(stored) as file:
        assert file.read() == data


def test_a_sealed_original_cannot_be_read_on_disk_and_opens_to_the_same_bytes(session):
    data = photo() + os.urandom(3 * 1024 * 1024)
    stored = files.store(upload(data), files.EVIDENCE, sealed=True)
    raw = path_of(stored.key).read_bytes()
    assert data[1000:1400] not in raw and not raw.startswith(b"\xff\xd8")
    with files.open_stored(stored) as file:
        file.seek(1024 * 1024 - 5)
        assert file.read(10) == data[1024 * 1024 - 5 : 1024 * 1024 + 5]
    assert files.fault_of(stored) is None


@pytest.mark.parametrize("where", [30, -3])
def test_a_byte_changed_in_a_sealed_file_is_noticed(session, where):
    stored = files.store(upload(photo()), files.EVIDENCE, sealed=True)
    path = path_of(stored.key)
    raw = bytearray(path.read_bytes())
    raw[where] ^= 1
    path.write_bytes(bytes(raw))
    assert files.fault_of(stored) == "was changed, or was sealed with another key"


def test_the_shown_copy_has_no_place_device_or_time_and_stands_upright(session):
    original, copy = files.keep_with_copy(taken(photo(640, 480)))
    assert copy.original_id == original.id and original.sealed and copy.sealed
    with files.open_stored(copy) as file:
        data = file.read()
    shown = Image.open(io.BytesIO(data))
    assert dict(shown.getexif()) == {} and shown.size == (480, 640) and b"33.3N" not in data


def test_the_original_of_a_picture_is_sealed_even_where_its_copy_is_for_all_readers(session):
    original, copy = files.keep_with_copy(taken(photo(), sealed=False))
    assert original.sealed and not copy.sealed


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<html><script>alert(1)</script></html>", "photo.jpg"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "map.svg"),
        (b"MZ\x90\x00" + b"\x00" * 200, "دليل.pdf"),
        (b"junk before %PDF-1.7 the head", "form.pdf"),
        (b"", "empty.jpg"),
    ],
)
def test_what_is_not_a_photo_film_sound_or_pdf_is_refused_whatever_its_name(session, data, name):
    with pytest.raises(Refusal):
        files.store(upload(data, name), files.EVIDENCE)


def test_a_file_over_the_limit_leaves_neither_row_nor_file(session, app):
    data = photo() + b"\x00" * int(app.config["UPLOAD_LIMIT"])
    with pytest.raises(Refusal):
        files.store(upload(data), files.EVIDENCE)
    assert db.session.query(files.StoredFile).count() == 0
    assert _files_on_disk(app) == []


def test_a_transaction_that_is_rolled_back_takes_its_files_with_it(session, app):
    files.store(upload(photo()), files.EVIDENCE)
    assert len(_files_on_disk(app)) == 1
    db.session.rollback()
    assert _files_on_disk(app) == []


def test_a_damaged_picture_is_rejected_with_a_sentence_and_the_others_are_taken(session):
    broken, good = files.take_in([upload(photo()[:900], "مكسورة.jpg"), upload(photo())], files.EVIDENCE)
    assert isinstance(broken, files.Rejected) and broken.name == "مكسورة.jpg" and str(broken.refusal.message)
    assert isinstance(good, files.Received)


def test_what_was_received_and_not_kept_is_gone_when_the_transaction_ends(session, app):
    kept, _left = taken(photo()), taken(photo())
    files.keep_with_copy(kept)
    assert len(_files_on_disk(app)) == 4
    db.session.commit()
    assert len(_files_on_disk(app)) == 2 and files.fault_of(db.session.query(files.StoredFile).first()) is None


def test_receiving_a_file_leaves_the_database_alone(session, app):
    db.session.rollback()
    taken(photo())
    assert not db.session().in_transaction()


def test_direction_controls_and_paths_vanish_from_a_file_name(session):
    stored = files.store(upload(photo(), "../../etc/\u202egpj.exe\u202c.jpg"), files.EVIDENCE)
    assert stored.name == "gpj.exe.jpg"


def test_a_part_can_be_asked_for_and_pages_cannot_be_made_of_it(session, app):
    _original, copy = files.keep_with_copy(taken(photo()))
    with files.open_stored(copy) as file:
        whole = file.read()
    with app.test_request_context("/", headers={"Range": "bytes=10-19"}):
        answer = files.send(copy, inline=True)
        assert answer.status_code == 206
        answer.direct_passthrough = False
        assert answer.get_data() == whole[10:20]
    assert "sandbox" in answer.headers["Content-Security-Policy"] and answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_original_is_never_shown_inline(session, app):
    stored = files.store(upload(photo()), files.EVIDENCE)
    with app.test_request_context("/"):
        answer = files.send(stored, inline=True)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("name", "comes_down_as"),
    [
        ("annex.bat", "annex.bat.txt"), ("annex.hta", "annex.hta.txt"), ("\u202etxt.bat", "txt.bat.txt"), ("ملحق.txt", "ملحق.txt"),
        ("جدول.CSV", "جدول.CSV"), ('x"; filename="y.html', "x'; filename='y.html.txt"),
    ],
)  # fmt: skip
def test_a_file_comes_down_with_an_ending_of_its_real_type(session, app, name, comes_down_as):
    stored = files.store(upload(b"@echo off\r\ncalc", name), files.DOCUMENTS)
    with app.test_request_context("/"):
        headers = files.send(stored).headers
    disposition = parse_options_header(headers["Content-Disposition"])[1]
    assert disposition["filename"] == comes_down_as


def test_a_file_that_no_row_names_is_swept_after_a_day(session, app):
    kept = files.store(upload(photo()), files.EVIDENCE)
    db.session.flush()
    lost = path_of("ab" * 24)
    lost.parent.mkdir(parents=True)
    lost.write_bytes(b"left behind")
    for path in (lost, path_of(kept.key)):
        os.utime(path, (0, 0))
    assert files.drop_orphans() == 1
    assert not lost.exists() and path_of(kept.key).exists()


def _files_on_disk(app) -> list[str]:
    return [str(path) for path in (app.config["DATA"] / "files").rglob("*") if path.is_file()]
