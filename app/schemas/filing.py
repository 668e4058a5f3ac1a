"""Who has filed the progress of a reporting period, going out."""

from datetime import date

from pydantic import Field

from app.domain.work.filing import Filing
from app.schemas.fields import PeriodText
from app.schemas.organisations import OrganisationRef
from app.schemas.paging import PageParameters, Read
from app.schemas.portfolio import ProjectRef


class FilingParameters(PageParameters):
    reporting_period: PeriodText | None = Field(
        default=None,
        description="2026-11 for a month, 2026-Q4, 2026-H2, 2026; the last month that closed when not given.",
        examples=["2026-Q4"],
    )


class UnfiledRead(Read):
    """A project on which nothing was filed for the period."""

    project: ProjectRef
    filing: Filing


class FilingRead(Read):
    """What one lead has filed on the projects it leads; the four counts add up to `projects`."""

    organisation: OrganisationRef
    period_from: date = Field(description="First day of the period.")
    period_to: date = Field(description="Last day of the period, on which its figures close.")
    due_on: date = Field(description="Last day on which filing is in time.")
    projects: int = Field(description="The open projects it leads at the end of the period.")
    in_time: int = Field(description="Reported on by the due day.")
    late: int = Field(description="Reported on after it.")
    awaited: int = Field(description="Not reported on, and not due yet.")
    silent: int = Field(description="Not reported on, though that was due.")
    unfiled: list[UnfiledRead] = Field(description="The projects not reported on, the first 200 of the whole page.")
