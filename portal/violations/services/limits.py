"""How many reports: far more than anybody writes, and than five hundred observers of one organisation send at once."""

from portal.core.limits import HOUR, Limit, Per, declare

DRAFTS = declare(Limit("violation-drafts-person", "violation reports begun", Per.PERSON, 120, HOUR))
DRAFTS_OF_ALL = declare(Limit("violation-drafts-organisation", "violation reports begun", Per.ORGANISATION, 6000, HOUR))
SENT = declare(Limit("violations-person", "violation reports sent", Per.PERSON, 60, HOUR))
SENT_BY_ALL = declare(Limit("violations-organisation", "violation reports sent", Per.ORGANISATION, 6000, HOUR))
WORDS = declare(Limit("violation-messages-person", "additions and messages to reports, of which people are told by mail", Per.PERSON, 200, HOUR))
