"""The resolutions, the living text of each, and the account of its segments."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from app.domain.access.policy import Action, permits
from app.queries.living import living_resolution
from app.queries.resolution.coverage import coverage_of
from app.queries.resolution.resolutions import resolution_page
from app.schemas.living import LivingItem
from app.schemas.parameters import AccountFilter, CoverageParameters, ResolutionParameters
from app.schemas.resolution import SegmentRead
from app.web.pages.shared import Showing, parameters

router = APIRouter(prefix="/nghi-quyet")

_SHOWN: Mapping[AccountFilter | None, Callable[[SegmentRead], bool]] = {
    None: lambda _segment: True,
    AccountFilter.QUOTED: lambda segment: bool(segment.quoted_by),
    AccountFilter.ORIENTATION: lambda segment: segment.accounted and not segment.quoted_by,
    AccountFilter.UNCOVERED: lambda segment: not segment.accounted,
    AccountFilter.LEFT_OUT: lambda segment: segment.accounted and bool(segment.left_out),
}
_ENTRY_LEVELS = 2


@router.get("")
def index(showing: Showing) -> Response:
    """Lead to the resolution; where there are several, or none, list them."""
    resolutions = resolution_page(showing.view.session, ResolutionParameters(limit=200)).rows
    if len(resolutions) == 1:
        return RedirectResponse(showing.record_url("resolution", resolutions[0].code), 303)
    return showing.page("resolutions/index.html", resolutions=resolutions)


@router.get("/{code}")
def show(showing: Showing, code: str) -> Response:
    living = living_resolution(showing.view.session, code, showing.view.as_of)
    return showing.page("resolutions/show.html", living=living, may_create=_may_create(showing))


@router.get("/{code}/do-phu")
def coverage(
    showing: Showing, code: str, wanted: Annotated[CoverageParameters, Depends(parameters(CoverageParameters))]
) -> Response:
    """Show every segment below its heading, or those of one account."""
    session = showing.view.session
    living = living_resolution(session, code, showing.view.as_of)
    account = coverage_of(session, code)
    shown = filter(_SHOWN[wanted.account], account.items)
    return showing.page(
        "resolutions/coverage.html",
        living=living,
        may_create=_may_create(showing),
        coverage=account,
        left_out=sum(map(_SHOWN[AccountFilter.LEFT_OUT], account.items)),
        wanted=wanted,
        sections=_by_heading(living.contents, shown),
    )


def _may_create(showing: Showing) -> bool:
    return permits(showing.view.actor, Action.PROJECT_CREATE)


def _by_heading(
    contents: Sequence[LivingItem], segments: Iterable[SegmentRead]
) -> list[tuple[LivingItem | None, list[SegmentRead]]]:
    """Return the segments below the entries of the contents they stand under, None where there is no heading."""
    entries = {item.path: item for item in contents if item.level <= _ENTRY_LEVELS}
    return [
        (entries.get(path), list(group)) for path, group in groupby(segments, lambda each: _entry(entries, each.clause))
    ]


def _entry(entries: Mapping[str, LivingItem], path: str) -> str:
    steps = path.split(".")
    above = (".".join(steps[:length]) for length in range(_ENTRY_LEVELS, 0, -1))
    return next((each for each in above if each in entries), "")
