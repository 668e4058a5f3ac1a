"""My work: what somebody must do, grouped by why it is here."""

from enum import StrEnum

from app.schemas.paging import Read
from app.schemas.portfolio import MilestoneRead
from app.schemas.recommendations import RecommendationRead
from app.schemas.supervision import ExplanationRead, UrgingRead
from app.schemas.work import ExtensionRead


class Why(StrEnum):
    """Why a milestone is in somebody's list, the most pressing first."""

    OVERDUE = "overdue"
    RETURNED = "returned"
    DUE_IN_3 = "due_in_3"
    DUE_IN_7 = "due_in_7"
    DUE_IN_15 = "due_in_15"
    TO_CONFIRM = "to_confirm"
    AWAITING = "awaiting"
    LATER = "later"
    UNDATED = "undated"


class InboxGroup(Read):
    """`total` counts all; `rows` are the first of them."""

    why: Why
    rows: list[MilestoneRead]
    total: int


class InboxRead(Read):
    """`leads` are the codes of the organisations whose work this is; `extensions` wait for the planner.

    `unsucceeded` counts the duties of organisations that have ended, which wait for the planner too.
    `explanations` and `recommendations` wait for these organisations, which were urged on by `urgings` in the last two
    weeks.
    """

    leads: list[str]
    groups: list[InboxGroup]
    extensions: list[ExtensionRead]
    unsucceeded: int
    explanations: list[ExplanationRead]
    recommendations: list[RecommendationRead]
    urgings: list[UrgingRead]
