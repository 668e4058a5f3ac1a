"""Programmes, projects and milestones, going out."""

import datetime as dt
from datetime import date, datetime

from pydantic import Field

from app.domain.deadlines import DeadlinePrecision
from app.domain.portfolio.six_clear import Clear
from app.domain.portfolio.statuses import MilestoneStatus, ProjectGroup, ProjectKind, ProjectStage, ProjectStatus
from app.domain.portfolio.timeliness import Timeliness
from app.schemas.comparing import Compared
from app.schemas.organisations import AssignmentRead, DocumentRead, OrganisationRef, WardRead
from app.schemas.paging import Read
from app.schemas.resolution import BasisRead, QuotationRead, ReferenceRead


class DeadlineRead(Read):
    date: dt.date = Field(description="The last day that is still in time.", examples=["2026-12-31"])
    precision: DeadlinePrecision = Field(description="How exactly it was set.", examples=["quarter"])


class ProgrammeRef(Read):
    code: str = Field(examples=["15-nq-tu.3"])
    number: int = Field(examples=[3])
    title: str = Field(description="The title.")


class ProjectRef(Read):
    code: str = Field(examples=["15-nq-tu.3.01"])
    title: str = Field(description="The title.")


class MilestoneCounts(Read):
    total: int = Field(description="Every milestone.", examples=[14])
    completed: int = Field(description="Confirmed as done.")
    overdue: int = Field(description="Open, deadline passed.")
    due_soon: int = Field(description="Open, due within seven days.")
    awaiting_confirmation: int = Field(description="Claimed as done, not yet confirmed.")
    undated: int = Field(description="Open ones without a deadline.")
    suspended: int = Field(description="Stopped by a document, which stops the clock.")
    cancelled: int = Field(description="These leave every denominator.")


class NextStep(Read):
    """What comes next in a project."""

    code: str = Field(description="Code of the milestone.")
    title: str = Field(description="The title.")
    deadline: DeadlineRead | None = Field(description="Null while nobody has set one.")
    timeliness: Timeliness
    days: int | None = Field(description="Days late, or days left; null where neither means anything.")


class ProjectRead(Compared):
    code: str = Field(examples=["15-nq-tu.3.01"])
    title: str = Field(examples=["Mở rộng, nâng cấp đường Mậu Thân"])
    kind: ProjectKind
    stage: ProjectStage = Field(description="Where it stands in its life cycle; null when it has none.")
    status: ProjectStatus
    timeliness: Timeliness
    timeliness_days: int | None = Field(description="Days late, or days left; null where neither means anything.")
    deadline: DeadlineRead | None = Field(description="Null while nobody has set one.")
    original_deadline: DeadlineRead | None = Field(description="The first deadline; extensions never change it.")
    programme: ProgrammeRef | None = Field(description="Null for the tasks of part III.")
    lead: OrganisationRef | None = Field(description="Null while nobody has been named (chưa rõ chủ trì).")
    missing: list[Clear] = Field(description="What of the six clarities (6 rõ) is lacking.")
    quotations: list[QuotationRead] = Field(description="The words it stands on.")
    milestones: MilestoneCounts
    next_milestone: NextStep | None = Field(description="What comes next; null when nothing is left.")
    published: bool = Field(description="False while it is not shown to the public.")
    demo: bool = Field(description="True when any value here is illustrative.")


class MilestoneRead(Compared):
    code: str = Field(examples=["15-nq-tu.3.01.M04"])
    title: str = Field(description="The title.")
    project: ProjectRef
    stage: ProjectStage | None = Field(description="Where it stands in its life cycle; null when it has none.")
    product: str | None = Field(description="What proves it; null while undecided.")
    planned_start: date | None = Field(description="Null while nobody has planned one.")
    deadline: DeadlineRead | None = Field(description="Null while nobody has set one.")
    original_deadline: DeadlineRead | None = Field(description="The first deadline; extensions never change it.")
    times_extended: int = Field(description="How often the deadline was moved.")
    started_on: date | None = Field(description="Null until it has started.")
    completed_on: date | None = Field(description="The date of the product, also while it awaits confirmation.")
    status: MilestoneStatus
    timeliness: Timeliness
    timeliness_days: int | None = Field(description="Days late, or days left; null where neither means anything.")
    waiting_days: int | None = Field(description="Days in confirmation; null unless it awaits confirmation.")
    share_done: float | None = Field(description="0 to 1; null while nobody has reported one.")
    conditional: bool = Field(description="True when it arises only in some cases.")
    demo: bool = Field(description="True when any value here is illustrative.")


