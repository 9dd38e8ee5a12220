"""Sample reports of violations, one of them still a draft: each filing and each step of its history at its own time."""

import io
import math
import wave
from collections.abc import Callable
from typing import Any

from werkzeug.datastructures import FileStorage

from portal.core import clock, files
from portal.core.access import Actor
from portal.operations.demo.content import Event, Written, date_of, event, read
from portal.operations.demo.pictures import picture
from portal.violations import services
from portal.violations.vocabulary import Verb
from portal.violations.vocabulary.parts import Part

RATE = 8000


def events(people: dict[str, Actor]) -> list[Event]:
    made: list[Event] = []
    for row in read("violations.yaml")["violations"]:
        filed, actor = Written(), people[row["by"]]
        if row["filed"] is None:
            made.append(event(row["saved"], _drafting(actor, row)))
            continue
        made.append(event(row["filed"], _filing(actor, row, filed)))
        made += [event(step["at"], _step(people[step["by"]], step, filed)) for step in row["history"]]
    return made


def _filing(actor: Actor, row: dict[str, Any], filed: Written) -> Callable[[], None]:
    def do() -> None:
        filed.thing = services.file_report(actor, f"demo-{row['key']}", _details(row), _uploads(row), at=clock.now())

    return do


def _drafting(actor: Actor, row: dict[str, Any]) -> Callable[[], None]:
    """Left where the persons concerned are asked for."""

    def do() -> None:
        draft = services.start(actor, f"demo-{row['key']}", row["category"], row["language"], at=clock.now())
        for part in (Part.WHERE, Part.WHAT):
            services.save(actor, draft, part, _details(row), at=clock.now())
        for upload, description in _uploads(row):
            services.add_files(actor, draft, [upload], None, description=description, at=clock.now())

    return do


def _uploads(row: dict[str, Any]) -> list[tuple[files.Taken, str]]:
    taken = files.take_in(map(_file, row["evidence"]), files.EVIDENCE, sealed=True)
    return list(zip(taken, (item["description"] for item in row["evidence"]), strict=True))


def _details(row: dict[str, Any]) -> dict[str, Any]:
    happened, affected = row["happened"], row["affected"]
    return {
        "category": row["category"], "language": row["language"], "timing": row["timing"], "happened_on": date_of(happened),
        "happened_time": happened["time"], "precision": happened["precision"], "governorate": row["governorate"],
        "district": row["district"], "place": row["place"], "title": row["title"], "narrative": row["text"],
        "about_staff": row["about_staff"], "affected_women": affected["women"], "affected_men": affected["men"],
        "affected_pwd": affected["persons_with_disabilities"], "affected_displaced": affected["displaced"], "source": row["source"],
        "observer_code": row.get("observer_code"),
        "visibility": row["visibility"], "summary": row["summary"], "summary_language": row["language"] if row["summary"] else None,
        "names": {item["kind"]: item["text"] for item in row["protected"]},
    }  # fmt: skip


def _step(actor: Actor, step: dict[str, Any], filed: Written) -> Callable[[], None]:
    """Given its moment outright, a service writes no mail."""
    text, language = step["text"], step["language"]

    def do() -> None:
        violation = filed.thing
        if step["do"] in ("reply", "inform"):
            say = services.answer if actor.is_commission else services.add
            say(actor, violation, text, language, at=clock.now())
        elif step["do"] == "withdraw":
            services.withdraw(actor, violation, text, language, at=clock.now())
        else:
            services.change(
                actor, violation, Verb(step["do"]), reason=text, language=language, outcome=step["outcome"],
                referred_to=step["referred_to"], at=clock.now(),
            )  # fmt: skip

    return do


def _file(item: dict[str, Any]) -> FileStorage:
    made = _tone() if item["kind"] == "sound" else picture(item["scene"], item["name"])
    return FileStorage(io.BytesIO(made), filename=item["name"])


def _tone() -> bytes:
    """Two seconds that rise and fall, plainly no recording."""
    steps = range(2 * RATE)
    samples = (int(8000 * math.sin(math.pi * step / len(steps)) * math.sin(step * 440 * math.tau / RATE)) for step in steps)
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setparams((1, 2, RATE, len(steps), "NONE", ""))
        sound.writeframes(b"".join(sample.to_bytes(2, "little", signed=True) for sample in samples))
    return out.getvalue()
