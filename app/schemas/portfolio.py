"""Programmes, projects and milestones, going out."""

import datetime as dt
from datetime import date, datetime

from pydantic import Field

from app.domain.deadlines import DeadlinePrecision
from app.domain.portfolio.six_clear import Clear
from app.domain.portfolio.statuses import MilestoneStatus, ProjectGroup, ProjectKind, ProjectStage, ProjectStatus
from app.domain.portfolio.timeliness import Timeliness
from app.schemas.organisations import AssignmentRead, DocumentRead, OrganisationRef, WardRead
from app.schemas.paging import Read
from app.schemas.resolution import BasisRead, QuotationRead, ReferenceRead


class DeadlineRead(Read):
    date: dt.date = Field(description="The last day that is still in time.", examples=["2026-12-31"])
    precision: DeadlinePrecision = Field(description="How exactly it was set.", examples=["quarter"])


class ProgrammeRef(Read):
    code: str = Field(examples=["15-nq-tu.3"])
    number: int = Field(examples=[3])
    title: str


class ProjectRef(Read):
    code: str = Field(examples=["15-nq-tu.3.01"])
    title: str


class MilestoneCounts(Read):
    total: int = Field(description="Every milestone.", examples=[14])
    completed: int
    overdue: int
    due_soon: int
    awaiting_confirmation: int
    undated: int = Field(description="Open ones without a deadline.")
    suspended: int
    cancelled: int = Field(description="These leave every denominator.")


class NextStep(Read):
    """What comes next in a project."""

    code: str
    title: str
    deadline: DeadlineRead | None
    timeliness: Timeliness
    days: int | None


class ProjectRead(Read):
    code: str = Field(examples=["15-nq-tu.3.01"])
    title: str = Field(examples=["Mở rộng, nâng cấp đường Mậu Thân"])
    kind: ProjectKind
    stage: ProjectStage
    status: ProjectStatus
    timeliness: Timeliness
    timeliness_days: int | None = Field(description="Days late, or days left; null where neither means anything.")
    deadline: DeadlineRead | None
    original_deadline: DeadlineRead | None
    programme: ProgrammeRef | None = Field(description="Null for the tasks of part III.")
    lead: OrganisationRef | None = Field(description="Null while nobody has been named (chưa rõ chủ trì).")
    missing: list[Clear] = Field(description="What of the six clarities (6 rõ) is lacking.")
    quotations: list[QuotationRead]
    milestones: MilestoneCounts
    next_milestone: NextStep | None
    demo: bool = Field(description="True when any value here is illustrative.")


class MilestoneRead(Read):
    code: str = Field(examples=["15-nq-tu.3.01.M04"])
    title: str
    project: ProjectRef
    stage: ProjectStage | None
    product: str | None = Field(description="What proves it; null while undecided.")
    planned_start: date | None
    deadline: DeadlineRead | None
    original_deadline: DeadlineRead | None
    times_extended: int
    started_on: date | None
    completed_on: date | None = Field(description="The date of the product, also while it awaits confirmation.")
    status: MilestoneStatus
    timeliness: Timeliness
    timeliness_days: int | None = Field(description="Days late, or days left; null where neither means anything.")
    waiting_days: int | None = Field(description="Days in confirmation; null unless it awaits confirmation.")
    share_done: float | None = Field(description="0 to 1; null while nobody has reported one.")
    conditional: bool = Field(description="True when it arises only in some cases.")
    demo: bool


class StatusChangeRead(Read):
    subject: str = Field(description="Code of the project or milestone.")
    subject_title: str
    from_status: str | None
    to_status: str
    effective_on: date
    recorded_at: datetime
    actor: str
    reason: str
    documents: list[DocumentRead]
    demo: bool


class MilestoneDetail(MilestoneRead):
    version: int
    lead: OrganisationRef | None
    programme: ProgrammeRef | None
    predecessors: list[ProjectRef]
    history: list[StatusChangeRead]


class ProjectDetail(ProjectRead):
    version: int
    aliases: list[str]
    summary: str
    product: str | None
    place: str | None
    wards: list[WardRead]
    group: ProjectGroup
    parent: ProjectRef | None
    components: list[ProjectRef]
    basis: list[BasisRead]
    assignments: list[AssignmentRead]
    references: list[ReferenceRead]
    milestone_list: list[MilestoneRead]
    history: list[StatusChangeRead]
    resolution: str


class RatioRead(Read):
    """A share that always carries what it was divided by; `share` is null when that is 0."""

    numerator: int
    denominator: int
    share: float | None


class MatrixRead(Read):
    """The official table, completion by timeliness; everything but `cancelled` adds up to `total`."""

    completed_on_time: int
    completed_late: int
    completed_without_deadline: int
    open_in_time: int
    open_overdue: int
    open_without_deadline: int
    suspended: int
    cancelled: int
    total: int
    on_time: RatioRead
    overdue: RatioRead


class ProgrammeRead(Read):
    version: int
    code: str = Field(examples=["15-nq-tu.3"])
    number: int = Field(examples=[3])
    title: str
    clause: str = Field(description="Path of the clause whose heading is the title.", examples=["II.3"])
    projects: int
    overdue: int = Field(description="How many of its projects are overdue.")
    lacking: int = Field(description="How many of its projects lack one of the six clarities.")
    undated: int = Field(description="How many of its projects have no deadline, nor any open milestone with one.")
    matrix: MatrixRead = Field(description="Its projects' milestones.")
    demo: bool
