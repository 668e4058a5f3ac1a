"""What a check of the history found, for whoever asks when it was last looked at."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.types import UtcDateTime, choice
from app.domain.history.checks import Fault


class HistoryCheck(Base):
    """`checked_by_id` is None where the command line asked. `fault` is None where nothing is broken.

    `noun`, `record`, `revision` and `column` say where it is, each None where nobody can tell.
    """

    __tablename__ = "history_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    chains: Mapped[int]
    revisions: Mapped[int]
    first_digest: Mapped[str | None] = mapped_column(String(64))
    last_digest: Mapped[str | None] = mapped_column(String(64))
    root_size: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"))
    root_digest: Mapped[str] = mapped_column(String(64))
    fault: Mapped[Fault | None] = mapped_column(choice(Fault, "fault"))
    noun: Mapped[str | None] = mapped_column(String(40))
    record: Mapped[str | None] = mapped_column(String(40))
    revision: Mapped[int | None]
    column: Mapped[str | None] = mapped_column(String(40))
