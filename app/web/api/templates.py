"""Templates: the steps that work of a kind usually takes, and when they would fall due."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.queries.paging import Page
from app.queries.portfolio.templates import planned, template_detail, template_list
from app.schemas.paging import PageRead
from app.schemas.parameters import PlanParameters
from app.schemas.templates import PlanRead, TemplateDetail, TemplateRead
from app.web.api.shared import COLLECTION, NO_PARAMETERS, RECORD, Listing, Single

router = APIRouter(prefix="/templates", tags=["templates"])
Code = Annotated[str, Path(description="Code of the template.", examples=["T1"])]


@router.get("", responses=COLLECTION, dependencies=NO_PARAMETERS)
def list_templates(answering: Listing) -> PageRead[TemplateRead]:
    """List the templates; an office has a handful, so one page holds them all."""
    rows = template_list(answering.view.session)
    return answering.page(Page(rows, None, None, len(rows), total_is_lower_bound=False))


@router.get("/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_template(answering: Single, code: Code) -> TemplateDetail:
    """Read one template with its steps."""
    return answering.record(template_detail(answering.view.session, code))


@router.get("/{code}/plan", responses=RECORD)
def read_plan(answering: Single, code: Code, wanted: Annotated[PlanParameters, Query()]) -> PlanRead:
    """Read when the steps would begin and fall due from a day on, by working days; nothing is saved."""
    return answering.record(planned(answering.view.session, code, wanted.start))
