"""The addresses of the directory."""

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import MenuEntry
from portal.directory import policy
from portal.directory.views import contacts, donors, profiles
from portal.directory.views.blueprint import bp

__all__ = ["contacts", "donors", "profiles"]

blueprints = (bp,)
# NOTE: menu entry: the directory of organisations
MENU = (MenuEntry(_l("Directory"), "directory.index", policy.may_read_directory, 52),)
