"""The pages of an application, and what the applicant says afterwards."""

from datetime import date
from typing import Any

from wtforms.widgets import FileInput

from portal.core import clock
from portal.core.catalogue import gettext as _
from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import (
    BooleanField,
    DateParts,
    FilesField,
    Form,
    LongTextField,
    OnceField,
    Optional,
    RadioField,
    Required,
    TextField,
    TicksField,
    ValidationError,
    choices_of,
)
from portal.identity import vocabulary
from portal.identity.forms.rules import MailAddress, Phone
from portal.identity.vocabulary import KINDS, Authority, OrganisationKind
from portal.identity.vocabulary.applying import DECLARATION_2005, DECLARATION_2012, GROUPS, NO_DOCUMENT_NUMBER, NO_NUMBER, WORK


class FileField(FilesField):
    """One file."""

    widget = FileInput()


class StartForm(Form):
    once = OnceField()
    way = RadioField(
        _l("How do you want to keep the private link?"),
        choices=choices_of({"email": _l("Send it to me by e-mail"), "shown": _l("Show it to me once; I keep it myself")}),
        default="email",
    )
    email = TextField(
        _l("E-mail address"),
        [MailAddress()],
        description=_l("Only for the link by e-mail. Later it is also where the commission reaches you."),
        code=True,
        autocomplete="email",
        most=320,
    )

    def validate_email(self, field: Any) -> None:
        if self.way.data == "email" and not field.data:
            raise ValidationError(_("Enter an e-mail address"))


class LostLinkForm(Form):
    email = TextField(
        _l("E-mail address"), [Required(_l("Enter an e-mail address")), MailAddress()], code=True, autocomplete="email", most=320,
        description=_l("The one to which the link was sent, or that of the contact person."),
    )  # fmt: skip
    reference = TextField(
        _l("Reference number"), [Optional()], code=True, most=40,
        description=_l("If you know it, such as O-2026-7K3D-9QH4. Without it, each application of this address that has not been accepted gets a new link."),
    )  # fmt: skip


class NamesForm(Form):
    name_ar = TextField(_l("Name in Arabic"), autocomplete="organization", language="ar")
    name_ckb = TextField(_l("Name in Sorani Kurdish"), [Optional()], language="ckb")
    name_en = TextField(_l("Name in English"), [Optional()], language="en")
    kind = RadioField(_l("Kind of organisation"), choices=choices_of(KINDS), default=OrganisationKind.ORGANISATION)
    women_led = BooleanField(_l("The organisation is led by women"))
    of_persons_with_disabilities = BooleanField(_l("It is an organisation of persons with disabilities"))

    def validate_name_ar(self, field: Any) -> None:
        if not self.names():
            raise ValidationError(str(vocabulary.NO_NAME))

    def names(self) -> dict[str, str]:
        typed = {"ar": self.name_ar.data, "ckb": self.name_ckb.data, "en": self.name_en.data}
        return {code: text for code, text in typed.items() if text}


class Registrations(Form):
    """Of either authority or of both."""

    federal_number = TextField(
        _l("Federal registration number"),
        description=_l("Of the NGO Directorate in the Council of Ministers Secretariat. At least one of the two registration numbers is needed."),
        code=True,
        most=64,
    )
    federal_issued = DateParts(_l("Federal registration: issued on"), [Optional()])
    federal_expires = DateParts(_l("Federal registration: valid until"), [Optional()])
    federal_document = FileField(_l("Federal registration: document"), [Optional()])
    kurdistan_number = TextField(
        _l("Registration number of the Kurdistan Region"),
        description=_l("Of the Department of Non-Governmental Organizations. At least one of the two registration numbers is needed."),
        code=True,
        most=64,
    )
    kurdistan_issued = DateParts(_l("Registration of the Kurdistan Region: issued on"), [Optional()])
    kurdistan_expires = DateParts(_l("Registration of the Kurdistan Region: valid until"), [Optional()])
    kurdistan_document = FileField(_l("Registration of the Kurdistan Region: document"), [Optional()])

    def validate_federal_number(self, field: Any) -> None:
        if not field.data and self.has_document(Authority.FEDERAL):
            raise ValidationError(str(NO_DOCUMENT_NUMBER))
        if not field.data and not self.kurdistan_number.data:
            raise ValidationError(str(NO_NUMBER))

    def validate_kurdistan_number(self, field: Any) -> None:
        if not field.data and self.has_document(Authority.KURDISTAN):
            raise ValidationError(str(NO_DOCUMENT_NUMBER))

    def has_document(self, authority: Authority) -> bool:
        return bool(self[f"{authority}_document"].data)

    def validate_federal_issued(self, field: Any) -> None:
        _check_issued(field.data)

    def validate_kurdistan_issued(self, field: Any) -> None:
        _check_issued(field.data)

    def validate_federal_expires(self, field: Any) -> None:
        _check_dates(self.federal_issued.data, field.data)

    def validate_kurdistan_expires(self, field: Any) -> None:
        _check_dates(self.kurdistan_issued.data, field.data)

    def registrations(self) -> list[dict[str, Any]]:
        """Rows of what was filled in."""
        rows = [
            {
                "authority": str(authority),
                "number": self[f"{authority}_number"].data,
                "issued_on": _iso(self[f"{authority}_issued"].data),
                "expires_on": _iso(self[f"{authority}_expires"].data),
            }
            for authority in Authority
        ]
        return [row for row in rows if row["number"]]

    def uploads(self) -> dict[str, Any]:
        """New documents, by authority."""
        return {str(authority): chosen[0] for authority in Authority if (chosen := self[f"{authority}_document"].data)}


