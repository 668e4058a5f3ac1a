"""Making milestones from a template: the dates are shown, and changed, before anything is saved."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError
from starlette.datastructures import FormData

from app.domain.access.policy import Action, require
from app.domain.errors import DomainError, FieldError, InvalidInputError
from app.domain.messages import Message, msgid
from app.queries.portfolio.projects import project_detail
from app.queries.portfolio.templates import planned, template_list
from app.schemas.fields import IsoDay
from app.schemas.planning import AcceptedPlan
from app.services.portfolio.milestones import add_from_template
from app.web.deps import FOR_CHANGES, Work
from app.web.pages.forms import EMPTY, Filled, Posted, refused
from app.web.pages.shared import Entering, Showing
from app.web.wording import worded
from app.web.writing import Writing

router = APIRouter(prefix="/du-an", route_class=Writing, dependencies=FOR_CHANGES)


@router.get("/{code}/moc-moi")
def propose(showing: Showing, code: str, template: str | None = None, start: IsoDay | None = None) -> Response:
    """Show the template's steps with the dates that follow from the start."""
    return showing.page("projects/plan.html", **_plan(showing, code, template, start, EMPTY))


@router.post("/{code}/moc-moi")
def accept(entering: Entering, work: Work, code: str, form: Posted) -> Response:
    template = str(form.get("template", ""))
    try:
        add_from_template(work, code, _accepted(template, form))
    except InvalidInputError as error:
        return _again(entering, code, form, _by_step(error, form))
    except DomainError as error:
        return _again(entering, code, form, error)
    return RedirectResponse(f"/du-an/{code}", 303)


def _again(entering: Entering, code: str, form: FormData, error: DomainError) -> Response:
    start = _day(str(form.get("start", "")))
    context = _plan(entering, code, str(form.get("template", "")), start, refused(form, error))
    return entering.refuse("projects/plan.html", error, **context)


def _plan(showing: Showing, code: str, template: str | None, start: date | None, filled: Filled) -> dict[str, Any]:
    session, as_of = showing.view.session, showing.view.as_of
    project = project_detail(session, code, as_of)
    require(showing.view.actor, Action.MILESTONE_EDIT)
    plan = planned(session, template, start or as_of) if template else None
    return {
        "project": project,
        "templates": template_list(session),
        "plan": plan,
        "start": start or as_of,
        "filled": filled,
    }


def _accepted(template: str, form: FormData) -> AcceptedPlan:
    try:
        return AcceptedPlan.model_validate({"template": template, "steps": [_step(form, n) for n in _ticked(form)]})
    except ValidationError as error:
        faults = [FieldError(worded(each), pointer="/" + "/".join(map(str, each["loc"]))) for each in error.errors()]
        raise InvalidInputError(*faults) from error


def _ticked(form: FormData) -> list[str]:
    return [number for number in form.getlist("step") if isinstance(number, str)]


def _step(form: FormData, number: str) -> dict[str, object]:
    deadline = form.get(f"deadline_{number}")
    return {
        "number": number,
        "planned_start": form.get(f"start_{number}") or None,
        "deadline": {"date": deadline} if deadline else None,
    }


def _by_step(error: InvalidInputError, form: FormData) -> InvalidInputError:
    """Let each fault point to the field of its step, which is named by the step's number."""
    numbers = _ticked(form)
    if not numbers:
        return InvalidInputError(FieldError(Message(msgid("Tick at least one step.")), pointer="/steps"))
    return InvalidInputError(*(FieldError(each.detail, pointer=_field(each.pointer, numbers)) for each in error.errors))


def _field(pointer: str | None, numbers: list[str]) -> str:
    _, _, place, field, *_ = [*(pointer or "").split("/"), "", "", "", ""]
    known = place.isdigit() and int(place) < len(numbers)
    name = "start" if field == "planned_start" else "deadline"
    return f"/{name}_{numbers[int(place)]}" if known else "/steps"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
