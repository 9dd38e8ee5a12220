"""Polling centres: what narrows their list, and the file that they come in."""

from flask_wtf.file import FileField

from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import Form, OnceField, Required, SearchField, SelectField, choices_of
from portal.elections.vocabulary import places as words


class PlaceFilterForm(Form):
    class Meta(Form.Meta):
        csrf = False

    q = SearchField(_l("Search by code or name"))
    governorate = SelectField(_l("Governorate"), validate_choice=False)
    district = SelectField(_l("District"), validate_choice=False)
    kind = SelectField(_l("Kind"), choices=choices_of(words.CENTRE_KINDS, none=_l("All")), validate_choice=False)
    accessible = SelectField(_l("Step-free entrance"), choices=choices_of(words.ACCESSIBLE, none=_l("All")), validate_choice=False)


class PlacesForm(Form):
    once = OnceField()
    file = FileField(_l("Table of polling centres and stations (CSV)"), validators=[Required(words.NO_FILE)])
