"""The pages of the library: the shelf, a document, and the officers' desk."""

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import MenuEntry
from portal.library import policy
from portal.library.views import changing, desk, reading, shelf, steps
from portal.library.views.blueprint import bp

__all__ = ["changing", "desk", "reading", "shelf", "steps"]
blueprints = (bp,)
MENU = (
    MenuEntry(_l("Legal library"), "library.index", policy.may_read_library, 20),
    MenuEntry(_l("Publishing desk"), "library.desk", policy.may_publish, 25),
)
