"""The forms about one milestone: report, claim, confirm, return, stop, ask for a later deadline."""

from collections.abc import Callable
from dataclasses import replace

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from app.domain.access.policy import Action
from app.domain.errors import NotPermittedError
from app.domain.portfolio.statuses import MilestoneStatus
from app.domain.work.moves import action_of
from app.queries.portfolio.milestones import milestone_detail
from app.queries.work.desks import milestone_desk
from app.schemas.forms import ExtensionForm, MoveForm, ReportForm
from app.schemas.work import MilestoneDesk, Move, NewExtension, NewReport
from app.services.unit_of_work import UnitOfWork
from app.services.work.extensions import ask_for_milestone
from app.services.work.moves import move_milestone
from app.services.work.reports import renew, report_progress
from app.web.deps import FOR_CHANGES, Work
from app.web.pages.forms import EMPTY, Filled, Posted, Show, answer_form, wish_of
from app.web.pages.papers import paper_of
from app.web.pages.shared import Answering, Showing
from app.web.writing import Writing

router = APIRouter(prefix="/moc/{code}", route_class=Writing, dependencies=FOR_CHANGES)


@router.get("/bao-cao")
def ask_report(showing: Showing, code: str) -> Response:
    show = _showing(showing, code, "work/report.html")
    return _ask(showing, show, Action.MILESTONE_REPORT, lambda desk: desk.may_report)


@router.post("/bao-cao")
def send_report(showing: Showing, work: Work, code: str, form: Posted) -> Response:
    show = _showing(showing, code, "work/report.html")
    return answer_form(showing, form, show, lambda: _report(work, showing.request, code, form))


@router.post("/khong-thay-doi")
def nothing_new(work: Work, code: str) -> Response:
    renew(work, code)
    return RedirectResponse(f"/moc/{code}", 303)


@router.get("/chuyen/{to}")
def ask_move(showing: Showing, code: str, to: MilestoneStatus) -> Response:
    show = _showing(showing, code, "work/move.html", to=to)
    now = milestone_detail(showing.view.session, code, showing.view.as_of).status
    return _ask(showing, show, action_of(now, to), lambda desk: to in {move.to for move in desk.allowed_moves})


@router.post("/chuyen/{to}")
def send_move(showing: Showing, work: Work, code: str, to: MilestoneStatus, form: Posted) -> Response:
    show = _showing(showing, code, "work/move.html", to=to)
    return answer_form(showing, form, show, lambda: _move(work, showing.request, (code, to), form))


@router.get("/gia-han")
def ask_extension(showing: Showing, code: str) -> Response:
    show = _showing(showing, code, "work/extension.html")
    return _ask(showing, show, Action.EXTENSION_ASK, lambda desk: desk.may_ask_extension)


@router.post("/gia-han")
def send_extension(showing: Showing, work: Work, code: str, form: Posted) -> Response:
    show = _showing(showing, code, "work/extension.html")
    return answer_form(showing, form, show, lambda: _extend(work, code, form))


def _showing(showing: Answering, code: str, template: str, **more: object) -> Show:
    """Return what renders a form about the milestone around what was typed."""
    view = showing.view

    def show(filled: Filled) -> tuple[str, dict[str, object]]:
        milestone = milestone_detail(view.session, code, view.as_of)
        desk = milestone_desk(view.session, code, view.actor, view.as_of)
        return template, {"milestone": milestone, "desk": desk, "filled": filled, **more}

    return show


def _ask(showing: Answering, show: Show, action: Action, may: Callable[[MilestoneDesk], bool]) -> Response:
    """Show the empty form to those who may send it. Raises NotPermittedError."""
    template, context = show(EMPTY)
    desk = context["desk"]
    if not isinstance(desk, MilestoneDesk) or not may(desk):
        raise NotPermittedError(action=action.value)
    return showing.page(template, **context)


def _report(work: UnitOfWork, request: Request, code: str, form: FormData) -> str:
    wish = wish_of(ReportForm, form)
    document = paper_of(work, request, form)
    codes = [document.code] if document else []
    news = NewReport(share_done=wish.percent / 100, done=wish.done, effective_on=wish.effective_on, documents=codes)
    row = report_progress(replace(work, version=wish.version), code, news)
    if wish.finished:
        claim = Move(to=MilestoneStatus.AWAITING_CONFIRMATION, effective_on=wish.effective_on, documents=codes)
        move_milestone(replace(work, version=row.version), code, claim)
    return f"/moc/{code}"


def _move(work: UnitOfWork, request: Request, move: tuple[str, MilestoneStatus], form: FormData) -> str:
    code, to = move
    wish = wish_of(MoveForm, form)
    document = paper_of(work, request, form)
    codes = [document.code] if document else []
    move_milestone(
        replace(work, version=wish.version),
        code,
        Move(to=to, effective_on=wish.effective_on, reason=wish.reason, documents=codes),
    )
    return f"/moc/{code}"


def _extend(work: UnitOfWork, code: str, form: FormData) -> str:
    wish = wish_of(ExtensionForm, form)
    ask_for_milestone(work, code, NewExtension(deadline=wish.deadline, reason=wish.reason))
    return f"/moc/{code}"
