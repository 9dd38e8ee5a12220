"""What may be sent from the list of notices."""

from portal.core.forms import Form, HiddenField


class ReadForm(Form):
    """`up_to`: the newest notice that the page showed."""

    up_to = HiddenField()
