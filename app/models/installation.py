"""What kind of database this is; decided when it is made and never undone."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.types import UtcDateTime


class Installation(Base):
    """The one row that says when the seed was loaded, which one, and whether it is a demonstration.

    `change_number` moves with every change to the portfolio.
    """

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    demo: Mapped[bool]
    seed_digest: Mapped[str] = mapped_column(String(64))
    change_number: Mapped[int]
    loaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
