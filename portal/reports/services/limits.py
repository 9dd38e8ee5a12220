"""How many observation reports are begun and published."""

from portal.core.limits import HOUR, Limit, Per, declare

DRAFTS = declare(Limit("observation-drafts-person", "observation reports begun", Per.PERSON, 60, HOUR))
DRAFTS_OF_ALL = declare(Limit("observation-drafts-organisation", "observation reports begun", Per.ORGANISATION, 1000, HOUR))
PUBLISHED = declare(Limit("observation-reports-person", "observation reports and corrections published", Per.PERSON, 30, HOUR))
PUBLISHED_BY_ALL = declare(Limit("observation-reports-organisation", "observation reports and corrections published", Per.ORGANISATION, 300, HOUR))
