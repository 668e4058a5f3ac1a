"""Filters let through what they name and nothing beside it, though the data invites a slip."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain.organisations.roles import AssignmentRole, OrganisationKind
from app.domain.portfolio.statuses import MilestoneStatus, ProjectKind, ProjectStage, ProjectStatus
from app.domain.portfolio.timeliness import Timeliness
from app.domain.resolution.clause import ClauseKind
from app.domain.results.achievement import Verdict
from app.queries.organisations.assignments import assignment_page
from app.queries.organisations.organisations import organisation_page
from app.queries.portfolio.documents import document_page
from app.queries.portfolio.milestones import milestone_page
from app.queries.portfolio.programmes import programme_page
from app.queries.portfolio.projects import project_page
from app.queries.resolution.clauses import clause_page
from app.queries.results.indicators import indicator_page
from app.queries.results.measurements import measurement_page
from app.schemas.parameters import (
    AssignmentParameters,
    ClauseParameters,
    DocumentParameters,
    IndicatorParameters,
    MeasurementParameters,
    MilestoneParameters,
    OrganisationParameters,
    ProgrammeParameters,
    ProjectParameters,
)
from tests.conftest import TODAY
from tests.factories import Make

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def projects(session: Session, **said: object) -> list[str]:
    page = project_page(session, ProjectParameters.model_validate(said), TODAY)
    assert page.total == len(page.rows)
    return [row.code for row in page.rows]


def milestones(session: Session, **said: object) -> list[str]:
    page = milestone_page(session, MilestoneParameters.model_validate(said), TODAY)
    assert page.total == len(page.rows)
    return [row.code for row in page.rows]


def test_an_empty_portfolio_has_one_empty_page(session: Session) -> None:
    page = project_page(session, ProjectParameters(), TODAY)

    assert (page.rows, page.next, page.previous, page.total) == ([], None, None, 0)


def test_programmes_are_named_by_code_or_number_and_those_in_none_by_none(session: Session, make: Make) -> None:
    third = make.programme(number=3, code="15-nq-tu.3")
    make.project(programme=third, code="in-3")
    make.project(programme=make.programme(number=33, code="15-nq-tu.33"), code="in-33")
    unplaced = make.project(code="unplaced")
    unplaced.programme = None

    assert projects(session, programme=["15-nq-tu.3"]) == ["in-3"]
    assert projects(session, programme=["3"]) == ["in-3"]
    assert projects(session, programme=["none"]) == ["unplaced"]
    assert projects(session, programme=["none", "33"]) == ["in-33", "unplaced"]
    assert projects(session, programme=["²", "9" * 80, "15"]) == []


@pytest.mark.parametrize(
    ("field", "value", "other"),
    [
        ("kind", ProjectKind.PLANNING, ProjectKind.SCHEME),
        ("stage", ProjectStage.PREPARATION, ProjectStage.CLOSED),
        ("status", ProjectStatus.IN_PROGRESS, ProjectStatus.NOT_STARTED),
        ("demo", True, False),
    ],
)
def test_a_projects_own_fields_filter_it(
    session: Session, make: Make, field: str, value: object, other: object
) -> None:
    make.project(code="wanted", **{field: value})
    make.project(code="unwanted", **{field: other})

    assert projects(session, **{field: value if field == "demo" else [value]}) == ["wanted"]


def test_several_values_of_a_filter_mean_any_of_them_and_several_filters_all(session: Session, make: Make) -> None:
    for code, kind, stage in (
        ("a", ProjectKind.PLANNING, ProjectStage.PROPOSED),
        ("b", ProjectKind.SCHEME, ProjectStage.PROPOSED),
        ("c", ProjectKind.SCHEME, ProjectStage.CLOSED),
    ):
        make.project(code=code, kind=kind, stage=stage)

    assert projects(session, kind=["planning", "scheme"]) == ["a", "b", "c"]
    assert projects(session, kind=["planning", "scheme"], stage=["proposed"]) == ["a", "b"]


def test_who_leads_is_who_leads_on_the_day(session: Session, make: Make) -> None:
    board, ward = make.organisation(code="board"), make.organisation(code="ward")
    now, past, future, helped, ends = (make.project(code=code) for code in ("now", "past", "future", "helped", "ends"))
    make.project(code="nobody")
    make.assignment(project=now, organisation=board, from_on=TODAY)
    make.assignment(project=past, organisation=board, from_on=date(2024, 1, 1), to_on=TODAY)
    make.assignment(project=past, organisation=ward, from_on=TODAY)
    make.assignment(project=future, organisation=board, from_on=TOMORROW)
    make.assignment(project=helped, organisation=board, role=AssignmentRole.COORDINATE)
    make.assignment(project=ends, organisation=board, to_on=TOMORROW)

    assert projects(session, lead=["board"]) == ["ends", "now"]
    assert projects(session, lead=["ward"]) == ["past"]
    assert projects(session, lead=["none"]) == ["future", "helped", "nobody"]
    assert projects(session, lead=["ward", "none"]) == ["future", "helped", "nobody", "past"]
    assert projects(session, coordinate=["board"]) == ["helped"]
    assert projects(session, coordinate=["board"], lead=["board"]) == []


def test_a_ward_lets_through_what_lies_in_it_once(session: Session, make: Make) -> None:
    old, new = make.ward(code="cu-hung-loi"), make.ward(code="31147")
    make.project(code="both", wards=[old, new])
    make.project(code="other", wards=[make.ward(code="31150")])
    make.project(code="nowhere")

    assert projects(session, ward=["cu-hung-loi", "31147"]) == ["both"]
    assert projects(session, ward=["31150"]) == ["other"]


def test_due_means_its_own_deadline_or_that_of_an_open_milestone(session: Session, make: Make) -> None:
    make.project(code="own", deadline_on=TODAY)
    opened, done, far = make.project(code="open"), make.project(code="done"), make.project(code="far")
    make.milestone(project=opened, deadline_on=TODAY)
    make.milestone(project=done, deadline_on=TODAY, status=MilestoneStatus.COMPLETED, completed_on=TODAY)
    make.milestone(project=far, deadline_on=TOMORROW)
    # Neither of the two lies between, though one lies before and one after.
    around = make.project(code="around")
    make.milestone(project=around, deadline_on=YESTERDAY)
    make.milestone(project=around, deadline_on=TOMORROW)
    make.project(code="undated")

    assert projects(session, due_from=str(TODAY), due_to=str(TODAY)) == ["open", "own"]
    assert projects(session, due_from=str(TOMORROW)) == ["around", "far"]
    assert projects(session, due_to=str(YESTERDAY)) == ["around"]


def test_timeliness_is_a_filter(session: Session, make: Make) -> None:
    make.project(code="late", deadline_on=YESTERDAY, status=ProjectStatus.IN_PROGRESS)
    make.project(code="near", deadline_on=TOMORROW)
    through = make.project(code="late-through-milestone")
    make.milestone(project=through, deadline_on=YESTERDAY)
    only_conditional = make.project(code="conditional")
    make.milestone(project=only_conditional, deadline_on=YESTERDAY, conditional=True)

    assert projects(session, timeliness=[Timeliness.OVERDUE]) == ["late", "late-through-milestone"]
    assert projects(session, timeliness=[Timeliness.DUE_SOON]) == ["near"]
    assert projects(session, timeliness=[Timeliness.NO_DEADLINE]) == ["conditional"]


def test_milestones_are_found_by_their_project_programme_status_and_days(session: Session, make: Make) -> None:
    third, fourth = make.programme(number=3), make.programme(number=4)
    mine, other = make.project(programme=third, code="mine"), make.project(programme=fourth, code="other")
    make.milestone(project=mine, code="a", deadline_on=YESTERDAY)
    make.milestone(project=mine, code="b", deadline_on=TODAY, status=MilestoneStatus.IN_PROGRESS)
    make.milestone(project=other, code="c", deadline_on=TOMORROW, demo=True)
    make.milestone(project=other, code="d")

    assert milestones(session, project=["mine"]) == ["a", "b"]
    assert milestones(session, programme=["4"]) == ["c", "d"]
    assert milestones(session, status=["in_progress"]) == ["b"]
    assert milestones(session, due_from=str(TODAY), due_to=str(TODAY)) == ["b"]
    assert milestones(session, due_to=str(TODAY)) == ["a", "b"]
    assert milestones(session, timeliness=["overdue"]) == ["a"]
    assert milestones(session, demo=True) == ["c"]
    assert milestones(session, demo=False) == ["a", "b", "d"]


def test_a_milestones_lead_is_its_own_or_its_projects(session: Session, make: Make) -> None:
    board, ward = make.organisation(code="board"), make.organisation(code="ward")
    led = make.project()
    make.assignment(project=led, organisation=board)
    make.milestone(project=led, code="through-project")
    own = make.milestone(code="own")
    make.assignment(milestone=own, organisation=board)
    helped = make.milestone(code="helped")
    make.assignment(milestone=helped, organisation=board, role=AssignmentRole.COORDINATE)
    make.assignment(milestone=helped, organisation=ward)

    assert milestones(session, lead=["board"]) == ["own", "through-project"]
    assert milestones(session, lead=["ward"]) == ["helped"]


def test_organisations_are_found_by_kind_and_by_when_they_existed(session: Session, make: Make) -> None:
    ended, began = date(2025, 7, 1), date(2025, 7, 1)
    make.organisation(code="district", valid_to=ended, kind=OrganisationKind.PEOPLE_COMMITTEE)
    make.organisation(code="ward", valid_from=began, kind=OrganisationKind.WARD)
    make.organisation(code="city", kind=OrganisationKind.PEOPLE_COMMITTEE)

    def codes(**said: object) -> list[str]:
        wanted = OrganisationParameters.model_validate({"sort": "code", **said})
        return [row.code for row in organisation_page(session, wanted).rows]

    assert codes(valid_on="2025-06-30") == ["city", "district"]
    assert codes(valid_on="2025-07-01") == ["city", "ward"]
    assert codes(kind=["people_committee"], valid_on="2025-07-01") == ["city"]


def test_assignments_are_found_by_project_organisation_and_role(session: Session, make: Make) -> None:
    board = make.organisation(code="board")
    mine = make.project(code="mine")
    step = make.milestone(project=mine, code="step")
    make.assignment(project=mine, organisation=board)
    make.assignment(milestone=step, organisation=board, role=AssignmentRole.COORDINATE)
    make.assignment(project=make.project(code="other"), demo=True)

    def subjects(**said: object) -> list[str]:
        page = assignment_page(session, AssignmentParameters.model_validate(said), TODAY)
        assert page.total == len(page.rows)
        return sorted(row.subject for row in page.rows)

    assert subjects() == ["mine", "other", "step"]
    assert subjects(project=["mine"]) == ["mine", "step"]
    assert subjects(organisation=["board"]) == ["mine", "step"]
    assert subjects(role=["coordinate"]) == ["step"]
    assert subjects(demo=True) == ["other"]


def test_indicators_are_found_by_period_and_by_what_became_of_them(session: Session, make: Make) -> None:
    reached = make.indicator(code="reached", period_from=2021, period_to=2025)
    reached.target.due_year = 2025
    make.measurement(indicator=reached, year=2025, as_of=date(2025, 12, 31), value=99)
    make.indicator(code="open", period_from=2026, period_to=2030)

    def codes(**said: object) -> list[str]:
        page = indicator_page(session, IndicatorParameters.model_validate(said), TODAY)
        assert page.total == len(page.rows)
        return [row.code for row in page.rows]

    assert codes(period=["2021-2025"]) == ["reached"]
    assert codes(period=["2021-2030"]) == []
    assert codes(achievement=[Verdict.EXCEEDED, Verdict.MET]) == ["reached"]
    assert codes(achievement=[Verdict.NOT_YET_ASSESSABLE]) == ["open"]


def test_what_is_measured_later_is_not_known_on_the_day(session: Session, make: Make) -> None:
    indicator = make.indicator(period_from=2021, period_to=2030)
    make.measurement(indicator=indicator, year=2026, as_of=TODAY, value=91)
    make.measurement(indicator=indicator, year=2027, as_of=TOMORROW, value=92)

    row = indicator_page(session, IndicatorParameters(), TODAY).rows[0]

    assert row.latest is not None
    assert row.latest.value == 91


def test_measurements_are_found_by_indicator_year_and_origin(session: Session, make: Make) -> None:
    water, waste = make.indicator(code="water"), make.indicator(code="waste")
    make.measurement(indicator=water, year=2024)
    make.measurement(indicator=water, year=2025, demo=True)
    make.measurement(indicator=waste, year=2024)

    def found(**said: object) -> list[tuple[str, int]]:
        page = measurement_page(session, MeasurementParameters.model_validate(said))
        return [(row.indicator, row.year) for row in page.rows]

    assert found(indicator=["water"]) == [("water", 2024), ("water", 2025)]
    assert found(year=[2024]) == [("water", 2024), ("waste", 2024)]
    assert found(demo=True) == [("water", 2025)]


def test_clauses_programmes_and_documents_are_found_too(session: Session, make: Make) -> None:
    bullet = make.clause(kind=ClauseKind.BULLET, text="Nước sạch đạt 100%", path="I.g1")
    make.programme(clause=make.clause(path="II.1"), title="Hạ tầng giao thông", code="x.1")
    make.document(code="VB-900", title="Kế hoạch sử dụng đất")
    make.document(code="VB-901", title="Biên bản", demo=True)
    resolution = bullet.resolution.code

    clauses = clause_page(session, ClauseParameters(kind=[ClauseKind.BULLET])).rows
    mine = clause_page(session, ClauseParameters(resolution=[resolution])).rows
    programmes = programme_page(session, ProgrammeParameters(q="giao thong"), TODAY).rows
    documents = document_page(session, DocumentParameters(q="su dung dat")).rows
    invented = document_page(session, DocumentParameters(demo=True)).rows

    assert [row.path for row in clauses] == [row.path for row in mine] == ["I.g1"]
    assert [row.code for row in programmes] == ["x.1"]
    assert [row.code for row in documents] == ["VB-900"]
    assert [row.code for row in invented] == ["VB-901"]
