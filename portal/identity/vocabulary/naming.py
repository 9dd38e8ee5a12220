"""Accounts have the name of one person: what several share names nobody."""

import re

from portal.core.catalogue import lazy_gettext as _l

NAME_OF_A_PERSON = _l("Enter the full name of one person, at least two names. An account is never shared: what is done under it must have a name.")
USER_NAME_OF_MANY = _l("This user name could be anybody's. Choose one that stands for this person, such as nur.hasan.")
NOT_THE_ADMINISTRATOR = _l("Only an administrator of the organisation can do this.")
# Words that name a function or a group; a name that holds one of them is not a person's.
OF_MANY = frozenset(
    "admin administrator account office team staff user users info contact organisation organization department "
    "مكتب فريق منظمة منظمه حساب مستخدم موظفي موظفو قسم ادارة إدارة الادارة الإدارة المكتب الفريق المنظمة "
    "نووسینگە تیم ڕێکخراو ڕێکخراوی هەژمار بەکارهێنەر کارمەندان بەش نووسینگەی تیمی هەژماری".split()
)
SHARED_USER_NAMES = frozenset(
    "admin administrator office team staff user users info contact mail member members observer observers organisation "
    "organization cso ngo guest test shared account everybody".split()
)
WORD = re.compile(r"[^\W\d_]{2,}")


def is_a_persons_name(name: str) -> bool:
    """Two words at least, and none that names a function or a group."""
    words = [word.casefold() for word in WORD.findall(name)]
    return len(words) >= 2 and not OF_MANY.intersection(words)


NOTICES = {"identity.cases_taken": _l("%(name)s, an administrator of your organisation, has taken on the role of case-holder.")}
ACTIONS = {"identity.cases_taken": _l("Took on the role of case-holder")}
