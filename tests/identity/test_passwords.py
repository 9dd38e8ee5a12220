"""Which passwords are taken."""

from typing import Any

import pytest

from portal.core.refusal import Refusal
from portal.identity import vocabulary
from portal.identity.services import breached, passwords

OWN = ("nahrain.ali", "علي كاظم محسن", "admin@nahrain.example")
GOOD = [
    "نهر دجلة يجري 2026", "سێو و هەنار لە باخچە", "hadi tamr qamar 7", "tea with cardamom at six", "المركب يعبر النهر ليلا", "x7!Kq2#Lm9$Wp4",
    "🌊🌴🌙⭐🐟🐢🦩🦆🐎🐪🦔🦊", "a" * 3 + " very long sentence about dates " * 7,
]  # fmt: skip
COMMON = [
    "password1234", "Password2026!!", "P@ssw0rd!2026", "qwertyuiop12", "1qaz2wsx3edc4rfv", "123456789012", "07701234567890", "aaaaaaaaaaaa",
    "abcabcabcabc", "kurdistankurdistan", "بغداد بغداد بغداد", "محمد12345678", "ضصثقفغعهخحجد", "كلمة المرور 123", "correct horse battery staple",
    "demo-Pass-2026", "abcdefghijklmnop", "2026-11-22 2026-11-22",
]  # fmt: skip


@pytest.mark.parametrize("password", GOOD)
def test_any_characters_of_any_language_make_a_password(password: str) -> None:
    passwords.check(password, OWN)


@pytest.mark.parametrize("password", COMMON)
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    with pytest.raises(Refusal) as refused:
        passwords.check(password, OWN)
    assert refused.value.message is vocabulary.TOO_COMMON


@pytest.mark.parametrize("password", ["nahrain.ali2026", "علي كاظم محسن 1", "admin@nahrain.example", "ElectoralPortal2026", "portal-nahrain-26"])
def test_ones_own_names_and_the_portals_are_refused(password: str) -> None:
    with pytest.raises(Refusal) as refused:
        passwords.check(password, OWN)
    assert refused.value.message in (vocabulary.TOO_CLOSE, vocabulary.TOO_COMMON)


def test_an_own_name_among_enough_other_words_is_fine() -> None:
    passwords.check("nahrain.ali drinks tea at dawn", OWN)


def test_eleven_characters_are_too_few_and_257_too_many() -> None:
    for password, reason in (("x7!Kq2#Lm9$", vocabulary.TOO_SHORT), ("tea " * 65, vocabulary.TOO_LONG)):
        with pytest.raises(Refusal) as refused:
            passwords.check(password)
        assert refused.value.message is reason


def test_the_password_of_the_demo_is_for_the_demo_only() -> None:
    passwords.check(passwords.DEMO_PASSWORD, demo=True)


def test_the_same_letters_from_two_keyboards_are_one_password(session: Any) -> None:
    kept = passwords.hash_password("ﷺ سلام عليكم جميعا")
    assert passwords.matches(kept, "صلى الله عليه وسلم سلام عليكم جميعا")


def test_hashes_are_argon2id_and_differ_for_the_same_password(session: Any) -> None:
    first, second = passwords.hash_password(GOOD[0]), passwords.hash_password(GOOD[0])
    assert first.startswith("$argon2id$") and first != second


def test_the_list_holds_some_thousand_entries_in_three_languages() -> None:
    known = passwords._common()
    assert len(known) > 3000
    assert {"password", "كلمة المرور", "وشەی نهێنی", "ضصثقفغعهخحجد"} <= known


@pytest.mark.parametrize("password", ["pinkpratchett123", "LakeMichigan", "alex12041985", "kopasekopase", "WindowsServer2003x64"])
def test_what_was_stolen_elsewhere_is_refused_though_no_rule_would(password: str) -> None:
    assert not passwords._is_common(password)
    with pytest.raises(Refusal) as refused:
        passwords.check(password, OWN)
    assert refused.value.message is vocabulary.TOO_COMMON


def test_the_stolen_ones_are_more_than_a_million_and_a_good_password_is_hardly_ever_taken_for_one() -> None:
    size = breached.LIST.stat().st_size
    assert (size - (breached.GROUPS + 1) * breached.PLACE) // breached.REST > 1_400_000
    assert sum(breached.holds(f"a good password, number {number}") for number in range(3000)) < 10


def test_an_operator_makes_the_list_anew(app: Any, tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(breached, "LIST", tmp_path / "list.bin")
    (tmp_path / "stolen.txt").write_text("Short\nSecond Stolen One\nثالثة من كلمات المرور\n", encoding="utf-8")
    told = app.test_cli_runner().invoke(args=["identity", "pack-passwords", str(tmp_path / "stolen.txt")])
    assert told.output == "2 passwords in list.bin.\n"
    assert [breached.holds(one) for one in ("second stolen one", "ثالثة من كلمات المرور", "short", "fourth stolen one")] == [True, True, False, False]
