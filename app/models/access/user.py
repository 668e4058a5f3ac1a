"""A person with an account, and the offices they hold."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app.db.base import Record
from app.db.types import choice
from app.domain.access.actor import Role
from app.domain.text import fold
from app.models.organisations.organisation import Organisation


class User(Record):
    """`login` is folded to lower case. Without a `password_hash` one signs in through the identity provider alone.

    `subject` is the provider's issuer and name for the person, None while they have never come from there.
    """

    __tablename__ = "user_account"

    login: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    subject: Mapped[str | None] = mapped_column(String(500), unique=True)
    active: Mapped[bool]
    demo: Mapped[bool]
    search_text: Mapped[str] = mapped_column(Text)

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="user", order_by="Membership.from_on", lazy="raise_on_sql"
    )

    @validates("login", "name")
    def _key(self, field: str, value: str) -> str:
        """Keep the search text in step, whoever makes or renames the account."""
        login, name = (value if field == each else getattr(self, each) or "" for each in ("login", "name"))
        self.search_text = fold(f"{login} {name}")
        return value


class Membership(Record):
    """A role of a person in an organisation on the days of [`from_on`, `to_on`).

    `from_provider` tells those that follow the identity provider's claims from those an administrator gave.
    """

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR to_on > from_on", name="half_open"),
        Index("ix_membership_organisation_id_role", "organisation_id", "role"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    from_provider: Mapped[bool]

    user: Mapped[User] = relationship(back_populates="memberships", lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
