"""Obstacles, explanations and urging; for those who hold an office."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from app.domain.work.kinds import WorkKind
from app.queries.portfolio.lookup import require_work
from app.queries.work.supervision import (
    explanation_detail,
    explanation_page,
    obstacle_detail,
    obstacle_page,
    supervision_of,
)
from app.queries.work.talk import rights_about
from app.schemas.paging import PageRead
from app.schemas.supervision import (
    ExplanationAnswer,
    ExplanationParameters,
    ExplanationRead,
    NewExplanation,
    NewObstacle,
    NewUrging,
    ObstacleClearing,
    ObstacleParameters,
    ObstacleRead,
    SupervisionRead,
    UrgingOfMany,
)
from app.services.work.supervision import (
    answer_explanation,
    ask_explanation,
    clear_obstacle,
    name_obstacle,
    urge,
    urge_many,
)
from app.web.api.office import OfficeListing, OfficeSingle
from app.web.api.shared import CHANGE, COLLECTION, NO_PARAMETERS, RECORD, tagged
from app.web.deps import Edit, Work
from app.web.writing import Writing

router = APIRouter(tags=["supervision"], route_class=Writing)


Obstacle = Annotated[str, Path(description="Code of the obstacle.", examples=["VM-3"])]
Explanation = Annotated[str, Path(description="Code of the request.", examples=["GT-3"])]


@router.get("/obstacles", responses=COLLECTION)
def list_obstacles(answering: OfficeListing, wanted: Annotated[ObstacleParameters, Query()]) -> PageRead[ObstacleRead]:
    """List what holds work up, the newest first."""
    return answering.page(obstacle_page(answering.view.session, wanted, answering.view.as_of))


@router.get("/obstacles/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_obstacle(answering: OfficeSingle, code: Obstacle) -> ObstacleRead:
    """Read one obstacle."""
    return answering.record(obstacle_detail(answering.view.session, code, answering.view.as_of))


@router.post("/obstacles/{code}/clearing", responses=CHANGE)
def clear(work: Edit, code: Obstacle, wish: ObstacleClearing, response: Response) -> ObstacleRead:
    """Say how an obstacle was cleared."""
    clear_obstacle(work, code, wish)
    return tagged(response, obstacle_detail(work.session, code, work.today))


@router.get("/explanations", responses=COLLECTION)
def list_explanations(
    answering: OfficeListing, wanted: Annotated[ExplanationParameters, Query()]
) -> PageRead[ExplanationRead]:
    """List requests for an explanation, the first due first."""
    return answering.page(explanation_page(answering.view.session, wanted, answering.view.as_of))


@router.get("/explanations/{code}", responses=RECORD, dependencies=NO_PARAMETERS)
def read_explanation(answering: OfficeSingle, code: Explanation) -> ExplanationRead:
    """Read one request with its answer."""
    return answering.record(explanation_detail(answering.view.session, code, answering.view.as_of))


@router.post("/explanations/{code}/answer", responses=CHANGE)
def answer(work: Edit, code: Explanation, wish: ExplanationAnswer, response: Response) -> ExplanationRead:
    """Answer a request, once; late rather than never."""
    answer_explanation(work, code, wish)
    return tagged(response, explanation_detail(work.session, code, work.today))


@router.post("/milestones:urge", responses=CHANGE, status_code=204)
def urge_several(work: Work, wish: UrgingOfMany) -> None:
    """Urge about many milestones with one note, all or none."""
    urge_many(work, wish)


def _add_routes(nouns: str, kind: WorkKind) -> None:
    """Give projects and milestones the same addresses."""
    code_of = Annotated[str, Path(description=f"Code of the {kind.value}.")]

    @router.get(f"/{nouns}/{{code}}/supervision", responses=RECORD, dependencies=NO_PARAMETERS)
    def read(answering: OfficeSingle, code: code_of) -> SupervisionRead:
        """Read what holds it up, what was asked about it, and what the one who asks may do."""
        view = answering.view
        row = require_work(view.session, kind, code)
        rights = rights_about(row, view.actor, view.as_of)
        assert rights is not None  # noqa: S101 (who may not know of it was refused before)
        view.tag(answering.response)
        return supervision_of(view.session, row, rights, view.as_of)

    @router.post(f"/{nouns}/{{code}}/obstacles", responses=CHANGE, status_code=201)
    def add_obstacle(work: Work, code: code_of, wish: NewObstacle, response: Response) -> ObstacleRead:
        """Say what holds it up."""
        made = name_obstacle(work, kind, code, wish).code
        response.headers["Location"] = f"/api/v1/obstacles/{made}"
        return tagged(response, obstacle_detail(work.session, made, work.today))

    @router.post(f"/{nouns}/{{code}}/explanations", responses=CHANGE, status_code=201)
    def ask(work: Work, code: code_of, wish: NewExplanation, response: Response) -> ExplanationRead:
        """Ask whoever leads it for an explanation, within a limit of calendar or working days."""
        made = ask_explanation(work, kind, code, wish).code
        response.headers["Location"] = f"/api/v1/explanations/{made}"
        return tagged(response, explanation_detail(work.session, made, work.today))

    @router.post(f"/{nouns}/{{code}}/urgings", responses=CHANGE, status_code=204)
    def urge_on(work: Work, code: code_of, wish: NewUrging) -> None:
        """Urge whoever leads it, on the record."""
        urge(work, kind, code, wish)


_add_routes("projects", WorkKind.PROJECT)
_add_routes("milestones", WorkKind.MILESTONE)
