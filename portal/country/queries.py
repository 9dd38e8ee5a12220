"""What the country pack knows. Each file is read once; PORTAL_COUNTRY names the folder."""

import csv
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from portal.country.vocabulary import Category, CategoryGroup, Credit, District, Governorate, Phase

PACKS = Path(__file__).parent
LANGUAGES = ("ar", "ckb", "en")


def governorates() -> tuple[Governorate, ...]:
    return tuple(_governorates(_country()).values())


def governorate(code: str) -> Governorate | None:
    return _governorates(_country()).get(code)


def districts(governorate_code: str) -> tuple[District, ...]:
    return tuple(district for district in _districts(_country()).values() if district.governorate == governorate_code)


def district(code: str) -> District | None:
    return _districts(_country()).get(code)


def categories(core_only: bool = False) -> tuple[Category, ...]:
    known = _taxonomy(_country())[0].values()
    return tuple(category for category in known if category.core or not core_only)


def category(code: str) -> Category | None:
    return _taxonomy(_country())[0].get(code)


def category_groups() -> tuple[CategoryGroup, ...]:
    return _taxonomy(_country())[1]


def phases() -> tuple[Phase, ...]:
    return _taxonomy(_country())[2]


def deadlines() -> tuple[dict[str, Any], ...]:
    """Time limits that elections of this country have had: code, party, names, who, counted_from, length_days, certainty,
    source. Their days belong to an election and stand in no list."""
    return _deadlines(_country())


def spelling_groups() -> tuple[tuple[str, ...], ...]:
    """Words that search takes for one; the first of each is its key."""
    return _spelling(_country())


def credits(lang: str) -> tuple[Credit, ...]:
    lines = _lines(_country(), "credits.csv")
    return tuple(Credit(line[f"what_{lang}"], line["source"], line["licence"], line["url"], line[f"changes_{lang}"]) for line in lines)


def _country() -> str:
    return os.environ.get("PORTAL_COUNTRY") or "iq"


def _file(country: str, name: str) -> Path:
    packs = {folder.name for folder in PACKS.iterdir() if (folder / "governorates.csv").exists()}
    if country not in packs:
        raise SystemExit(f"PORTAL_COUNTRY={country}: there is no such country pack; known: {', '.join(sorted(packs))}.")
    return PACKS / country / name


def _lines(country: str, name: str) -> Iterable[dict[str, str]]:
    with _file(country, name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def _governorates(country: str) -> dict[str, Governorate]:
    found = (
        Governorate(
            code=line["code"],
            names=_names(line, "name_"),
            capitals=_names(line, "capital_"),
            region=line["region"],
            iso=line["iso_3166_2"],
            pcode=line["ocha_pcode"],
            tile_row=int(line["tile_row"]),
            tile_column=int(line["tile_col"]),
        )
        for line in _lines(country, "governorates.csv")
    )
    return {governorate.code: governorate for governorate in found}


@cache
def _districts(country: str) -> dict[str, District]:
    found = (
        District(
            code=line["pcode"],
            governorate=line["governorate_code"],
            names=_names(line, "name_"),
            latitude=float(line["lat"]),
            longitude=float(line["lon"]),
        )
        for line in _lines(country, "districts.csv")
    )
    return {district.code: district for district in found}


@cache
def _taxonomy(country: str) -> tuple[dict[str, Category], tuple[CategoryGroup, ...], tuple[Phase, ...]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with _file(country, "violation_taxonomy.yaml").open(encoding="utf-8") as file:
        told: dict[str, Any] = yaml.load(file, Loader=loader)  # noqa: S506 - both are safe loaders
    groups = tuple(CategoryGroup(entry["code"], names=_names(entry)) for entry in told["groups"])
    phases = tuple(Phase(entry["code"], names=_names(entry)) for entry in told["phases"])
    categories = (
        Category(
            code=entry["code"],
            group=entry["group"],
            names=_names(entry),
            core=entry["core"],
            phases=tuple(entry["phases"]),
            severity=entry["severity"],
            evidence=tuple(entry["evidence"]),
            legal_basis=tuple(entry["legal_basis"]),
            class_hint=entry.get("ihec_class_hint"),
        )
        for entry in told["incidents"]
    )
    return {category.code: category for category in categories}, groups, phases


@cache
def _deadlines(country: str) -> tuple[dict[str, Any], ...]:
    with _file(country, "deadlines.yaml").open(encoding="utf-8") as file:
        return tuple(yaml.safe_load(file)["deadlines"])


@cache
def _spelling(country: str) -> tuple[tuple[str, ...], ...]:
    lines = _file(country, "spelling.txt").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split()) for line in lines if line.strip() and not line.startswith("#"))


def _names(line: dict[str, Any], prefix: str = "") -> dict[str, str]:
    return {language: line[prefix + language] for language in LANGUAGES if line.get(prefix + language)}
