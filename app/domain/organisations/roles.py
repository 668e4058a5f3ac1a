"""What an organisation is, and what it can be to a project."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """A group stands for several organisations the resolution names together, such as all departments."""

    PARTY = "party"
    PEOPLE_COUNCIL = "people_council"
    PEOPLE_COMMITTEE = "people_committee"
    DEPARTMENT = "department"
    WARD = "ward"
    BOARD = "board"
    FRONT_UNION = "front_union"
    GROUP = "group"
    OTHER = "other"


class AssignmentRole(StrEnum):
    """At most one organisation leads on any day; the other roles may be shared."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    MONITOR = "monitor"
    DECIDE = "decide"
    INVEST = "invest"
    SUPERVISE = "supervise"


# Those who answer for work; the other roles stand beside it.
ANSWERING = (AssignmentRole.LEAD, AssignmentRole.COORDINATE)
