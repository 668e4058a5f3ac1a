"""What became of records between two moments, going out."""

from datetime import date, datetime

from pydantic import Field

from app.domain.deadlines import DeadlinePrecision
from app.domain.history.comparing import ChangedNoun, ChangeKind
from app.domain.organisations.roles import AssignmentRole
from app.schemas.fields import SINCE_MEANING, CodeText
from app.schemas.paging import PageParameters, Parameters, Read


class ChangedRef(Read):
    code: str = Field(examples=["15-nq-tu.3.01"])
    title: str = Field(description="The title.")


class PaperRef(Read):
    code: str = Field(examples=["VB-7"])
    number: str | None = Field(description="The number it bears.")
    title: str = Field(description="The title.")


class ChangeRead(Read):
    """One thing that is other than it was."""

    kind: ChangeKind
    noun: ChangedNoun = Field(description="What kind of record it is told of.")
    code: str = Field(description="Code of the record.", examples=["15-nq-tu.3.01.M04"])
    title: str = Field(description="Its title or name.")
    project: ChangedRef | None = Field(description="The project it belongs to; null outside projects.")
    programme: str | None = Field(description="Code of the programme; null outside programmes.")
    role: AssignmentRole | None = Field(default=None, description="The role that another organisation or person has.")
    field: str | None = Field(default=None, description="The field that was edited; the year that was measured.")
    before: str | None = Field(
        default=None, description="What it was: a code, a day, a number or words; null: nothing."
    )
    after: str | None = Field(default=None, description="What it is; null: nothing.")
    before_precision: DeadlinePrecision | None = Field(default=None, description="How exactly that day was set.")
    after_precision: DeadlinePrecision | None = Field(default=None, description="How exactly this day is set.")
    before_name: str | None = Field(default=None, description="Name of the organisation or programme that `before` is.")
    after_name: str | None = Field(default=None, description="Name of the organisation or programme that `after` is.")
    times_extended: int | None = Field(default=None, description="Which extension it was; null where it was none.")
    days_late: int | None = Field(default=None, description="By how many days the product came too late.")
    late_from: date | None = Field(default=None, description="The first day late.")
    effective_on: date | None = Field(default=None, description="The day it happened; null where that is not kept.")
    at: datetime | None = Field(default=None, description="When the office knew it; null for what time alone did.")
    person: str | None = Field(default=None, description="Who did it; null where unknown, or not for this reader.")
    reason: str | None = Field(default=None, description="Why; null where nothing is kept, or not for this reader.")
    document: PaperRef | None = Field(default=None, description="The document it rests on.")
    words: str = Field(default="", description="All of it as a sentence, in the language asked for.")


class Compared(Read):
    """A record that can be compared with an earlier moment."""

    code: str = Field(description="Its code.")
    changes: list[ChangeRead] | None = Field(
        default=None, description="What became of it since the moment that `since` names; null without `since`."
    )


class ChangeGroup(Read):
    """The changes of one project, or of all that belongs to none."""

    project: ChangedRef | None = Field(description="Null for what belongs to no project.")
    programme: str | None = Field(description="Code of the programme; null outside programmes.")
    changes: list[ChangeRead] = Field(description="By milestone, then by kind.")


class ComparisonRead(Read):
    since: date = Field(description="The day compared with.", examples=["2026-06-30"])
    since_instant: datetime = Field(description="The very moment compared with; it is not part of what is told.")
    until: date = Field(description="The day looked from.", examples=["2026-11-23"])
    until_instant: datetime = Field(description="The very moment looked from.")
    counts: dict[ChangeKind, int] = Field(description="How many changes of each kind there are, on all pages.")
    total: int = Field(description="How many changes there are, on all pages.")
    items: list[ChangeGroup] = Field(description="By project, in the order of their codes.")
    left: int = Field(description="How many changes the pages after this one hold.")
    next: str | None = Field(description="The address of the next page; null on the last one.")
    demo: bool = Field(description="True when this database holds illustrative data (Dữ liệu minh họa).")


class SinceParameters(PageParameters):
    """A list that can be compared with an earlier moment."""

    since: CodeText | None = Field(default=None, description=SINCE_MEANING, examples=["2026-06-30"])


class ComparisonFilters(Parameters):
    """What a comparison may be about; all filters hold together."""

    project: list[CodeText] = Field(default=[], description="Code of the project.", examples=[["15-nq-tu.3.01"]])
    programme: list[CodeText] = Field(default=[], description="Code of the programme.", examples=[["15-nq-tu.3"]])
    organisation: list[CodeText] = Field(
        default=[], description="Code of an organisation: the projects it led or coordinated at either moment."
    )
    kind: list[ChangeKind] = Field(default=[], description="Any of these kinds.")


class ComparisonParameters(SinceParameters, ComparisonFilters):
    """A page holds whole projects: `limit` counts them."""
