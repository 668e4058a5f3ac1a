"""Who asks, and what they ask about, reduced to the facts a decision may rest on."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in an organisation."""

    PLANNER = "planner"
    AGENCY = "agency"
    SUPERVISOR = "supervisor"
    MONITOR = "monitor"
    ADMIN = "admin"


@dataclass(frozen=True, order=True)
class Office:
    """A role in an organisation, held today."""

    role: Role
    organisation_id: int


@dataclass(frozen=True)
class Actor:
    """A person with the offices they hold today; without a `user_id` the public.

    `reads_published` says whether the installation shows published work to the public; `read_only` that the token in
    use may change nothing.
    """

    user_id: int | None = None
    name: str = ""
    offices: frozenset[Office] = frozenset()
    reads_published: bool = False
    read_only: bool = False

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None

    def has(self, role: Role) -> bool:
        return any(office.role is role for office in self.offices)

    def organisations(self, role: Role) -> frozenset[int]:
        return frozenset(office.organisation_id for office in self.offices if office.role is role)


@dataclass(frozen=True)
class Subject:
    """What the policy may know of a record; all ids are of organisations, but `author_id` is of a user.

    `author_id` is who wrote, asked for or claimed what the action is about. `asked` must answer. `beside` leads or
    coordinates some part of the same project, be it another. `invests` is its investor (chủ đầu tư). `supports` says of
    a document that work which whoever asks may see rests on it.
    """

    published: bool = True
    leads: frozenset[int] = frozenset()
    coordinates: frozenset[int] = frozenset()
    beside: frozenset[int] = frozenset()
    asked: frozenset[int] = frozenset()
    invests: frozenset[int] = frozenset()
    author_id: int | None = None
    supports: bool = False


THE_OFFICE = Subject()
