"""Administration of the calendar: the days that differ from their week, year by year."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.domain.access.policy import Action, require
from app.domain.calendar import HolidayKind
from app.queries.organisations.calendar import holidays_of
from app.schemas.calendar import NewHoliday
from app.schemas.parameters import YearParameters
from app.services.organisations.holidays import add_holiday, remove_holiday
from app.web.deps import TODAY_ONLY, Work
from app.web.pages.forms import EMPTY, Filled, Posted, Show, answer_form, wish_of
from app.web.pages.shared import Answering, Entering, Showing, parameters
from app.web.writing import Writing

router = APIRouter(prefix="/quan-tri/ngay-nghi", route_class=Writing, dependencies=TODAY_ONLY)
InYear = Annotated[YearParameters, Depends(parameters(YearParameters))]


@router.get("")
def index(showing: Showing, wanted: InYear) -> Response:
    require(showing.view.actor, Action.HOLIDAY_EDIT)
    template, context = _showing(showing, wanted)(EMPTY)
    return showing.page(template, **context)


@router.post("")
def add(entering: Entering, work: Work, wanted: InYear, form: Posted) -> Response:
    work.require(Action.HOLIDAY_EDIT)

    def act() -> str:
        return _address(add_holiday(work, wish_of(NewHoliday, form)).day)

    return answer_form(entering, form, _showing(entering, wanted), act)


@router.post("/{day}/bo")
def remove(entering: Entering, work: Work, day: date, form: Posted) -> Response:
    work.require(Action.HOLIDAY_EDIT)

    def act() -> str:
        remove_holiday(work, day)
        return _address(day)

    return answer_form(entering, form, _showing(entering, YearParameters(year=day.year)), act)


def _address(day: date) -> str:
    return f"/quan-tri/ngay-nghi?year={day.year}"


def _showing(answering: Answering, wanted: YearParameters) -> Show:
    view = answering.view
    year = wanted.year or view.as_of.year
    days = holidays_of(view.session, year)

    def show_year(filled: Filled) -> tuple[str, dict[str, object]]:
        return "admin/holidays.html", {"year": year, "days": days, "kinds": list(HolidayKind), "filled": filled}

    return show_year
