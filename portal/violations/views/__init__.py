"""Where people come in to the violations desk."""

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import MenuEntry
from portal.violations import policy
from portal.violations.views import cases, deciding, filing, handing, lists, pieces
from portal.violations.views.blueprint import bp

__all__ = ["MENU", "blueprints", "cases", "deciding", "filing", "handing", "lists", "pieces"]

blueprints = (bp,)
MENU = (MenuEntry(_l("Violation reports"), "violations.index", policy.may_list, 30),)
