"""Forms for the capital of a project: a total, a plan or a disbursement is recorded, corrected, taken away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Response
from starlette.datastructures import FormData

from app.domain.access.policy import Action, require
from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.domain.results.capital import Fund, PlanKind, TotalKind
from app.models import CapitalPlan, Disbursement, InvestmentTotal
from app.queries.access.subjects import subject_of_project
from app.queries.portfolio.lookup import require_project
from app.queries.results.capital import disbursement_read, plan_read, total_read
from app.schemas.assigning import BasisWish
from app.schemas.capital import (
    CapitalPlanChange,
    DisbursementChange,
    InvestmentTotalChange,
    NewCapitalPlan,
    NewDisbursement,
    NewInvestmentTotal,
    Removal,
)
from app.schemas.money import CapitalPlanRead, DisbursementRead, InvestmentTotalRead
from app.services.results import capital
from app.services.unit_of_work import UnitOfWork
from app.web.deps import FOR_CHANGES, View, Work
from app.web.pages.forms import EMPTY, Filled, Posted, Show, W, answer_form, version_of, wish_of
from app.web.pages.shared import Answering, Entering, Showing
from app.web.writing import Writing

router = APIRouter(prefix="/du-an", route_class=Writing, dependencies=FOR_CHANGES)
Held = InvestmentTotalRead | CapitalPlanRead | DisbursementRead
_TEMPLATE = "capital/form.html"


@dataclass(frozen=True)
class Noun:
    """One of the three kinds of records: where its forms are, who may, and what they do."""

    folder: str
    action: Action
    new: type[Any]
    change: type[Any]
    add: Callable[[UnitOfWork, str, Any], object]
    edit: Callable[[UnitOfWork, str, Any], object]
    remove: Callable[[UnitOfWork, str, str], str]
    read: Callable[..., Held]
    kinds: tuple[TotalKind | PlanKind, ...] = ()


NOUNS = (
    Noun(
        "tong-muc",
        Action.CAPITAL_SET,
        NewInvestmentTotal,
        InvestmentTotalChange,
        capital.add_total,
        capital.edit_total,
        lambda work, record, reason: capital.remove(work, InvestmentTotal, record, reason),
        total_read,
        tuple(TotalKind),
    ),
    Noun(
        "ke-hoach-von",
        Action.CAPITAL_SET,
        NewCapitalPlan,
        CapitalPlanChange,
        capital.add_plan,
        capital.edit_plan,
        lambda work, record, reason: capital.remove(work, CapitalPlan, record, reason),
        plan_read,
        tuple(PlanKind),
    ),
    Noun(
        "giai-ngan",
        Action.CAPITAL_PAY,
        NewDisbursement,
        DisbursementChange,
        capital.add_disbursement,
        capital.edit_disbursement,
        lambda work, record, reason: capital.remove(work, Disbursement, record, reason),
        disbursement_read,
    ),
)


def _routes_of_new(noun: Noun) -> None:
    """Add the routes by which a record is made."""

    @router.get(f"/{{code}}/{noun.folder}")
    def ask(showing: Showing, code: str) -> Response:
        template, context = _showing(showing, noun, code)(EMPTY)
        return showing.page(template, **context)

    @router.post(f"/{{code}}/{noun.folder}")
    def record(entering: Entering, work: Work, code: str, form: Posted) -> Response:
        def act() -> str:
            noun.add(work, code, _wish(noun.new, form))
            return _address(code)

        return answer_form(entering, form, _showing(entering, noun, code), act)


def _routes_of_held(noun: Noun) -> None:
    """Add the routes by which one is corrected or taken away."""

    @router.get(f"/{{code}}/{noun.folder}/{{record}}")
    def open_form(showing: Showing, code: str, record: str) -> Response:
        template, context = _showing(showing, noun, code, record)(EMPTY)
        return showing.page(template, **context)

    @router.post(f"/{{code}}/{noun.folder}/{{record}}")
    def save(entering: Entering, work: Work, code: str, record: str, form: Posted) -> Response:
        def act() -> str:
            sent = noun.change.model_fields.keys() - {"basis", "kind", "approximate"}
            noun.edit(replace(work, version=version_of(form)), record, _wish(noun.change, form, sent))
            return _address(code)

        return answer_form(entering, form, _showing(entering, noun, code, record), act)

    @router.post(f"/{{code}}/{noun.folder}/{{record}}/bo")
    def remove(entering: Entering, work: Work, code: str, record: str, form: Posted) -> Response:
        def act() -> str:
            reason = wish_of(Removal, form).reason
            return _address(noun.remove(replace(work, version=version_of(form)), record, reason))

        return answer_form(entering, form, _showing(entering, noun, code, record), act)


def _showing(answering: Answering, noun: Noun, code: str, record: str | None = None) -> Show:
    """Return what shows the form. Raises NotFoundError, or NotPermittedError for whoever may not fill it in."""
    view = answering.view
    project = require_project(view.session, code)
    require(view.actor, noun.action, subject_of_project(project, view.as_of))
    held = _held(view, noun, code, record) if record else None
    context: Mapping[str, object] = {
        "project": {"code": project.code, "title": project.title},
        "noun": noun.folder,
        "held": held,
        "kinds": noun.kinds,
        "funds": list(Fund),
        "year": view.as_of.year,
    }

    def show(filled: Filled) -> tuple[str, dict[str, object]]:
        return _TEMPLATE, {**context, "filled": filled}

    return show


def _held(view: View, noun: Noun, code: str, record: str) -> Held:
    """Return the record, which is the project's. Raises NotFoundError."""
    held = noun.read(view.session, record)
    if held.project.code != code:
        raise NotFoundError(kind=msgid("record"), code=record)
    return held


def _wish(shape: type[W], form: FormData, all_of: Any = ()) -> W:
    """Return the wish with its document, whose fields are the form's own; all of them are left empty for none."""
    said = FormData([*form.multi_items(), *([] if "approximate" in form else [("approximate", "false")])])
    wish = wish_of(shape, said, all_of)
    if "basis" not in shape.model_fields:
        return wish
    named = any(
        isinstance(value, str) and value.strip() for name in BasisWish.model_fields for value in [form.get(name)]
    )
    return wish.model_copy(update={"basis": wish_of(BasisWish, form) if named else None})


def _address(code: str) -> str:
    return f"/du-an/{quote(code)}#von"


for each in NOUNS:
    _routes_of_new(each)
    _routes_of_held(each)
