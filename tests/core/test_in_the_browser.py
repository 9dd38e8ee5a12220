"""Parts that only a browser proves: a table that looks like cards, what is copied, and what is said of work under way."""

from collections.abc import Iterator
from typing import Any

import pytest


def _tree(page: Any) -> list[dict[str, Any]]:
    """What assistive technology is given, in the order of the page."""
    return list(page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"])


def _of_role(tree: list[dict[str, Any]], *roles: str) -> Iterator[str]:
    return (node.get("name", {}).get("value", "") for node in tree if not node["ignored"] and node["role"]["value"] in roles)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_as_cards_a_table_stays_one_and_names_each_column_once(tab: Any, lang: str) -> None:
    auditor = tab("auditor@commission.example", lang=lang, width=360)
    auditor.go("/audit/")
    labels = auditor.page.eval_on_selector_all("tbody tr:first-child td[data-label]", "cells => cells.map(cell => cell.dataset.label)")
    shown = auditor.page.eval_on_selector("tbody td[data-label]", "cell => [getComputedStyle(cell).display, getComputedStyle(cell, '::before').content]")
    assert shown[0] == "flex" and labels[0] in shown[1], "the eye reads the column's name beside the value"
    tree = _tree(auditor.page)
    heads, cells = list(_of_role(tree, "columnheader")), list(_of_role(tree, "cell", "gridcell"))
    assert heads[1:] == labels and len(cells) % len(labels) == 0 and cells
    said = [node.get("name", {}).get("value", "").strip() for node in tree if node["role"]["value"] in ("StaticText", "InlineTextBox")]
    assert all(said.count(label) <= 2 for label in labels), "once as the head of the column: as text, and as its line"
    auditor.check()


def test_a_checksum_is_shown_in_groups_and_copied_without_gaps(tab: Any) -> None:
    auditor = tab("auditor@commission.example", lang="en")
    auditor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    auditor.go("/audit/seal")
    seal = auditor.page.locator(".hash").first
    auditor.page.locator("button[data-copy]").first.click()
    auditor.page.get_by_text("Copied").first.wait_for()
    copied = auditor.page.evaluate("navigator.clipboard.readText()")
    assert len(copied) == 64 and copied == seal.text_content()
    assert seal.evaluate("one => { getSelection().selectAllChildren(one); return getSelection().toString(); }") == copied
    auditor.check()


def test_the_private_link_is_a_field_that_can_be_copied(tab: Any) -> None:
    guest = tab(lang="en")
    guest.context.grant_permissions(["clipboard-read", "clipboard-write"])
    guest.go("/apply")
    guest.page.get_by_label("Show it to me once").check()
    guest.press("Begin")
    field = guest.page.get_by_label("Your private link", exact=True)
    guest.page.locator("button[data-copy=private-link]").click()
    guest.page.get_by_text("Copied").wait_for()
    assert guest.page.evaluate("navigator.clipboard.readText()") == field.input_value()
    assert guest.page.get_by_role("link", name="Open your application by this link").get_attribute("href") == field.input_value()
    guest.check()


def test_that_the_own_copy_is_ready_is_said_without_being_asked_for(tab: Any) -> None:
    member = tab("staff@zagros.example", lang="en")
    member.go("/identity/data")
    member.press("Prepare a copy of my data")
    member.page.locator(".notice.told[role=status]:focus", has_text="The copy of your data is ready.").wait_for(timeout=40_000)
    member.page.get_by_role("link", name="Download the copy of my data").wait_for(timeout=40_000)
    assert "is ready." in member.page.title()
    member.check()
