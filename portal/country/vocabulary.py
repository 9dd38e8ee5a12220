"""What the country pack speaks of. Names fall back in the order ar, ckb, en where a language has none."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Named:
    code: str
    names: dict[str, str] = field(hash=False, kw_only=True)

    def name(self, lang: str) -> str:
        return self.names[self.name_language(lang)]

    def name_language(self, lang: str) -> str:
        """The language of what `name(lang)` gives: not every district has a Sorani name."""
        return next(language for language in (lang, "ar", "ckb", "en") if language in self.names)


@dataclass(frozen=True)
class Governorate(Named):
    """`tile_row` and `tile_column` place it on the map of tiles, which is never mirrored."""

    capitals: dict[str, str] = field(hash=False, kw_only=True)
    region: str = field(kw_only=True)
    iso: str = field(kw_only=True)
    pcode: str = field(kw_only=True)
    tile_row: int = field(kw_only=True)
    tile_column: int = field(kw_only=True)

    def capital(self, lang: str) -> str:
        return self.capitals.get(lang) or self.capitals["ar"]


@dataclass(frozen=True)
class District(Named):
    governorate: str = field(kw_only=True)
    latitude: float = field(kw_only=True)
    longitude: float = field(kw_only=True)


@dataclass(frozen=True)
class Phase(Named):
    """A stretch of the electoral calendar, as the taxonomy counts them."""


@dataclass(frozen=True)
class CategoryGroup(Named):
    """A chapter of the taxonomy."""


@dataclass(frozen=True)
class Category(Named):
    """A kind of incident. `class_hint` is how the commission has classed such; it is not the reporter's to say."""

    group: str = field(kw_only=True)
    core: bool = field(kw_only=True)
    phases: tuple[str, ...] = field(kw_only=True)
    severity: str = field(kw_only=True)
    evidence: tuple[str, ...] = field(kw_only=True)
    legal_basis: tuple[str, ...] = field(kw_only=True)
    class_hint: str | None = field(kw_only=True)


@dataclass(frozen=True)
class Credit:
    """What was taken from elsewhere, in the words of one language."""

    what: str
    source: str
    licence: str
    url: str
    changes: str
