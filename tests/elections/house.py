"""What the house's laws need to know of this feature."""

UNTRIED = {
    "elections.show": "every signed-in person may read elections; there is no record of another's",
    "elections.deadline": "for commission administrators; others are refused whatever the record (tests/elections/test_pages.py)",
}
