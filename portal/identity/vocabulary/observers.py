"""The words of the roster of observers: what is kept, what files may say, what is told."""

import re
import unicodedata
from enum import StrEnum

from portal.core.catalogue import lazy_gettext as _l


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


SEXES = {Sex.FEMALE: _l("Female"), Sex.MALE: _l("Male")}


class Training(StrEnum):
    NONE = "none"
    BASIC = "basic"
    ADVANCED = "advanced"


TRAININGS = {
    Training.NONE: _l("Not trained yet"),
    # NOTE: of an observer: the level of training
    Training.BASIC: _l("Basic training"),
    # NOTE: of an observer: the level of training
    Training.ADVANCED: _l("Advanced training"),
}
# Headings of the columns of a file, in the order of the template; the keys are accepted as headings too.
COLUMNS = {
    "code": _l("Code"),
    "governorate": _l("Governorate"),
    "district": _l("District"),
    "sex": _l("Sex"),
    "training": _l("Training"),
    "trained_on": _l("Date of training"),
    "badge": _l("Badge number"),
    "name": _l("Full name"),
    "phone": _l("Phone number"),
}
PROTECTED_COLUMNS = ("name", "phone")


class Fate(StrEnum):
    FRESH = "fresh"
    CHANGED = "changed"
    SAME = "same"
    BAD = "bad"


FATES = {
    Fate.BAD: ("bad", _l("Cannot be taken")),
    Fate.CHANGED: ("work", _l("Changed")),
    Fate.FRESH: ("good", _l("New")),
    Fate.SAME: ("off", _l("Unchanged")),
}


class ImportState(StrEnum):
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


IMPORT_STATES = {
    ImportState.CHECKED: ("wait", _l("Waits for your confirmation")),
    ImportState.RUNNING: ("work", _l("Is being stored")),
    ImportState.DONE: ("good", _l("Stored")),
    ImportState.DROPPED: ("off", _l("Not stored")),
}
ALL_REFUSED = ("bad", _l("Nothing of it can be taken"))
MOST_ROWS, MOST_MEGABYTES = 10_000, 8
FAULTS = {
    "bad_code": _l("The code may hold letters, digits, hyphens, dots and underscores, at most 40."),
    "twice": _l("This code stands in an earlier row too."),
    "no_governorate": _l("The governorate is missing."),
    "unknown_governorate": _l("There is no such governorate. Write its name or its code, such as BSR."),
    "other_district": _l("This district does not lie in the governorate."),
    "no_sex": _l("The sex is missing."),
    "unknown_sex": _l("There is no such word for the sex. Write %(female)s or %(male)s.", female=SEXES[Sex.FEMALE], male=SEXES[Sex.MALE]),
    "unknown_training": _l(
        "There is no such training. Write one of these: %(none)s; %(basic)s; %(advanced)s.",
        **{str(training): word for training, word in TRAININGS.items()},
    ),
    "bad_date": _l("The date of training is no date. Write it such as 2026-03-05."),
    "future_date": _l("The date of training lies in the future."),
    "date_untrained": _l("There is a date of training, but no training. Say which training it was, or leave the date empty."),
    "bad_badge": _l("The badge number is longer than 40 characters."),
    "bad_name": _l("The name is longer than 200 characters."),
    "bad_phone": _l("The phone number has other characters than digits, or too few or too many of them."),
    "cells": _l("The row has more cells than the first row has headings."),
}
CODE_TAKEN = _l("Another observer of your organisation has this code.")
NO_SUCH_CODE = _l("No observer in your organisation's list has this code. Check it, or leave the field empty.")
NOT_YOUR_ROSTER = _l("The list of observers is open to the administrators and case-holders of the organisation.")
NO_HEADINGS = _l("The first row must name the columns, at least governorate and sex. Take the template.")
COLUMN_TWICE = _l("Two columns have the same heading.")
NO_ROWS = _l("The file has no rows under its headings.")
TOO_MANY_ROWS = _l("The file has more than %(most)s rows. Divide it.", most="10,000")
TOO_LARGE = _l("The file is larger than %(megabytes)d MB.", megabytes=MOST_MEGABYTES)
NOTHING_TO_STORE = _l("The file holds nothing that is new or changed.")
NOT_WAITING_ANY_MORE = _l("This file was confirmed or put aside already. Load the page again.")

CODE_SHAPE = re.compile(r"[^\W_][\w.-]{0,39}")


def plain_digits(text: str) -> str:
    """Digits of any script as 0 to 9."""
    return "".join(str(unicodedata.decimal(c)) if unicodedata.category(c) == "Nd" else c for c in text)


def normal_code(typed: str) -> str | None:
    """The code as it is kept: without spaces, in capitals; None when it is no code."""
    plain = plain_digits("".join(typed.split())).upper()
    return plain if CODE_SHAPE.fullmatch(plain) else None


NOTICES = {"identity.roster_imported": _l("Your file of observers (%(reference)s) has been stored.")}
ACTIONS = {
    "identity.observer_added": _l("Entered an observer"),
    "identity.observer_changed": _l("Changed an observer's entry"),
    "identity.observer_ended": _l("Ended an observer's entry"),
    "identity.observer_back": _l("Took an observer back into the list"),
    "identity.observer_names_seen": _l("Looked at protected names of observers"),
    "identity.roster_read": _l("Uploaded a file of observers"),
    "identity.roster_confirmed": _l("Confirmed a file of observers"),
    "identity.roster_dropped": _l("Put a file of observers aside"),
    "identity.roster_imported": _l("Observers of a file were stored"),
    "identity.roster_exported": _l("Took the list of observers along"),
}
FACTS = {
    "observers": _l("Observers"),
    "fields": _l("Fields"),
    "district": COLUMNS["district"],
    "sex": COLUMNS["sex"],
    "training": COLUMNS["training"],
    "trained_on": COLUMNS["trained_on"],
    "badge": COLUMNS["badge"],
    "from_file": _l("From the file"),
    "rows": _l("Rows"),
    "fresh": _l("New"),
    "changed": _l("Changed"),
    "bad": _l("Rows that could not be taken"),
    "with_names": _l("With names"),
}
WORDS = {"fields": COLUMNS, "sex": SEXES, "training": TRAININGS}
