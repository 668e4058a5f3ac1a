"""Who is late, and with what."""

from datetime import datetime

from app.schemas.organisations import OrganisationRef
from app.schemas.paging import Read
from app.schemas.portfolio import MilestoneRead


class LateMilestone(Read):
    """`last_urged_at` is null while nobody has urged about it."""

    milestone: MilestoneRead
    last_urged_at: datetime | None


class LateOrganisation(Read):
    """`organisation` is null for what nobody leads; `worst_days` is how long the latest is overdue."""

    organisation: OrganisationRef | None
    worst_days: int
    milestones: list[LateMilestone]


class LateRead(Read):
    """`total` counts all overdue milestones; the first 200 are shown."""

    may_urge: bool
    total: int
    organisations: list[LateOrganisation]
