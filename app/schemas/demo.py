"""The demonstration story, record by record: invented, and labelled so wherever it shows."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.statuses import MilestoneStatus, ProjectGroup, ProjectStage
from app.domain.results.capital import Fund, TotalKind
from app.domain.results.targets import MeasurementKind
from app.domain.work.recommendations import Step
from app.schemas.seed import DeadlineText, SeedAmount, SeedRecord, Text


class DemoDocument(SeedRecord):
    """`number` is the issuer's own; invented ones say so by their prefix MH (minh họa)."""

    number: Text
    issued_on: date
    issuer: Text
    title: Text


class DemoAssignment(SeedRecord):
    """Closes whoever has the role when it is `lead`, and opens a row on `from_on`."""

    organisation: Text
    role: AssignmentRole
    from_on: date
    to_on: date | None = None
    responsible: Text | None = None
    basis: DemoDocument | None = None


class DemoMove(SeedRecord):
    """`product_on` is the date of the product that a claim rests on; the day of the move when not said."""

    on: date
    to: MilestoneStatus
    actor: Text
    reason: str = ""
    product_on: date | None = None
    document: DemoDocument | None = None


class DemoExtension(SeedRecord):
    on: date
    deadline: DeadlineText


class DemoMilestone(SeedRecord):
    """`planned_on` is the day the plan was made; the deadline of that day is the original one."""

    number: int
    planned_on: date
    planned_start: date | None = None
    deadline: DeadlineText | None = None
    share_done: float | None = Field(default=None, ge=0, le=1)
    extension: tuple[DemoExtension, ...] = ()
    move: tuple[DemoMove, ...] = ()


class DemoProject(SeedRecord):
    code: Text
    planned_on: date
    stage: ProjectStage | None = None
    group: ProjectGroup | None = None
    product: Text | None = None
    deadline: DeadlineText | None = None
    extension: tuple[DemoExtension, ...] = ()
    suspended_by: DemoMove | None = None
    assignment: tuple[DemoAssignment, ...] = ()
    milestone: tuple[DemoMilestone, ...] = ()


class DemoProjects(SeedRecord):
    project: tuple[DemoProject, ...]


class DemoMeasurement(SeedRecord):
    indicator: Text
    kind: MeasurementKind = MeasurementKind.LEVEL
    year: int
    as_of: date
    value: Annotated[Decimal, Field(allow_inf_nan=False)]
    scope: Text = "quận Ninh Kiều"
    series_break: bool = False
    source: Text
    provisional: bool = False


class DemoMeasurements(SeedRecord):
    measurement: tuple[DemoMeasurement, ...]


class DemoTotal(SeedRecord):
    project: Text
    kind: TotalKind
    decided_on: date
    amount: SeedAmount
    note: Text | None = None
    document: DemoDocument | None = None


class DemoPlan(SeedRecord):
    """`years` are the first and the last; a plan of one year names it twice."""

    project: Text
    years: tuple[int, int]
    fund: Fund
    decided_on: date
    amount: SeedAmount
    note: Text | None = None
    document: DemoDocument | None = None


class DemoDisbursement(SeedRecord):
    """What was paid of the plan of `year` from its 1 January to `as_of`."""

    project: Text
    year: int
    fund: Fund
    as_of: date
    amount: SeedAmount
    note: Text | None = None


class DemoCapital(SeedRecord):
    total: tuple[DemoTotal, ...] = ()
    plan: tuple[DemoPlan, ...] = ()
    disbursement: tuple[DemoDisbursement, ...] = ()


class DemoCouncilSession(SeedRecord):
    """A moment to compare with; its name says that it is invented."""

    name: Text
    held_from: date
    held_to: date


class DemoCouncilSessions(SeedRecord):
    council_session: tuple[DemoCouncilSession, ...]


class DemoFollowUp(SeedRecord):
    """`organisation` takes the step; `explain_by` is the last day of the explanation that it asks for."""

    on: date
    step: Step
    organisation: Text
    words: str = ""
    document: DemoDocument | None = None
    explain_by: date | None = None


class DemoRecommendation(SeedRecord):
    """Prepared on a day; one without steps is a draft still. `project` is its code in the resolution."""

    prepared_on: date
    content: Text
    product: Text
    evidence_awaited: str = ""
    basis: Text
    addressee: Text
    made_for: Text
    project: Text | None = None
    deadline_on: date | None = None
    priority: bool = False
    follow_up: tuple[DemoFollowUp, ...] = ()


class DemoRecommendations(SeedRecord):
    recommendation: tuple[DemoRecommendation, ...]