class RegistrationForm(Registrations):
    """Of an application. Its files are kept before the rest is right: `kept` says of which authorities there is one,
    `turned_away` why one was not taken."""

    federal_drop = BooleanField(_l("Take out the document of the federal registration"))
    kurdistan_drop = BooleanField(_l("Take out the document of the registration of the Kurdistan Region"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kept: set[str] = set()
        self.turned_away: dict[str, str] = {}

    def files_are_taken(self) -> None:
        """What was just chosen is not what is to be taken out."""
        for authority in self.uploads():
            self[f"{authority}_document"].data = []
            self[f"{authority}_drop"].data = False

    def has_document(self, authority: Authority) -> bool:
        return authority in self.kept and authority not in self.dropped()

    def dropped(self) -> set[str]:
        return {str(authority) for authority in Authority if self[f"{authority}_drop"].data}

    def submitted(self) -> bool:
        valid = super().submitted()
        for authority, why in self.turned_away.items():
            self[f"{authority}_document"].errors = [why]
        return valid and not self.turned_away


class WorkForm(Form):
    work = TicksField(_l("Kinds of work"), [Required(_l("Choose at least one kind of work"))], choices=choices_of(WORK))
    about = LongTextField(
        _l("Your work on elections"),
        [Required(_l("Say what you do or plan to do around elections"))],
        description=_l("For example observation, voter education or work on accessibility: since when, where, with how many people."),
        most=4000,
    )
    target_groups = TicksField(_l("For whom you work"), [Required(_l("Choose at least one group"))], choices=choices_of(GROUPS))
    governorates = TicksField(_l("Governorates in which you work"), [Required(_l("Choose at least one governorate"))])


class PeopleForm(Form):
    contact_name = TextField(
        _l("Full name of the contact person"),
        [Required(_l("Enter the name of the contact person"))],
        description=_l("If the organisation is accepted, this person becomes its administrator in the portal."),
        autocomplete="name",
        most=200,
    )
    phone = TextField(_l("Phone number"), [Required(_l("Enter a phone number")), Phone()], code=True, autocomplete="tel", most=40)
    email = TextField(
        _l("E-mail address"),
        [Optional(), MailAddress()],
        description=_l("Without one, look at the private link from time to time: questions and the decision stand there."),
        code=True,
        autocomplete="email",
        most=320,
    )
    second_name = TextField(_l("Second focal point: full name"), most=200)
    second_duty = TextField(_l("Second focal point: duty"), [Optional()], most=200)
    second_phone = TextField(_l("Second focal point: phone number"), [Optional(), Phone()], code=True, most=40)
    third_name = TextField(_l("Third focal point: full name"), most=200)
    third_duty = TextField(_l("Third focal point: duty"), [Optional()], most=200)
    third_phone = TextField(_l("Third focal point: phone number"), [Optional(), Phone()], code=True, most=40)

    def validate_second_name(self, field: Any) -> None:
        self._needs_name("second")

    def validate_third_name(self, field: Any) -> None:
        self._needs_name("third")

    def _needs_name(self, which: str) -> None:
        if not self[f"{which}_name"].data and (self[f"{which}_phone"].data or self[f"{which}_duty"].data):
            raise ValidationError(_("Enter the full name of this focal point, or leave duty and phone number empty too"))

    def others(self) -> list[dict[str, str | None]]:
        """Further focal points that were filled in."""
        parts = ("name", "duty", "phone")
        rows = [{part: self[f"{which}_{part}"].data or None for part in parts} for which in ("second", "third")]
        return [row for row in rows if row["name"]]


class MemberForm(Form):
    member = TextField(
        _l("Member organisation: full name or reference number"),
        [Required(_l("Enter the name or the reference number of the member organisation"))],
        description=_l("Only organisations that the commission has accepted. Each is asked and says for itself whether it is a member."),
    )
    from_on = DateParts(_l("Member since"), [Required(_l("Enter the day on which the membership began"))])
    to_on = DateParts(_l("Member until"), [Optional()])


class DeclarationsForm(Form):
    non_partisan = BooleanField(
        _l("We declare that the organisation works for no party, candidate or government body in elections, and takes no side."),
        [Required(_l("Without this declaration the organisation cannot be registered"))],
    )
    interests = LongTextField(
        _l("Interests"),
        [Required(_l("Say which interests there are, or write “none”"))],
        description=_l("Party offices, candidacies, money from the state or from parties, and other ties of its leaders. Write “none” if there are none."),
        most=2000,
        rows=4,
    )
    endorses_2005 = BooleanField(_l("The organisation endorses: %(declaration)s", declaration=DECLARATION_2005))
    endorses_2012 = BooleanField(_l("The organisation endorses: %(declaration)s", declaration=DECLARATION_2012))
    declared_by = TextField(_l("Who declares this: full name"), [Required(_l("Enter the name of the person who declares this"))], most=200)
    declared_as = TextField(_l("Office in the organisation"), [Required(_l("Enter the office of that person, such as chair"))], most=200)


class SayForm(Form):
    """What an applicant writes: an answer, a difficulty, an appeal."""

    text = LongTextField(_l("Your text"), [Required(_l("Write something before you send it"))], most=4000, rows=4)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _check_issued(issued: date | None) -> None:
    if issued and issued > clock.today():
        raise ValidationError(_("The day of issue lies in the future. Enter the day that stands on the document."))


def _check_dates(issued: date | None, expires: date | None) -> None:
    if issued and expires and expires <= issued:
        raise ValidationError(_("The registration must end after the day on which it was issued"))
