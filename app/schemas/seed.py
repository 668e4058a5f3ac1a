"""The seed's files, record by record. An unknown field is refused, so that a slip of the pen is found."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from app.domain.calendar import DayKind, HolidayKind, changes_the_week
from app.domain.deadlines import Deadline, parse_deadline
from app.domain.organisations.roles import AssignmentRole, OrganisationKind
from app.domain.organisations.successions import Confidence, SuccessionKind
from app.domain.portfolio.statuses import ProjectGroup, ProjectKind, ProjectStage
from app.domain.results.amounts import parse_amount
from app.domain.results.targets import Comparator
from app.domain.text import nfc


def _deadline(value: object) -> object:
    return parse_deadline(value) if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(nfc)]
DeadlineText = Annotated[Deadline, BeforeValidator(_deadline)]
# As papers write it; whoever reads the file sees the unit.
SeedAmount = Annotated[int, BeforeValidator(parse_amount)]


class SeedRecord(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Reference(SeedRecord):
    title: Text
    publisher: Text
    published_on: date | None = None
    url: Text | None = None
    says: Text


class ResolutionSeed(SeedRecord):
    """`task_parts` are the paths of the parts that set tasks, such as II and III."""

    code: Text
    number: Text | None = None
    title: Text
    issuer: Text
    announced_on: date
    horizon_year: int | None = None
    vision_year: int | None = None
    task_parts: tuple[Text, ...]
    reference: tuple[Reference, ...] = ()


class QuotationSeed(SeedRecord):
    """`occurrence` counts from 1 and is needed only where the words stand there more than once."""

    clause: Text
    words: Annotated[str, StringConstraints(min_length=1), AfterValidator(nfc)]
    occurrence: int | None = Field(default=None, ge=1)
    completion_test: Text | None = None


class MarkSeed(QuotationSeed):
    reason: Text


class OrganisationSeed(SeedRecord):
    """`known_on` is the day of the first source that names it, where nothing says when it began.

    `noted_on` is when its note and legal basis were known, unless they tell of its end or its beginning.
    """

    code: Text
    name: Text
    short_name: Text
    kind: OrganisationKind
    parent: Text | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    legal_basis: Text | None = None
    note: Text | None = None
    known_on: date | None = None
    noted_on: date | None = None


class WardSeed(SeedRecord):
    code: Text
    name: Text
    valid_from: date | None = None
    valid_to: date | None = None
    note: Text | None = None
    known_on: date | None = None
    noted_on: date | None = None


class SuccessionSeed(SeedRecord):
    """`successor` is None where no source says who took over, `effective_on` where none says when.

    `known_on` is then the day of the source that names the succession.
    """

    predecessor: Text
    successor: Text | None = None
    kind: SuccessionKind
    effective_on: date | None = None
    known_on: date | None = None
    scope: Text | None = None
    legal_basis: Text | None = None
    source: Text
    confidence: Confidence

    @model_validator(mode="after")
    def _is_dated(self) -> "SuccessionSeed":
        if self.effective_on is None and self.known_on is None:
            raise ValueError(f"the succession of {self.predecessor} says neither when it was nor when it was known")
        return self


class HolidaySeed(SeedRecord):
    day: date
    name: Annotated[Text, StringConstraints(max_length=200)]
    kind: HolidayKind
    source: Text

    @model_validator(mode="after")
    def _changes_the_week(self) -> "HolidaySeed":
        if not changes_the_week(self.day, self.kind):
            raise ValueError(f"{self.day} cannot be a {self.kind}: weekends are worked instead, weekdays given off")
        return self


class TemplateMilestone(SeedRecord):
    """`days` is a planning default, None where practice gives none; `after` names earlier numbers."""

    number: int
    title: Text
    product: Text | None = None
    stage: ProjectStage | None = None
    conditional: bool = False
    days: int | None = Field(default=None, ge=1)
    day_kind: DayKind = DayKind.WORKING
    after: tuple[int, ...] = ()
    lead: Text | None = None


class Template(SeedRecord):
    code: Text
    title: Text
    milestone: tuple[TemplateMilestone, ...]

    @model_validator(mode="after")
    def _names_earlier_numbers_alone(self) -> "Template":
        earlier: set[int] = set()
        for step in self.milestone:
            if step.number in earlier or not earlier.issuperset(step.after):
                raise ValueError(f"milestone {step.number} comes twice or follows one that is not before it")
            earlier.add(step.number)
        return self


class SourceSeed(SeedRecord):
    code: Text
    title: Text
    publisher: Text
    published_on: date | None = None
    url: Text | None = None
    says: Text | None = None


class AssignmentSeed(SeedRecord):
    organisation: Text
    role: AssignmentRole
    clause: Text
    words: Annotated[str, StringConstraints(min_length=1), AfterValidator(nfc)]
    occurrence: int | None = Field(default=None, ge=1)
    from_on: date | None = None


class StandingAssignmentSeed(AssignmentSeed):
    """An assignment that every project of `programmes` has, since part III says so of all."""

    programmes: tuple[int, ...]


class SourceNote(SeedRecord):
    source: Text
    says: Text


class TotalNote(SourceNote):
    """A total investment that a source tells, on the day it was published."""

    amount: SeedAmount
    approximate: bool = False


class ProjectSeed(SeedRecord):
    code: Text
    parent: Text | None = None
    title: Text
    kind: ProjectKind
    template: Text
    stage: ProjectStage = ProjectStage.PROPOSED
    summary: Text
    product: Text | None = None
    place: Text | None = None
    wards: tuple[Text, ...] = ()
    group: ProjectGroup = ProjectGroup.UNKNOWN
    deadline: DeadlineText | None = None
    aliases: tuple[Text, ...] = ()
    quotation: Annotated[tuple[QuotationSeed, ...], Field(min_length=1)]
    assignment: tuple[AssignmentSeed, ...] = ()
    reference: tuple[SourceNote, ...] = ()
    investment_total: tuple[TotalNote, ...] = ()


class ProgrammeSeed(SeedRecord):
    """`number` is None for part III, whose tasks belong to no programme."""

    number: int | None = None
    title: Text
    clause: Text
    project: tuple[ProjectSeed, ...]
    orientation: tuple[MarkSeed, ...] = ()


class TargetSeed(SeedRecord):
    comparator: Comparator
    low: Decimal | None = None
    high: Decimal | None = None
    text: Text | None = None
    baseline: Text | None = None
    due_year: int | None = None


class IndicatorSeed(SeedRecord):
    number: int
    code: Text
    title: Text
    period: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{4}$")]
    unit: Text | None = None
    series: Text
    clause: Text
    words: Annotated[str, StringConstraints(min_length=1), AfterValidator(nfc)]
    target: TargetSeed
