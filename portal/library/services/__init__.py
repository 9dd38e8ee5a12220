"""Every change of the library. Nothing here commits."""

from portal.library.services.bringing import Brought, bring_in
from portal.library.services.describing import change_facts, create, keep_topic
from portal.library.services.linking import attach, detach, relate, set_provision_state, unrelate
from portal.library.services.publishing import begin_correction, drop_correction, publish
from portal.library.services.withdrawing import discard, reindex, withdraw
from portal.library.services.writing import nodes_of, remove_text, set_text

__all__ = [
    "Brought", "attach", "begin_correction", "bring_in", "change_facts", "create", "detach", "discard", "drop_correction", "keep_topic",
    "nodes_of", "publish", "reindex", "relate", "remove_text", "set_provision_state", "set_text", "unrelate", "withdraw",
]  # fmt: skip
