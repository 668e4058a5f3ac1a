"""The assignment board: what nobody answers for, given to somebody, many at a time, and taken back."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import RedirectResponse

from app.domain.access.policy import Action, permits, require
from app.domain.deadlines import DeadlinePrecision
from app.domain.errors import DomainError
from app.domain.portfolio.six_clear import Clear
from app.domain.portfolio.statuses import ProjectKind
from app.queries.choices import project_choices
from app.queries.organisations.batches import batch_read
from app.queries.planning import planning_choices
from app.queries.portfolio.projects import project_page
from app.schemas.assigning import BasisWish, BulkAssignment, Person, Undo
from app.schemas.fields import CodeText, IsoDay
from app.schemas.parameters import ProjectParameters
from app.schemas.planning import Words
from app.services.organisations.assignments import assign_many, planned_entries
from app.services.organisations.undoing import undo_assignments
from app.web.deps import FOR_CHANGES, Work
from app.web.pages.forms import EMPTY, Filled, Posted, refused, wish_of
from app.web.pages.shared import Entering, Showing, parameters
from app.web.writing import Writing

router = APIRouter(prefix="/phan-cong", route_class=Writing)
BULK = "assigning/bulk.html"


class BulkForm(BasisWish):
    """The document's fields are the form's own."""

    projects: list[CodeText]
    lead: CodeText | None = None
    responsible: Person | None = None
    coordinators: list[CodeText] = []
    deadline: IsoDay | None = None
    precision: DeadlinePrecision = DeadlinePrecision.DAY
    from_on: IsoDay | None = None
    reason: Words | None = None


@router.get("", dependencies=FOR_CHANGES)
def board(showing: Showing, wanted: Annotated[ProjectParameters, Depends(parameters(ProjectParameters))]) -> Response:
    """Show the work that lacks any of the six clarities, published or not."""
    require(showing.view.actor, Action.ASSIGNMENT_SET)
    page = project_page(showing.view.session, wanted.model_copy(update={"lacking": True}), showing.view.as_of)
    return showing.page(
        "assigning/board.html",
        page=page,
        wanted=wanted,
        choices=project_choices(showing.view.session),
        kinds=list(ProjectKind),
        clarities=list(Clear),
        **showing.neighbours(page),
    )


@router.get("/giao", dependencies=FOR_CHANGES)
def ask(showing: Showing, projects: Annotated[list[str], Query(max_length=200)] = []) -> Response:  # noqa: B006
    require(showing.view.actor, Action.ASSIGNMENT_SET)
    if not projects:
        return RedirectResponse("/phan-cong", 303)
    return showing.page(BULK, **_form(showing, projects, EMPTY))


@router.post("/giao")
def give(entering: Entering, work: Work, form: Posted) -> Response:
    """Show what would change; save it when that was seen."""
    require(work.actor, Action.ASSIGNMENT_SET)
    projects = [code for code in form.getlist("projects") if isinstance(code, str)]
    try:
        wish = _bulk(wish_of(BulkForm, form))
        if form.get("press") == "save":
            return RedirectResponse(f"/phan-cong/{assign_many(work, wish).code}", 303)
        entries = planned_entries(work, wish)
    except DomainError as error:
        faults = [each.detail for each in error.errors if (each.pointer or "").startswith("/projects/")]
        return entering.refuse(BULK, error, **_form(entering, projects, refused(form, error)), faults=faults)
    kept = [(name, value) for name, value in form.multi_items() if name != "press" and isinstance(value, str)]
    return entering.page("assigning/preview.html", entries=entries, kept=kept, from_on=wish.from_on or work.today)


@router.get("/{code}")
def result(showing: Showing, code: str) -> Response:
    require(showing.view.actor, Action.ASSIGNMENT_ACTS_VIEW)
    return showing.page("assigning/result.html", **_result(showing, code, EMPTY))


@router.post("/{code}/huy")
def undo(entering: Entering, work: Work, code: str, form: Posted) -> Response:
    try:
        undone = undo_assignments(work, code, wish_of(Undo, form).reason)
    except DomainError as error:
        require(work.actor, Action.ASSIGNMENT_SET)
        filled = refused(form, error)
        return entering.refuse("assigning/result.html", error, **_result(entering, code, filled))
    return RedirectResponse(f"/phan-cong/{undone.code}", 303)


def _result(showing: Showing, code: str, filled: Filled) -> dict[str, Any]:
    view = showing.view
    return {
        "batch": batch_read(view.session, code, view.as_of),
        "may_undo": permits(view.actor, Action.ASSIGNMENT_SET),
        "filled": filled,
    }


def _form(showing: Showing, projects: list[str], filled: Filled) -> dict[str, Any]:
    wanted = ProjectParameters(limit=200)
    chosen = project_page(showing.view.session, wanted, showing.view.as_of, projects).rows
    return {
        "projects": chosen,
        "filled": filled,
        "choices": planning_choices(showing.view.session, showing.view.as_of),
        "precisions": list(DeadlinePrecision),
    }


def _bulk(form: BulkForm) -> BulkAssignment:
    basis = form.model_dump(include=set(BasisWish.model_fields))
    return BulkAssignment.model_validate(
        {
            **form.model_dump(include={"projects", "coordinators", "from_on", "reason"}),
            "lead": {"organisation": form.lead, "responsible": form.responsible} if form.lead else None,
            "deadline": {"date": form.deadline, "precision": form.precision} if form.deadline else None,
            "basis": basis,
        }
    )
