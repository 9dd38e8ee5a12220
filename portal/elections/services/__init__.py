"""What may happen to elections, their dates and their polling places. Every change takes the actor and is committed by its
caller."""

from portal.elections.services.changing import (
    one_for_each_governorate,
    remove_constituency,
    remove_day,
    rename,
    set_constituency,
    set_day,
    set_phase,
)
from portal.elections.services.deadlines import Facts, add_deadline, change_deadline, describe_deadline, remove_deadline
from portal.elections.services.entering import create
from portal.elections.services.preparing import STANDARD, discard, start, step
from portal.elections.services.receiving import confirm, drop, receive_places
from portal.elections.services.taking import enter_places

__all__ = [
    "STANDARD",
    "Facts",
    "add_deadline",
    "change_deadline",
    "confirm",
    "create",
    "describe_deadline",
    "discard",
    "drop",
    "enter_places",
    "one_for_each_governorate",
    "receive_places",
    "remove_constituency",
    "remove_day",
    "remove_deadline",
    "rename",
    "set_constituency",
    "set_day",
    "set_phase",
    "start",
    "step",
]
