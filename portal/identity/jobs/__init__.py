"""What identity does later."""

from typing import Any

from portal.core.catalogue import lazy_gettext as _l
from portal.core.jobs import daily, job
from portal.core.register import Retention
from portal.identity.jobs import archiving
from portal.identity.queries import KEPT_DAYS
from portal.identity.services import accounts, applying, departing, erasing, lasting, passkeys, rosters
from portal.identity.services.agreements import signing
from portal.identity.vocabulary.departing import DAYS_TO_COME_BACK


@job("identity.password_link")
def password_link(payload: dict[str, Any]) -> None:
    accounts.send_password_link(payload["account"])


@job("identity.export")
def export(payload: dict[str, Any]) -> None:
    archiving.write(payload["export"])


@job("identity.roster")
def roster(payload: dict[str, Any]) -> None:
    rosters.store_some(payload["roster"])


@daily("identity.remind_of_signatures")
def remind_of_signatures(_payload: dict[str, Any]) -> None:
    signing.remind_of_signatures()


@daily("identity.forget_ended")
def forget_ended(_payload: dict[str, Any]) -> None:
    passkeys.forget_ended()


@daily("identity.remind_of_end")
def remind_of_end(_payload: dict[str, Any]) -> None:
    lasting.remind()


RETENTIONS = {
    "drafts": Retention(
        _l("Drafts of applications that nobody has touched, with their documents"),
        90,
        _l("So that nobody loses what is still being written; what was never sent is no record."),
        applying.purge,
    ),
    "rejected": Retention(
        _l("Contact data of rejected applicants: names, telephone, e-mail, private link, documents"),
        365,
        _l("So that an appeal can be made and answered; the decision, its reason and what was written about it stay."),
        departing.forget_rejected,
    ),
    "rosters": Retention(
        _l("Files of observers that nobody has confirmed"), 1, _l("So that whoever sent one can look at it and confirm it."), rosters.forget_unconfirmed
    ),
    "organisations": Retention(
        _l("Data of an organisation that asked to leave: contact data, application, roster, profile, drafts, accounts"),
        DAYS_TO_COME_BACK,
        _l("So that what somebody asked for by mistake or by force can be stopped."),
        departing.forget_leaving,
    ),
    "people": Retention(
        _l("Accounts of people who have left: name, user name, e-mail address"),
        365,
        _l("So that questions about reports of the last election reach the person; afterwards the work stays without the name."),
        erasing.erase_left,
    ),
    "sign_ins": Retention(
        _l("Sign-ins that have ended: browser, network address, times"),
        90,
        _l("So that you and the operators can look into a sign-in that nobody recognises."),
        erasing.drop_sign_ins,
    ),
    "devices": Retention(_l("Browsers on which you have signed in before"), 365, _l("So that limits against strangers spare you."), erasing.drop_devices),
    "keys": Retention(
        _l("Invitations, links and codes that have ended"), 30, _l("So that a late click is answered with what happened to it."), erasing.drop_keys
    ),
    "exports": Retention(
        _l("Copies that were prepared for you or your organisation"), KEPT_DAYS, _l("So that there is time to download them."), erasing.drop_exports
    ),
}
