"""What is kept of elections: dates, places, and the files from which places came."""

from portal.elections.models.elections import Constituency, Deadline, DeadlineName, Election, ElectionName, Phase, VotingDay
from portal.elections.models.imports import ImportLine, PlacesImport
from portal.elections.models.places import CentreName, CentreWord, PollingCentre, PollingStation

__all__ = [
    "CentreName",
    "CentreWord",
    "Constituency",
    "Deadline",
    "DeadlineName",
    "Election",
    "ElectionName",
    "ImportLine",
    "Phase",
    "PlacesImport",
    "PollingCentre",
    "PollingStation",
    "VotingDay",
]
