"""The pages of elections: dates for everybody who works here, and for administrators the desk where they are entered."""

from portal.core.access import anyone_signed_in
from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import MenuEntry
from portal.elections.views import calendar, deadlines, imports, parts, places, preparing, reading
from portal.elections.views.blueprint import bp

__all__ = ["calendar", "deadlines", "imports", "parts", "places", "preparing", "reading"]
blueprints = (bp,)
MENU = (MenuEntry(_l("Elections"), "elections.index", anyone_signed_in, 50),)
