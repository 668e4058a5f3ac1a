"""What one may ask of each collection: filters are named like the fields they look at; a repeated one means any of."""

from enum import StrEnum

from pydantic import Field

from app.domain.organisations.roles import AssignmentRole, OrganisationKind
from app.domain.portfolio.six_clear import Clear
from app.domain.portfolio.statuses import MilestoneStatus, ProjectKind, ProjectStage, ProjectStatus
from app.domain.portfolio.timeliness import Timeliness
from app.domain.resolution.clause import ClauseKind
from app.domain.results.achievement import Verdict
from app.domain.work.extensions import ExtensionStatus
from app.schemas.comparing import SinceParameters
from app.schemas.fields import CodeText, IsoDay, Period, Query, Year
from app.schemas.paging import PageParameters, Parameters

# What has one value; every other parameter may be repeated.
ONCE = (
    "active",
    "after",
    "as_of",
    "budget_year",
    "cleared",
    "contains",
    "cursor",
    "demo",
    "due_from",
    "due_to",
    "lacking",
    "limit",
    "overdue",
    "priority",
    "published",
    "q",
    "recorded",
    "reporting_period",
    "sent",
    "since",
    "sort",
    "start",
    "valid_on",
)

SEARCH = "Words that must all occur; accents and case do not matter, exact accents come first."


class ProjectSort(StrEnum):
    CODE = "code"
    CODE_DOWN = "-code"
    TITLE = "title"
    TITLE_DOWN = "-title"
    DEADLINE = "deadline"
    DEADLINE_DOWN = "-deadline"


class MilestoneSort(StrEnum):
    CODE = "code"
    CODE_DOWN = "-code"
    TITLE = "title"
    TITLE_DOWN = "-title"
    DEADLINE = "deadline"
    DEADLINE_DOWN = "-deadline"


class NameSort(StrEnum):
    CODE = "code"
    CODE_DOWN = "-code"
    NAME = "name"
    NAME_DOWN = "-name"


class CodeSort(StrEnum):
    CODE = "code"
    CODE_DOWN = "-code"


class ProjectParameters(SinceParameters):
    programme: list[CodeText] = Field(
        default=[], description="Code or number of the programme; `none` for part III.", examples=[["15-nq-tu.3"]]
    )
    kind: list[ProjectKind] = Field(default=[], description="Any of these kinds.")
    stage: list[ProjectStage] = Field(default=[], description="Any of these stages.")
    status: list[ProjectStatus] = Field(default=[], description="Any of these statuses.")
    timeliness: list[Timeliness] = Field(default=[], description="Any of these, as seen on the day.")
    lead: list[CodeText] = Field(
        default=[], description="Code of the leading organisation; `none` where nobody leads.", examples=[["ubnd-tp"]]
    )
    coordinate: list[CodeText] = Field(default=[], description="Code of a coordinating organisation.")
    ward: list[CodeText] = Field(default=[], description="Code of a ward, old or new.", examples=[["31147"]])
    due_from: IsoDay | None = Field(default=None, description="Its deadline, or an open milestone's, is on or after.")
    due_to: IsoDay | None = Field(default=None, description="Its deadline, or an open milestone's, is on or before.")
    demo: bool | None = Field(default=None, description="Only rows that show illustrative values, or only the others.")
    lacking: bool | None = Field(default=None, description="Only projects that lack one of the six clarities (6 rõ).")
    missing: list[Clear] = Field(default=[], description="Any of these clarities is lacking.")
    published: bool | None = Field(default=None, description="Only published projects, or only the others.")
    q: Query | None = Field(default=None, description=SEARCH, examples=["mau than"])
    sort: ProjectSort = ProjectSort.CODE


class MilestoneParameters(SinceParameters):
    project: list[CodeText] = Field(default=[], examples=[["15-nq-tu.3.01"]])
    programme: list[CodeText] = Field(default=[], description="Code or number; `none` for part III.")
    status: list[MilestoneStatus] = Field(default=[], description="Any of these statuses.")
    timeliness: list[Timeliness] = Field(default=[], description="Any of these, as seen on the day.")
    lead: list[CodeText] = Field(default=[], description="Code of the organisation that leads it or its project.")
    due_from: IsoDay | None = Field(default=None, description="Its deadline is on or after.")
    due_to: IsoDay | None = Field(default=None, description="Its deadline is on or before.")
    demo: bool | None = Field(default=None, description="Only rows that show illustrative values, or only the others.")
    q: Query | None = Field(default=None, description=SEARCH)
    sort: MilestoneSort = MilestoneSort.CODE


