"""Duties that nobody has taken over from an organisation that has ended, and giving them on, many at a time."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import RedirectResponse
from pydantic import Field, StringConstraints

from app.domain.access.policy import Action, require
from app.domain.errors import DomainError, NotFoundError
from app.domain.messages import msgid
from app.domain.organisations.roles import AssignmentRole
from app.queries.organisations.unsucceeded import duty_page, ended_with_duties
from app.queries.planning import planning_choices
from app.schemas.assigning import BasisWish, Person
from app.schemas.fields import CodeText, IsoDay
from app.schemas.parameters import DutyParameters
from app.schemas.planning import Words
from app.schemas.successions import MOST_NAMED, Reassignment
from app.services.organisations.reassigning import planned_reassignment, reassign
from app.web.deps import FOR_CHANGES, Work
from app.web.pages.forms import Filled, Posted, refused, wish_of
from app.web.pages.shared import Entering, Showing, parameters
from app.web.writing import Writing

router = APIRouter(prefix="/phan-cong/ke-thua", route_class=Writing)
FORM = "assigning/reassign.html"


# A duty as a check box names it: "15-nq-tu.3.01 lead".
DutyText = Annotated[CodeText, StringConstraints(pattern=rf"^\S+ ({'|'.join(AssignmentRole)})$")]


class ReassignmentForm(BasisWish):
    """The document's fields are the form's own."""

    predecessor: CodeText
    successor: CodeText
    duties: Annotated[list[DutyText], Field(max_length=MOST_NAMED)] = []
    everything: bool = False
    roles: list[AssignmentRole] = []
    responsible: Person | None = None
    from_on: IsoDay
    reason: Words | None = None


@router.get("")
def index(showing: Showing, wanted: Annotated[DutyParameters, Depends(parameters(DutyParameters))]) -> Response:
    """Show what is open of those who have ended, and who may take it over as the successions say."""
    require(showing.view.actor, Action.ASSIGNMENT_ACTS_VIEW)
    session, as_of = showing.view.session, showing.view.as_of
    page = duty_page(session, wanted, as_of)
    return showing.page(
        "assigning/unsucceeded.html",
        page=page,
        wanted=wanted,
        ended=ended_with_duties(session, wanted, as_of),
        roles=list(AssignmentRole),
        **showing.neighbours(page),
    )


@router.get("/giao", dependencies=FOR_CHANGES)
def ask(
    showing: Showing,
    predecessor: CodeText = "",
    duties: Annotated[list[str], Query(max_length=MOST_NAMED)] = [],  # noqa: B006 (FastAPI copies it)
    roles: Annotated[list[AssignmentRole], Query(max_length=len(AssignmentRole))] = [],  # noqa: B006 (likewise)
    *,
    everything: bool = False,
) -> Response:
    require(showing.view.actor, Action.ASSIGNMENT_SET)
    if not (predecessor and (duties or everything)):
        return RedirectResponse("/phan-cong/ke-thua", 303)
    asked = {"duties": duties, "roles": [role.value for role in roles]}
    filled = Filled({**asked, "everything": ["true"]} if everything else asked)
    return showing.page(FORM, **_form(showing, predecessor, filled))


@router.post("/giao")
def give(entering: Entering, work: Work, form: Posted) -> Response:
    """Show what would change; save it when that was seen."""
    require(work.actor, Action.ASSIGNMENT_SET)
    try:
        wish = _wish(wish_of(ReassignmentForm, form))
        if form.get("press") == "save":
            return RedirectResponse(f"/phan-cong/{reassign(work, wish).code}", 303)
        entries = planned_reassignment(work, wish)
    except DomainError as error:
        named = [each.detail for each in error.errors if (each.pointer or "").startswith(("/duties/", "/everything/"))]
        predecessor = str(form.get("predecessor") or "")
        return entering.refuse(FORM, error, **_form(entering, predecessor, refused(form, error)), faults=named)
    kept = [(name, value) for name, value in form.multi_items() if name != "press" and isinstance(value, str)]
    return entering.page(
        "assigning/preview.html", entries=entries, kept=kept, from_on=wish.from_on, action="/phan-cong/ke-thua/giao"
    )


def _form(showing: Showing, predecessor: str, filled: Filled) -> dict[str, Any]:
    session, as_of = showing.view.session, showing.view.as_of
    wanted = DutyParameters(organisation=[predecessor] if predecessor else [], limit=MOST_NAMED)
    found = ended_with_duties(session, wanted, as_of)
    ended = next((each for each in found if each.organisation.code == predecessor), None)
    if ended is None:
        raise NotFoundError(kind=msgid("organisation"), code=predecessor)
    chosen, roles = set(filled.values("duties")), set(filled.values("roles"))
    rows = duty_page(session, wanted, as_of).rows if chosen else []
    return {
        "ended": ended,
        "duties": [row for row in rows if f"{row.subject} {row.role}" in chosen],
        "roles": [role for role in AssignmentRole if role in roles],
        "choices": planning_choices(session, as_of).organisations,
        "filled": filled,
    }


def _wish(form: ReassignmentForm) -> Reassignment:
    duties = [dict(zip(("subject", "role"), duty.split(" "), strict=True)) for duty in form.duties]
    return Reassignment.model_validate(
        {
            **form.model_dump(exclude={*BasisWish.model_fields, "duties"}),
            "duties": duties,
            "basis": form.model_dump(include=set(BasisWish.model_fields)),
        }
    )
