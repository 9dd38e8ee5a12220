"""What a service says when it will not do a thing."""

from typing import Any


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """`message` is a translatable sentence: what happened, what is kept, what to do next.
    `seconds`: after so long it may be tried again (Retry-After)."""

    def __init__(self, message: Any, field: str | None = None, status: int = 409, seconds: int | None = None) -> None:
        super().__init__(str(message.__class__.__name__))
        self.message = message
        self.field = field
        self.status = status
        self.seconds = seconds
