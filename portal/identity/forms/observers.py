"""Forms of the roster of observers. Choices of places come from the country and are set by the views."""

from typing import Any

from flask_wtf.file import FileField

from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import (
    BooleanField,
    DateParts,
    Form,
    OnceField,
    Optional,
    RadioField,
    Required,
    SearchField,
    SelectField,
    StopValidation,
    TextField,
    choices_of,
)
from portal.identity.forms.rules import Phone
from portal.identity.vocabulary.observers import MOST_MEGABYTES, SEXES, TRAININGS, Training


class ObserverForm(Form):
    """Of an entry that stands already. Name and phone are not shown here; what is typed replaces what is kept."""

    governorate = SelectField(_l("Governorate"), [Required(_l("Choose a governorate"))])
    district = SelectField(_l("District"), [Optional()])
    sex = RadioField(_l("Sex"), [Required(_l("Choose the sex"))], choices=choices_of(SEXES))
    training = RadioField(_l("Training"), choices=choices_of(TRAININGS), default=Training.NONE)
    trained_on = DateParts(_l("Date of training"), [Optional()])
    badge = TextField(_l("Badge number"), description=_l("Of the accreditation badge, once there is one."), code=True, most=40)
    name = TextField(_l("Full name"), autocomplete="off", most=200)
    phone = TextField(_l("Phone number"), [Optional(), Phone()], code=True, autocomplete="off", most=40)


class NewObserverForm(ObserverForm):
    code = TextField(_l("Code"), description=_l("Your organisation's own, such as BSR-014. Left empty, the portal makes one."), code=True, most=40)


class RosterFilterForm(Form):
    class Meta(Form.Meta):
        csrf = False

    q = SearchField(_l("Code"))
    governorate = SelectField(_l("Governorate"))
    sex = SelectField(_l("Sex"))
    training = SelectField(_l("Training"))
    show = SelectField(_l("Status"))


class RosterExportForm(Form):
    with_names = BooleanField(_l("With names and phone numbers"))


class RosterFile(FileField):
    megabytes = MOST_MEGABYTES


class RosterFileForm(Form):
    once = OnceField()
    file = RosterFile(_l("File of observers (CSV)"))

    def validate_file(self, field: Any) -> None:
        if not getattr(field.data, "filename", ""):
            raise StopValidation(str(_l("Choose a file.")))