class HistoryParameters(PageParameters):
    """History is read newest first."""


class ProgrammeParameters(SinceParameters):
    resolution: list[CodeText] = Field(default=[], description="Code of the resolution.")
    q: Query | None = Field(default=None, description=SEARCH)
    sort: CodeSort = CodeSort.CODE


class ResolutionParameters(PageParameters):
    sort: CodeSort = CodeSort.CODE


class ClauseSort(StrEnum):
    POSITION = "position"


class ClauseParameters(PageParameters):
    resolution: list[CodeText] = Field(default=[], description="Code of the resolution.")
    kind: list[ClauseKind] = Field(default=[], description="Any of these kinds.")
    q: Query | None = Field(default=None, description=SEARCH)
    sort: ClauseSort = Field(default=ClauseSort.POSITION, description="The reading order.")


class AccountFilter(StrEnum):
    """What became of a segment; `left_out` are those accounted for of which some words are not."""

    QUOTED = "quoted"
    ORIENTATION = "orientation"
    UNCOVERED = "uncovered"
    LEFT_OUT = "left_out"


class CoverageParameters(PageParameters):
    account: AccountFilter | None = None


class OrganisationParameters(SinceParameters):
    kind: list[OrganisationKind] = Field(default=[], description="Any of these kinds.")
    valid_on: IsoDay | None = Field(default=None, description="Only organisations that existed on that day.")
    q: Query | None = Field(default=None, description=SEARCH)
    sort: NameSort = NameSort.NAME


class AssignmentSort(StrEnum):
    FROM_ON = "from_on"
    FROM_ON_DOWN = "-from_on"


class AssignmentParameters(PageParameters):
    project: list[CodeText] = Field(default=[], description="Code of the project.")
    organisation: list[CodeText] = Field(default=[], description="Code of the organisation.")
    role: list[AssignmentRole] = Field(default=[], description="Any of these roles.")
    demo: bool | None = Field(default=None, description="Only rows that show illustrative values, or only the others.")
    sort: AssignmentSort = AssignmentSort.FROM_ON


class DutyParameters(PageParameters):
    organisation: list[CodeText] = Field(default=[], description="Code of the organisation that has ended.")
    role: list[AssignmentRole] = Field(default=[], description="Any of these roles.")


class SuccessionParameters(PageParameters):
    predecessor: list[CodeText] = Field(
        default=[], description="Code of who passed it on.", examples=[["ubnd-quan-ninh-kieu"]]
    )
    successor: list[CodeText] = Field(default=[], description="Code of who took over; `none` where nobody is known.")


class IndicatorParameters(SinceParameters):
    period: list[Period] = Field(default=[], description="First and last year.", examples=[["2021-2025"]])
    achievement: list[Verdict] = Field(default=[], description="Any of these verdicts.")
    q: Query | None = Field(default=None, description=SEARCH)
    sort: CodeSort = CodeSort.CODE


class MeasurementSort(StrEnum):
    AS_OF = "as_of"
    AS_OF_DOWN = "-as_of"


class MeasurementParameters(PageParameters):
    indicator: list[CodeText] = Field(default=[], description="Code of the indicator.")
    year: list[Year] = Field(default=[], description="Any of these years.")
    demo: bool | None = Field(default=None, description="Only rows that show illustrative values, or only the others.")
    sort: MeasurementSort = MeasurementSort.AS_OF


class DocumentParameters(PageParameters):
    demo: bool | None = Field(default=None, description="Only rows that show illustrative values, or only the others.")
    q: Query | None = Field(default=None, description=SEARCH)
    sort: CodeSort = CodeSort.CODE


class ExtensionParameters(PageParameters):
    status: list[ExtensionStatus] = Field(default=[], description="Any of these statuses.")


class HolidayParameters(PageParameters):
    year: list[Year] = Field(default=[], description="Any of these years.")


class YearParameters(PageParameters):
    """`year` is None for the present one."""

    year: Year | None = None


class SearchParameters(PageParameters):
    q: Query = Field(description=SEARCH, min_length=1, examples=["bung xang"])


class SearchFormParameters(PageParameters):
    """`q` is None while the form is empty."""

    q: Query | None = None


class PlanParameters(Parameters):
    start: IsoDay = Field(description="The day on which the work may begin.", examples=["2026-12-01"])
