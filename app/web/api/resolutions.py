"""Resolutions: their text, and how much of it has become work."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.queries.resolution.coverage import coverage_of
from app.queries.resolution.resolutions import resolution_detail, resolution_page
from app.schemas.paging import PageRead
from app.schemas.parameters import ResolutionParameters
from app.schemas.resolution import CoverageDetail, ResolutionDetail, ResolutionRead
from app.web.api.shared import COLLECTION, NO_PARAMETERS, RECORD, Listing, Single

router = APIRouter(prefix="/resolutions", tags=["resolutions"])
Code = Annotated[str, Path(description="Code of the resolution.", examples=["15-nq-tu"])]


@router.get("", responses=COLLECTION)
def list_resolutions(answering: Listing, wanted: Annotated[ResolutionParameters, Query()]) -> PageRead[ResolutionRead]:
    """List the resolutions."""
    return answering.page(resolution_page(answering.view.session, wanted))


@router.get("/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_resolution(answering: Single, code: Code) -> ResolutionDetail:
    """Read one resolution with its text, verbatim."""
    return answering.record(resolution_detail(answering.view.session, code))


@router.get("/{code}/coverage", responses=RECORD, dependencies=NO_PARAMETERS)
def read_coverage(answering: Single, code: Code) -> CoverageDetail:
    """Account for every segment of the parts that set tasks: which work quotes it, or why it sets none."""
    return answering.record(coverage_of(answering.view.session, code))
