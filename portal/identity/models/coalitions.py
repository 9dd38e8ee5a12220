"""Asking organisations to belong to a network or coalition."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model, UtcDateTime


class Call(Model):
    """A network or coalition names a member; only that organisation's own word makes it one. `handle` stands for the row
    in addresses. While the coalition's application is a draft nobody is asked (`named`)."""

    __tablename__ = "identity_coalition_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(16), unique=True)
    coalition_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(16))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"))
