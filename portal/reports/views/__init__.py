"""The pages of reports."""

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import MenuEntry
from portal.reports import policy
from portal.reports.views import listing, publishing, reading, writing
from portal.reports.views.blueprint import bp

__all__ = ["listing", "publishing", "reading", "writing"]
blueprints = (bp,)
MENU = (MenuEntry(_l("Reports"), "reports.index", policy.may_list, 40),)