class StatusChangeRead(Read):
    subject: str = Field(description="Code of the project or milestone.")
    subject_title: str = Field(description="Title of the project or milestone.")
    from_status: str | None = Field(description="The status before; null for the first.")
    to_status: str = Field(description="The status it became.")
    effective_on: date = Field(description="When it happened.")
    recorded_at: datetime = Field(description="When the office knew it.")
    actor: str = Field(description="Who made the move.")
    reason: str = Field(description="Why, in the words of who moved it.")
    documents: list[DocumentRead] = Field(description="What the move rests on.")
    demo: bool = Field(description="True when any value here is illustrative.")


class MilestoneDetail(MilestoneRead):
    version: int = Field(description="Moves with every change of the record.")
    lead: OrganisationRef | None = Field(description="Who leads it or its project; null while nobody does.")
    programme: ProgrammeRef | None = Field(description="Null for the tasks of part III.")
    predecessors: list[ProjectRef] = Field(description="Milestones that come before it.")
    history: list[StatusChangeRead] = Field(
        description="The latest moves, newest first; all of them are a collection of their own."
    )


class ProjectDetail(ProjectRead):
    version: int = Field(description="Moves with every change of the record.")
    aliases: list[str] = Field(description="Other spellings people search by.")
    summary: str = Field(description="One or two sentences.")
    product: str | None = Field(description="What proves that it is done; null while undecided.")
    place: str | None = Field(description="Where, in the words of the text; null when not stated.")
    wards: list[WardRead] = Field(description="The wards it lies in, old and new.")
    group: ProjectGroup
    parent: ProjectRef | None = Field(description="The project it was split off from.")
    components: list[ProjectRef] = Field(description="Projects split off from it.")
    basis: list[BasisRead] = Field(description="The sentences it stands on, with its words marked.")
    assignments: list[AssignmentRead] = Field(description="Who answers for it, those before too.")
    references: list[ReferenceRead] = Field(description="Public sources outside the resolution.")
    milestone_list: list[MilestoneRead] = Field(description="Its milestones in their order.")
    history: list[StatusChangeRead] = Field(
        description="The latest moves, newest first; all of them are a collection of their own."
    )
    resolution: str = Field(description="Code of the resolution.")


class RatioRead(Read):
    """A share that always carries what it was divided by; `share` is null when that is 0."""

    numerator: int = Field(description="What is counted.")
    denominator: int = Field(description="What it is a share of.")
    share: float | None = Field(description="0 to 1; null when there is nothing to share.")


class MatrixRead(Read):
    """The official table, completion by timeliness; everything but `cancelled` adds up to `total`."""

    completed_on_time: int = Field(description="Done by the deadline.")
    completed_late: int = Field(description="Done after the deadline.")
    completed_without_deadline: int = Field(description="Done, though nobody had set a deadline.")
    open_in_time: int = Field(description="Not done, deadline ahead.")
    open_overdue: int = Field(description="Not done, deadline passed.")
    open_without_deadline: int = Field(description="Not done, and nobody has set a deadline.")
    suspended: int = Field(description="Stopped by a document, which stops the clock.")
    cancelled: int = Field(description="These leave every denominator.")
    total: int = Field(description="All but the cancelled.")
    on_time: RatioRead
    overdue: RatioRead = Field(description="Open, deadline passed.")


class ProgrammeRead(Compared):
    version: int = Field(description="Moves with every change of the record.")
    code: str = Field(examples=["15-nq-tu.3"])
    number: int = Field(examples=[3])
    title: str = Field(description="The title.")
    clause: str = Field(description="Path of the clause whose heading is the title.", examples=["II.3"])
    projects: int = Field(description="How many projects it has.")
    overdue: int = Field(description="How many of its projects are overdue.")
    lacking: int = Field(description="How many of its projects lack one of the six clarities.")
    undated: int = Field(description="How many of its projects have no deadline, nor any open milestone with one.")
    matrix: MatrixRead = Field(description="Its projects' milestones.")
    demo: bool = Field(description="True when any value here is illustrative.")
