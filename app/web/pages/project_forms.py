"""Making a project of a sentence, editing it, showing it to the public."""

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
from app.domain.portfolio.statuses import ProjectGroup, ProjectKind, ProjectStage
from app.queries.planning import Sentence, planning_choices, sentence_at
from app.queries.portfolio.projects import project_detail
from app.schemas.access import Wish
from app.schemas.fields import CodeText, IsoDay
from app.schemas.forms import PublishForm
from app.schemas.planning import Line, NewProject, ProjectChange, Words
from app.schemas.portfolio import ProjectDetail
from app.services.portfolio.projects import create_project, edit_project, publish_project
from app.services.unit_of_work import UnitOfWork
from app.web.deps import FOR_CHANGES, Work
from app.web.pages.forms import EMPTY, Filled, Posted, refused, wish_of
from app.web.pages.merging import draft_of, text
from app.web.pages.shared import Entering, Showing
from app.web.writing import Writing

router = APIRouter(prefix="/du-an", route_class=Writing, dependencies=FOR_CHANGES)


class ProjectForm(Wish):
    """The fields that a project can be edited in; `quotations` and `clause` only when it is made."""

    title: Line
    kind: ProjectKind
    programme: CodeText | None = None
    stage: ProjectStage = ProjectStage.PROPOSED
    summary: Words
    product: Words | None = None
    place: Line | None = None
    group: ProjectGroup = ProjectGroup.UNKNOWN
    deadline: IsoDay | None = None
    precision: DeadlinePrecision = DeadlinePrecision.DAY


class NewProjectForm(ProjectForm):
    resolution: CodeText
    clause: CodeText
    quotations: Words
    occurrence: Annotated[int, Field(ge=1, le=1000)] | None = None
    completion_test: Words | None = None


@router.get("/moi")
def ask(showing: Showing, clause: str | None = None, resolution: str | None = None) -> Response:
    """Show the form with the sentence's words quoted; without a sentence, where one is chosen."""
    require(showing.view.actor, Action.PROJECT_CREATE)
    if clause is None:
        return RedirectResponse("/nghi-quyet", 303)
    sentence = sentence_at(showing.view.session, resolution, clause)
    return showing.page("projects/new.html", filled=EMPTY, sentence=sentence, **_choices(showing))


@router.post("/moi")
def create(entering: Entering, work: Work, form: Posted) -> Response:
    require(work.actor, Action.PROJECT_CREATE)
    sentence = _sentence(entering, form)
    try:
        code = create_project(work, _new(wish_of(NewProjectForm, form))).code
    except DomainError as error:
        filled = refused(form, error)
        return entering.refuse("projects/new.html", error, filled=filled, sentence=sentence, **_choices(entering))
    return RedirectResponse(f"/du-an/{code}", 303)


@router.get("/{code}/sua")
def open_form(showing: Showing, code: str) -> Response:
    project = project_detail(showing.view.session, code, showing.view.as_of)
    require(showing.view.actor, Action.PROJECT_EDIT)
    return showing.page("projects/edit.html", **_form(showing, project, EMPTY, {}))


@router.post("/{code}/sua")
def save(entering: Entering, work: Work, code: str, form: Posted) -> Response:
    """Save what was changed; what somebody else has changed meanwhile is shown beside it."""
    require(work.actor, Action.PROJECT_EDIT)
    project = project_detail(work.session, code, work.today)
    draft = draft_of(form, _values(project))
    if draft.clashes:
        stale = StaleEditError(current=project.version, changed=sorted(draft.clashes))
        return entering.refuse(
            "projects/edit.html", stale, **_form(entering, project, draft.refused(stale), draft.clashes)
        )
    try:
        _apply(work, project, draft.values, draft.changes)
    except DomainError as error:
        filled = refused(form, error)
        return entering.refuse("projects/edit.html", error, **_form(entering, project, filled, {}))
    return RedirectResponse(f"/du-an/{code}", 303)


@router.post("/{code}/cong-bo")
def publish(work: Work, code: str, form: Posted) -> Response:
    publish_project(work, code, published=wish_of(PublishForm, form).published)
    return RedirectResponse(f"/du-an/{code}", 303)


def _apply(work: UnitOfWork, project: ProjectDetail, values: Mapping[str, str], changes: Mapping[str, str]) -> None:
    """Save the changed fields alone, so that the others stay as somebody else may have left them."""
    wish = wish_of(ProjectForm, FormData([(name, value) for name, value in values.items()]))
    sent: dict[str, Any] = {name: getattr(wish, name) for name in changes if name not in ("deadline", "precision")}
    if wish.deadline and {"deadline", "precision"} & changes.keys():
        sent["deadline"] = {"date": wish.deadline, "precision": wish.precision}
    edit_project(replace(work, version=project.version), project.code, ProjectChange.model_validate(sent))


def _new(form: NewProjectForm) -> NewProject:
    fields = {"title", "kind", "programme", "summary", "product", "place", "group", "resolution"}
    quotation = {
        "clause": form.clause,
        "words": form.quotations,
        "occurrence": form.occurrence,
        "completion_test": form.completion_test,
    }
    deadline = {"date": form.deadline, "precision": form.precision} if form.deadline else None
    return NewProject.model_validate(
        {**form.model_dump(include=fields), "quotations": [quotation], "deadline": deadline}
    )


def _sentence(entering: Entering, form: FormData) -> Sentence:
    return sentence_at(entering.view.session, text(form, "resolution") or None, text(form, "clause"))


def _form(showing: Showing, project: ProjectDetail, filled: Filled, clashes: Mapping[str, str]) -> dict[str, Any]:
    now = _values(project)
    return {"project": project, "filled": filled, "now": now, "clashes": clashes, **_choices(showing)}


def _values(project: ProjectDetail) -> dict[str, str]:
    """Return the fields as the form spells them."""
    return {
        "title": project.title,
        "kind": project.kind.value,
        "programme": project.programme.code if project.programme else "",
        "stage": project.stage.value,
        "summary": project.summary,
        "product": project.product or "",
        "place": project.place or "",
        "group": project.group.value,
        "deadline": project.deadline.date.isoformat() if project.deadline else "",
        "precision": project.deadline.precision.value if project.deadline else DeadlinePrecision.DAY.value,
    }


def _choices(showing: Showing) -> dict[str, Any]:
    return {
        "choices": planning_choices(showing.view.session, showing.view.as_of),
        "kinds": list(ProjectKind),
        "stages": list(ProjectStage),
        "groups": list(ProjectGroup),
        "precisions": list(DeadlinePrecision),
    }
