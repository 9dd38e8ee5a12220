"""From a folded word to the keys under which its other forms are found too.

A key says who cut it: `_a` Arabic, `_s` Sorani, `_e` Latin script, `_g` a group of the spelling file. So a stem of one
language never meets one of another. Stems have three letters at least."""

import snowballstemmer

from portal.core.search.spelling import key_of

LEAST = 3

ARTICLES = ("وبال", "وکال", "فبال", "ولل", "فلل", "وال", "بال", "کال", "فال", "لل", "ال")
PARTICLES = ("وب", "ول", "وک", "فب", "فل", "و", "ب", "ل", "ک", "ف", "س")
PRONOUNS = {"هما": 4, "ها": 3, "هم": 4, "هن": 4, "کم": 4, "نا": 4, "ه": 3}
ENDINGS = {"ات": 3, "ان": 3, "ون": 3, "ین": 3, "ی": 3, "ا": 4}
ARABIC_SUFFIXES = tuple((suffix, least, suffix in PRONOUNS) for suffix, least in [*PRONOUNS.items(), *ENDINGS.items()])

SORANI_SUFFIXES = {
    "هکانمان": 3, "هکانتان": 3, "هکانیان": 3, "هکان": 3, "هکه": 3, "یهکان": 3, "یهکه": 3, "یهک": 3, "هوه": 3, "ترین": 3,
    "مان": 4, "تان": 4, "یان": 4, "کان": 4, "که": 4, "یک": 3, "یش": 4, "هش": 4, "وه": 4, "دا": 3, "تر": 3, "ان": 3,
    "ی": 3, "ه": 3, "و": 4,
}  # fmt: skip
BY_LENGTH = tuple(sorted(SORANI_SUFFIXES.items(), key=lambda item: -len(item[0])))

_english = snowballstemmer.stemmer("english")


def latin(word: str) -> set[str]:
    return {f"_g{key}" if (key := key_of(word)) else f"_e{_english.stemWord(word)}"}


def arabic(word: str, article: bool = True) -> set[str]:
    """Light stemming (after light10). `article`: a leading ال may be the article (not where it is written إل)."""
    if known := key_of(word):
        return {f"_g{known}"}
    keys = _tails(_without_article(word, article))
    for particle in PARTICLES:
        if word.startswith(particle):
            keys |= {key for key in _tails(_without_article(word.removeprefix(particle), True)) if key.startswith("_g")}
    return keys


def _without_article(word: str, article: bool) -> str:
    for prefix in ARTICLES:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) >= LEAST and (article or prefix != "ال"):
            return rest
    rest = word.removeprefix("و")
    return rest if len(rest) >= LEAST else word


def _tails(form: str) -> set[str]:
    """Takes suffix after suffix; a ت before a pronoun may be a ة, so both are tried."""
    while True:
        if known := key_of(form):
            return {f"_g{known}"}
        cut = _cut_arabic(form)
        if cut is None:
            return {f"_a{form}"} if len(form) >= LEAST else set()
        form, pronoun = cut
        if pronoun and form.endswith("ت") and not form.endswith("ات") and len(form) > LEAST:
            return _tails(form) | _tails(form[:-1] + "ه")


def _cut_arabic(form: str) -> tuple[str, bool] | None:
    cuts = []
    for suffix, least, pronoun in ARABIC_SUFFIXES:
        if form.endswith(suffix) and len(form) - len(suffix) >= least:
            rest = form[: -len(suffix)].removesuffix("ء")
            cuts.append((rest[:-1] if pronoun and rest.endswith("او") else rest, pronoun))
    return next((cut for cut in cuts if key_of(cut[0])), cuts[0] if cuts else None)


def sorani(word: str) -> set[str]:
    """Takes suffixes and a glued و until nothing gives, the longest unless a shorter leads to a known word; the و
    before a word only in the end."""
    form = word
    while True:
        if known := key_of(form):
            return {f"_g{known}"}
        shorter = _cut_sorani(form)
        if shorter is None:
            break
        form = shorter
    if form.startswith("و") and len(form) > LEAST:
        rest = form[1:]
        return {f"_g{known}" if (known := key_of(rest)) else f"_s{rest if len(rest) > LEAST else form}"}
    return {f"_s{form}"} if len(form) >= LEAST else set()


def _cut_sorani(form: str) -> str | None:
    fitting = [suffix for suffix, least in BY_LENGTH if form.endswith(suffix) and len(form) - len(suffix) >= least]
    cuts = [form[: -len(suffix)] for suffix in fitting]
    return next(filter(key_of, cuts), cuts[0] if cuts else None)
