"""How a report is described: time, source, who may see it, and which names are protected."""

from enum import StrEnum

from portal.core.catalogue import lazy_gettext as _l


class Timing(StrEnum):
    OCCURRED = "occurred"
    OCCURRING = "occurring"
    WILL_OCCUR = "will_occur"


TIMINGS = {
    Timing.OCCURRED: _l("It has happened"),
    Timing.OCCURRING: _l("It is happening now"),
    Timing.WILL_OCCUR: _l("It is about to happen"),
}


class Precision(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    DAY = "day"
    UNSURE = "unsure"


PRECISIONS = {
    Precision.EXACT: _l("The time is exact"),
    Precision.ABOUT: _l("About this time"),
    Precision.DAY: _l("Only the day is known"),
    Precision.UNSURE: _l("The day is not certain"),
}


class Source(StrEnum):
    OBSERVER = "observer"
    CITIZEN = "citizen"
    MEDIA = "media"


SOURCES = {
    Source.OBSERVER: _l("Our observer saw it"),
    Source.CITIZEN: _l("A citizen told us"),
    Source.MEDIA: _l("We saw it in the media or on social networks"),
}


class Visibility(StrEnum):
    COMMISSION = "commission"
    SUMMARY = "summary"


VISIBILITIES = {
    Visibility.COMMISSION: _l("Only the commission"),
    Visibility.SUMMARY: _l("The commission, and a summary for other registered organisations"),
}
SEVERITIES = {"low": _l("Low"), "medium": _l("Medium"), "high": _l("High"), "critical": _l("Critical")}


class Protected(StrEnum):
    """Names that are encrypted, and opened only by the organisation or by an officer who says why."""

    WITNESS = "witness"
    VICTIM = "victim"
    SOURCE = "source"


PROTECTED = {
    Protected.WITNESS: _l("Witnesses"),
    Protected.VICTIM: _l("Persons harmed"),
    Protected.SOURCE: _l("Source of the information"),
}
