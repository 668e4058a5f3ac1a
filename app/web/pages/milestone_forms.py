"""Adding a milestone by hand, and editing one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from pydantic import Field
from starlette.datastructures import FormData

from app.domain.access.policy import Action, require
from app.domain.deadlines import DeadlinePrecision
from app.domain.errors import DomainError, StaleEditError
from app.domain.portfolio.statuses import ProjectStage
from app.queries.portfolio.milestones import milestone_detail
from app.queries.portfolio.projects import project_detail
from app.schemas.access import Wish
from app.schemas.fields import CodeText, IsoDay
from app.schemas.planning import Line, MilestoneChange, NewMilestone, Words
from app.schemas.portfolio import MilestoneDetail
from app.services.portfolio.milestones import add_milestone, edit_milestone
from app.services.unit_of_work import UnitOfWork
from app.web.deps import FOR_CHANGES, Work
from app.web.pages.forms import EMPTY, Filled, Posted, Show, answer_form, refused, wish_of
from app.web.pages.merging import draft_of
from app.web.pages.shared import Answering, Entering, Showing
from app.web.writing import Writing

router = APIRouter(route_class=Writing, dependencies=FOR_CHANGES)
_LISTS = ("predecessors",)


class MilestoneForm(Wish):
    title: Line
    product: Words | None = None
    stage: ProjectStage | None = None
    planned_start: IsoDay | None = None
    deadline: IsoDay | None = None
    precision: DeadlinePrecision = DeadlinePrecision.DAY
    conditional: bool = False
    predecessors: Annotated[list[CodeText], Field(max_length=100)] = []


@router.get("/du-an/{code}/them-moc")
def ask(showing: Showing, code: str) -> Response:
    template, context = _showing_new(showing, code)(EMPTY)
    return showing.page(template, **context)


@router.post("/du-an/{code}/them-moc")
def create(entering: Entering, work: Work, code: str, form: Posted) -> Response:
    def act() -> str:
        wish = NewMilestone.model_validate(_fields(wish_of(MilestoneForm, form)))
        return f"/moc/{add_milestone(work, code, wish).code}"

    return answer_form(entering, form, _showing_new(entering, code), act)


@router.get("/moc/{code}/sua")
def open_form(showing: Showing, code: str) -> Response:
    milestone = milestone_detail(showing.view.session, code, showing.view.as_of)
    require(showing.view.actor, Action.MILESTONE_EDIT)
    return showing.page("milestones/edit.html", **_form(showing, milestone, EMPTY, {}))


@router.post("/moc/{code}/sua")
def save(entering: Entering, work: Work, code: str, form: Posted) -> Response:
    """Save what was changed; what somebody else has changed meanwhile is shown beside it."""
    require(work.actor, Action.MILESTONE_EDIT)
    milestone = milestone_detail(work.session, code, work.today)
    draft = draft_of(form, _values(milestone))
    if draft.clashes:
        stale = StaleEditError(current=milestone.version, changed=sorted(draft.clashes))
        filled = draft.refused(stale, _LISTS)
        return entering.refuse("milestones/edit.html", stale, **_form(entering, milestone, filled, draft.clashes))
    try:
        _apply(work, milestone, draft.values, draft.changes)
    except DomainError as error:
        return entering.refuse(
            "milestones/edit.html", error, **_form(entering, milestone, refused(form, error), draft.clashes)
        )
    return RedirectResponse(f"/moc/{code}", 303)


def _apply(work: UnitOfWork, milestone: MilestoneDetail, values: Mapping[str, str], changes: Mapping[str, str]) -> None:
    """Save the changed fields alone, so that the others stay as somebody else may have left them."""
    spelt = [(name, word) for name, value in values.items() for word in (value.split() if name in _LISTS else [value])]
    fields = _fields(wish_of(MilestoneForm, FormData([*spelt])))
    names = {"deadline" if name == "precision" else name for name in changes}
    change = MilestoneChange.model_validate({name: fields[name] for name in names})
    edit_milestone(replace(work, version=milestone.version), milestone.code, change)


def _fields(form: MilestoneForm) -> dict[str, Any]:
    deadline = {"date": form.deadline, "precision": form.precision} if form.deadline else None
    return {**form.model_dump(exclude={"precision"}), "deadline": deadline}


def _showing_new(answering: Answering, code: str) -> Show:
    project = project_detail(answering.view.session, code, answering.view.as_of)
    require(answering.view.actor, Action.MILESTONE_EDIT)

    def show(filled: Filled) -> tuple[str, dict[str, object]]:
        others = project.milestone_list
        return "milestones/new.html", {"project": project, "others": others, "filled": filled, **_CHOICES}

    return show


def _form(
    answering: Answering, milestone: MilestoneDetail, filled: Filled, clashes: Mapping[str, str]
) -> dict[str, Any]:
    project = project_detail(answering.view.session, milestone.project.code, answering.view.as_of)
    others = [each for each in project.milestone_list if each.code != milestone.code]
    now = _values(milestone)
    return {"milestone": milestone, "others": others, "now": now, "filled": filled, "clashes": clashes, **_CHOICES}


_CHOICES: Mapping[str, Any] = {"stages": list(ProjectStage), "precisions": list(DeadlinePrecision)}


def _values(milestone: MilestoneDetail) -> dict[str, str]:
    """Return the fields as the form spells them."""
    return {
        "title": milestone.title,
        "product": milestone.product or "",
        "stage": milestone.stage.value if milestone.stage else "",
        "planned_start": milestone.planned_start.isoformat() if milestone.planned_start else "",
        "deadline": milestone.deadline.date.isoformat() if milestone.deadline else "",
        "precision": milestone.deadline.precision.value if milestone.deadline else DeadlinePrecision.DAY.value,
        "conditional": "true" if milestone.conditional else "",
        "predecessors": " ".join(sorted(before.code for before in milestone.predecessors)),
    }
