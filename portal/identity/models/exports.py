"""Copies of records that people take along."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model, UtcDateTime


class Export(Model):
    """Everything about an organisation or about a person as a file, prepared by a job; `file_id` is set once it is ready.
    `done` of `total` files are in it so far; `total` is unknown until the job has begun."""

    __tablename__ = "identity_export"
    __table_args__ = (CheckConstraint("(organisation_id IS NULL) <> (person_id IS NULL)", name="one_owner"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("identity_organisation.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("core_file.id"))
