"""The words of polling centres, and of the files that they come in."""

from enum import StrEnum

from portal.core.catalogue import lazy_gettext as _l


class CentreKind(StrEnum):
    GENERAL = "general"
    SPECIAL = "special"
    DISPLACED = "displaced"
    PRISON = "prison"
    HOSPITAL = "hospital"


class Accessible(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class VotersOf(StrEnum):
    ALL = "all"
    WOMEN = "women"
    MEN = "men"


class ImportState(StrEnum):
    WAITING = "waiting"
    CHECKING = "checking"
    CHECKED = "checked"
    FAULTY = "faulty"
    CONFIRMED = "confirmed"
    TAKING = "taking"
    DONE = "done"
    DROPPED = "dropped"


CENTRE_KINDS = {
    CentreKind.GENERAL: _l("General voting"),
    CentreKind.SPECIAL: _l("Special voting"),
    CentreKind.DISPLACED: _l("Displaced voters"),
    CentreKind.PRISON: _l("Prison"),
    CentreKind.HOSPITAL: _l("Hospital"),
}
ACCESSIBLE = {Accessible.YES: _l("Step-free entrance"), Accessible.NO: _l("Entrance with steps"), Accessible.UNKNOWN: _l("Not known")}
VOTERS_OF = {VotersOf.ALL: _l("Women and men"), VotersOf.WOMEN: _l("Women"), VotersOf.MEN: _l("Men")}
UNDER_WAY = (ImportState.WAITING, ImportState.CHECKING, ImportState.CONFIRMED, ImportState.TAKING)
IMPORT_STATES = {
    ImportState.WAITING: _l("Waiting for the check"),
    ImportState.CHECKING: _l("Being checked"),
    ImportState.CHECKED: _l("Waiting for your confirmation"),
    ImportState.FAULTY: _l("Rows have to be corrected"),
    ImportState.CONFIRMED: _l("Waiting to be taken over"),
    ImportState.TAKING: _l("Being taken over"),
    ImportState.DONE: _l("Taken over"),
    ImportState.DROPPED: _l("Dropped"),
}
IMPORT_TONES = {
    ImportState.WAITING: "work", ImportState.CHECKING: "work", ImportState.CHECKED: "wait", ImportState.FAULTY: "bad",
    ImportState.CONFIRMED: "work", ImportState.TAKING: "work", ImportState.DONE: "good", ImportState.DROPPED: "off",
}  # fmt: skip
COLUMNS = {
    "centre": _l("Code of the centre"),
    "station": _l("Number of the station"),
    "name": _l("Name"),
    "name_ar": _l("Name in Arabic"),
    "name_ckb": _l("Name in Sorani"),
    "name_en": _l("Name in English"),
    "governorate": _l("Governorate"),
    "district": _l("District"),
    "subdistrict": _l("Subdistrict"),
    "address": _l("Postal address"),
    "latitude": _l("Latitude"),
    "longitude": _l("Longitude"),
    "kind": _l("Kind"),
    "accessible": _l("Step-free entrance"),
    "voters": _l("Number of voters"),
    "voters_of": _l("Women or men"),
}
IN_THIS_LANGUAGE = _l("The centre's name in this language, if it has one.")
COLUMN_HINTS = {
    "centre": _l("Needed in every row. Letters, digits and hyphens, at most 32."),
    "station": _l("Empty in the row of a centre; in the row of a station its number."),
    "name": _l("Needed in a centre's row, in any of the four columns of names; here in the language that its letters tell."),
    "name_ar": IN_THIS_LANGUAGE,
    "name_ckb": IN_THIS_LANGUAGE,
    "name_en": IN_THIS_LANGUAGE,
    "governorate": _l("Needed in a centre's row: its code (BSR) or its name in any of the three languages."),
    "district": _l("Its code (IQG02Q03) or its name; it must lie in the governorate."),
    "subdistrict": _l("Its name, as far as it is known."),
    "address": _l("Street, quarter, or a place beside it that everybody knows."),
    "latitude": _l("Degrees with a point, such as 30.51; with the longitude or not at all."),
    "longitude": _l("Degrees with a point, such as 47.78; with the latitude or not at all."),
    "kind": _l("general, special, displaced, prison or hospital, or the word of another language. Empty is general."),
    "accessible": _l("yes, no, or empty when it is not known."),
    "voters": _l("Of the station in a station's row, of the centre in a centre's row."),
    "voters_of": _l("women, men, or empty for both."),
}
REASONS = {
    "missing": _l("This must be filled in."),
    "code": _l("A code has letters, digits and hyphens, at most 32."),
    "number": _l("This must be a whole number."),
    "station": _l("A station's number is a whole number from 1 to 9999."),
    "degrees": _l("This must be a number of degrees within Iraq's borders, such as 30.51."),
    "pair": _l("Latitude and longitude must both be given, or neither."),
    "governorate": _l("No governorate has this code or name."),
    "district": _l("No district of this governorate has this code or name."),
    "kind": _l("This kind of centre is not known."),
    "accessible": _l("Enter yes or no, or leave it empty."),
    "voters_of": _l("Enter women or men, or leave it empty."),
    "long": _l("This text is too long."),
    "twice": _l("This stands in the file already."),
    "no_centre": _l("No row of the file describes this centre."),
    "cells": _l("This row has more cells than the head of the table."),
    "unreadable": _l("From here on the file cannot be read as a table in UTF-8. In Excel choose “Save as”, then “CSV UTF-8”."),
    "head": _l("The head of the table names no column for the code of the centre."),
    "unknown_column": _l("This column is not known; take it out or give it a name from the list."),
    "column_twice": _l("Two columns have this meaning."),
    "empty": _l("The file has no row of a centre."),
}
NOTICES = {
    "elections.places_checked": _l("The file of polling centres was checked and waits for your confirmation."),
    "elections.places_faulty": _l("The file of polling centres was checked; some rows have to be corrected."),
    "elections.places_imported": _l("The polling centres were taken over."),
}
ACTIONS = {
    "elections.places_received": _l("File of polling centres received"),
    "elections.places_confirmed": _l("Import of polling centres confirmed"),
    "elections.places_dropped": _l("Import of polling centres dropped"),
    "elections.places_imported": _l("Polling centres taken over"),
}
FACTS = {
    "centres": _l("Polling centres"),
    "stations": _l("Polling stations"),
    "centres_added": _l("Centres added"),
    "centres_changed": _l("Centres changed"),
    "centres_gone": _l("Centres closed"),
    "stations_added": _l("Stations added"),
    "stations_changed": _l("Stations changed"),
    "stations_gone": _l("Stations closed"),
}
NO_FILE = _l("Choose a file.")
ONE_AT_A_TIME = _l("Another file of polling centres of this election is under way. Confirm or drop it first.")
NOT_CHECKED = _l("This file no longer waits for a confirmation. Load the page again.")
PLACES_CHANGED = _l("The polling centres have changed since this file was checked. Drop it and upload it again.")
