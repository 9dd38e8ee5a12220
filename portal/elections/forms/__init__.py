"""What may be typed about elections."""

from portal.elections.forms.dates import DeadlineForm, HourField, hour_of
from portal.elections.forms.places import PlaceFilterForm, PlacesForm
from portal.elections.forms.preparing import ConstituencyForm, DayForm, FactsForm, NamesForm, NewForm, PhaseForm, StepForm

__all__ = [
    "ConstituencyForm",
    "DayForm",
    "DeadlineForm",
    "FactsForm",
    "HourField",
    "NamesForm",
    "NewForm",
    "PhaseForm",
    "PlaceFilterForm",
    "PlacesForm",
    "StepForm",
    "hour_of",
]
