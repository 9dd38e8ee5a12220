"""What the lines of the audit may be narrowed by."""

from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import DateParts, Form, Optional, SelectField, TextField


class FilterForm(Form):
    """Sent by GET, so that a filtered list has an address; nothing is changed, so no CSRF token stands in it."""

    class Meta(Form.Meta):
        csrf = False

    action = SelectField(_l("Action"), validate_choice=False)
    actor = TextField(_l("User name or e-mail address of who did it"), [Optional()], code=True, most=320)
    kind = SelectField(_l("Kind of record"), validate_choice=False)
    record = TextField(_l("Number of the record"), [Optional()], code=True, most=64)
    day = DateParts(_l("Day"), [Optional()])
