"""Forms of agreements, signatures and commitments."""

from typing import Any

from portal.core.catalogue import gettext as _
from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import (
    BooleanField,
    DateParts,
    Form,
    HiddenField,
    LongTextField,
    Optional,
    RadioField,
    Required,
    RequiredTick,
    TextField,
    ValidationError,
    choices_of,
)
from portal.core.text import whole_number
from portal.identity.forms.rules import LANGUAGES
from portal.identity.vocabulary.agreements import COMMITMENT_STATES, WHOSE, CommitmentState, Whose

BY_CLAUSE = _l("Plain text. A blank line begins a new paragraph.")


class SeenForm(Form):
    """Knows which state of the record it was opened on."""

    seen = HiddenField(default="0")

    @property
    def seen_version(self) -> int:
        number = whole_number(self.seen.data)
        return -1 if number is None else number


class AgreementDraftForm(SeenForm):
    title_ar = TextField(_l("Title in Arabic"), [Optional()], language="ar")
    body_ar = LongTextField(_l("Text in Arabic"), [Optional()], description=BY_CLAUSE, most=60_000, rows=12, language="ar")
    title_ckb = TextField(_l("Title in Sorani Kurdish"), [Optional()], language="ckb")
    body_ckb = LongTextField(_l("Text in Sorani Kurdish"), [Optional()], description=BY_CLAUSE, most=60_000, rows=12, language="ckb")
    title_en = TextField(_l("Title in English"), [Optional()], language="en")
    body_en = LongTextField(_l("Text in English"), [Optional()], description=BY_CLAUSE, most=60_000, rows=12, language="en")
    authentic = RadioField(
        _l("Which text counts where they differ"), [Required(_l("Choose the language that counts"))], choices=choices_of(LANGUAGES), default="ar"
    )

    def texts(self) -> dict[str, tuple[str, str]]:
        return {code: (self[f"title_{code}"].data or "", self[f"body_{code}"].data or "") for code in ("ar", "ckb", "en")}


class AgreementPublicationForm(SeenForm):
    sign_by = DateParts(
        _l("Last day for signing"), [Required(_l("Enter the last day for signing"))], description=_l("Organisations are reminded a week and a day before it.")
    )


class SignatureForm(Form):
    language = HiddenField()
    read = BooleanField(_l("I have read this text in the language that stands above"), [RequiredTick(_l("Read the text, then tick that you have read it"))])
    authority = BooleanField(
        _l("I am authorised to sign for the organisation, and I sign this text in its name"),
        [RequiredTick(_l("Tick that you are authorised; otherwise somebody who is must sign"))],
    )
    name = TextField(_l("Your full name"), [Required(_l("Type your full name, as you sign"))], autocomplete="off", most=200)
    position = TextField(
        _l("Your position in the organisation"), [Required(_l("Type your position, such as director"))], autocomplete="off", most=200
    )

    def validate_name(self, field: Any) -> None:
        if len((field.data or "").split()) < 2:
            raise ValidationError(_("Type your full name, as you sign"))


class CommitmentForm(SeenForm):
    text_ar = LongTextField(_l("Commitment in Arabic"), most=2000, rows=3, language="ar")
    text_ckb = LongTextField(_l("Commitment in Sorani Kurdish"), most=2000, rows=3, language="ckb")
    text_en = LongTextField(_l("Commitment in English"), most=2000, rows=3, language="en")
    whose = RadioField(_l("Whose commitment"), choices=choices_of(WHOSE), default=Whose.BOTH)
    state = RadioField(
        _l("Status"), choices=choices_of((state, word) for state, (_tone, word) in COMMITMENT_STATES.items()), default=CommitmentState.PLANNED
    )
    due_on = DateParts(_l("Due on"), [Optional()])
    note = LongTextField(
        _l("Note"), [Optional()], description=_l("What was done, or why it is late. Everybody who works here reads it."), most=4000, rows=4
    )

    def validate_text_ar(self, field: Any) -> None:
        if not all(self.texts().values()):
            raise ValidationError(_("Write the commitment in all three languages"))

    def texts(self) -> dict[str, str]:
        return {code: self[f"text_{code}"].data or "" for code in ("ar", "ckb", "en")}
