"""Forms of the commission's examination, of renewals, memberships and mergers."""

from collections.abc import Iterable

from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import (
    DateParts,
    Form,
    LongTextField,
    OnceField,
    Optional,
    Required,
    SelectField,
    TextField,
    TicksField,
    choices_of,
)
from portal.identity.forms.applying import Registrations
from portal.identity.forms.rules import MailAddress, Phone
from portal.identity.vocabulary.checking import ITEMS, RESULTS, UNCHECKED, Item, Result


class AskForm(Form):
    text = LongTextField(
        _l("Question"),
        [Required(_l("Write the question; the applicant reads it"))],
        description=_l("The applicant reads this, may correct the form, and answers."),
        most=4000,
        rows=4,
    )


class AnswerForm(Form):
    text = LongTextField(
        _l("Answer"),
        [Required(_l("Write the answer; the applicant reads it"))],
        description=_l("The applicant reads this."),
        most=4000,
        rows=4,
    )


def checklist_form(items: Iterable[Item]) -> type[Form]:
    """A choice for each item; what nobody has looked at stays open."""
    words = choices_of(((result, word) for result, (_tone, word) in RESULTS.items()), none=UNCHECKED[1])
    fields = {str(item): SelectField(ITEMS[item], choices=list(words)) for item in items}
    return type("ChecklistForm", (_Checklist,), fields)


class _Checklist(Form):
    def results(self) -> dict[Item, Result]:
        return {Item(field.short_name): Result(field.data) for field in self if field.short_name in set(Item) and field.data in set(Result)}


class RenewalForm(Registrations):
    """The facts as they stand, to be confirmed or corrected."""

    once = OnceField()
    about = LongTextField(_l("Your work on elections"), [Required(_l("Say what you do or plan to do around elections"))], most=4000)
    governorates = TicksField(_l("Governorates in which you work"), [Required(_l("Choose at least one governorate"))])
    contact_name = TextField(_l("Full name of the contact person"), [Required(_l("Enter the name of the contact person"))], most=200)
    phone = TextField(_l("Phone number"), [Required(_l("Enter a phone number")), Phone()], code=True, autocomplete="tel", most=40)
    email = TextField(_l("E-mail address"), [Optional(), MailAddress()], code=True, autocomplete="email", most=320)


class CallForm(Form):
    member = TextField(
        _l("Organisation: name or reference number"),
        [Required(_l("Enter the name or the reference number of the member organisation"))],
        description=_l("A part of the name is enough. The organisation's administrators are asked."),
    )
    from_on = DateParts(_l("Member since"), [Required(_l("Enter the day on which the membership began"))])
    to_on = DateParts(_l("Member until"), [Optional()])


class EndForm(Form):
    """Without a day the membership ends now."""

    to_on = DateParts(_l("Last day"), [Optional()], description=_l("Leave it empty to end the membership today."))


class StaysForm(Form):
    """Which organisation stays: asked by address, so that the preview can be loaded again."""

    class Meta(Form.Meta):
        csrf = False

    into = TextField(_l("The organisation that stays: name or reference number"), [Required(_l("Enter the name or the reference number of the organisation"))])


class MergeForm(Form):
    typed = TextField(
        _l("Reference number of the organisation that ends"),
        [Required(_l("Type the reference number of the organisation that will be merged"))],
        code=True,
        most=40,
    )
