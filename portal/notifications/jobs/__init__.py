"""Writing and sending mails: delivered at least once; a server that is down delays them, nothing loses them."""

from portal.notifications.jobs import sending, writing

__all__ = ["sending", "writing"]
