"""What became of the portfolio between two moments, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app.db.engine import at
from app.db.memory.keeping import because
from app.domain.access.actor import Actor, Office, Role
from app.domain.deadlines import DeadlinePrecision
from app.domain.history.comparing import ChangedNoun, ChangeKind
from app.domain.history.moments import Moment, Span, end_of
from app.domain.organisations.roles import AssignmentRole
from app.domain.portfolio.statuses import MilestoneStatus
from app.domain.work.extensions import ExtensionStatus
from app.models import Evidence
from app.queries.access.visibility import restrict
from app.queries.history.comparing import changes_between
from app.queries.history.scopes import Reader, Scope
from app.schemas.comparing import ChangeRead
from tests.conftest import NOW, TODAY, CountQueries
from tests.factories import Make

EARLIER = datetime(2026, 6, 1, 2, tzinfo=UTC)
BETWEEN = datetime(2026, 9, 1, 2, tzinfo=UTC)
SPAN = Span(end_of(date(2026, 6, 15)), Moment(NOW, TODAY))
PLANNER = Actor(7, "Người lập kế hoạch", frozenset({Office(Role.PLANNER, 1)}))
PUBLIC = Actor(reads_published=True)
READER = Reader(PLANNER, TODAY)


@pytest.fixture
def earlier(session: Session, make: Make) -> Make:
    """What is made with it was known before the span."""
    at(session, EARLIER)
    return make


def changes(
    session: Session, reader: Reader = READER, scope: Scope | None = None, span: Span = SPAN
) -> list[ChangeRead]:
    session.commit()
    session.expunge_all()
    return changes_between(session, reader, span, scope or Scope())


def kinds(found: list[ChangeRead]) -> list[tuple[ChangeKind, str]]:
    return [(each.kind, each.code) for each in found]


def test_what_was_made_meanwhile_was_added(session: Session, earlier: Make) -> None:
    old = earlier.project(code="a.1")
    at(session, BETWEEN)
    earlier.milestone(project=old, code="a.1.M1", title="Khảo sát")

    (only,) = changes(session)

    assert (only.kind, only.noun, only.code, only.after) == (
        ChangeKind.ADDED,
        ChangedNoun.MILESTONE,
        "a.1.M1",
        "Khảo sát",
    )
    assert (only.project.code if only.project else None, only.at) == ("a.1", BETWEEN)


def test_a_deadline_that_moved_says_from_where_how_often_by_whom_and_on_what(session: Session, earlier: Make) -> None:
    row = earlier.milestone(deadline_on=date(2026, 6, 30))
    person, paper = earlier.user(name="Lan"), earlier.document(number="12/QĐ-UBND")
    organisation = earlier.organisation()
    at(session, BETWEEN).info["revised_by"] = person.id
    row.deadline_on, row.times_extended = date(2026, 12, 31), 2
    earlier.extension(
        milestone=row,
        organisation=organisation,
        status=ExtensionStatus.GRANTED,
        decision="Chờ mặt bằng",
        document=paper,
        decided_at=BETWEEN,
    )

    (only,) = changes(session)

    assert (only.kind, only.before, only.after) == (ChangeKind.RE_DATED, "2026-06-30", "2026-12-31")
    assert (only.before_precision, only.after_precision) == (DeadlinePrecision.DAY, DeadlinePrecision.DAY)
    assert (only.times_extended, only.person, only.reason) == (2, "Lan", "Chờ mặt bằng")
    assert only.document is not None
    assert only.document.number == "12/QĐ-UBND"


def test_who_did_it_is_told_of_the_revision_that_did_it(session: Session, earlier: Make) -> None:
    row = earlier.milestone(title="A")
    first, second = earlier.user(name="Lan"), earlier.user(name="Hùng")
    at(session, BETWEEN).info["revised_by"] = first.id
    row.title = "B"
    because(session, "Sai tên", row)
    at(session, BETWEEN + timedelta(days=1)).info["revised_by"] = second.id
    because(session, "Chi tiết hơn", row)
    row.product = "Báo cáo"

    renamed, edited = changes(session)

    assert (renamed.kind, renamed.person, renamed.reason, renamed.at) == (ChangeKind.RENAMED, "Lan", "Sai tên", BETWEEN)
    assert (edited.kind, edited.field, edited.person) == (ChangeKind.EDITED, "product", "Hùng")


def test_a_move_says_when_it_happened_and_what_it_rests_on(session: Session, earlier: Make) -> None:
    row = earlier.milestone(deadline_on=date(2026, 6, 30), status=MilestoneStatus.IN_PROGRESS)
    paper = earlier.document()
    at(session, BETWEEN)
    row.status, row.completed_on = MilestoneStatus.COMPLETED, date(2026, 7, 4)
    move = earlier.status_change(
        milestone=row,
        to_status="completed",
        effective_on=date(2026, 7, 4),
        recorded_at=BETWEEN,
        reason="Đã có biên bản",
    )
    session.add(Evidence(status_change_id=move.id, document_id=paper.id))

    (only,) = changes(session)

    assert (only.kind, only.days_late, only.effective_on) == (ChangeKind.COMPLETED, 4, date(2026, 7, 4))
    assert (only.reason, only.document.code if only.document else None) == ("Đã có biên bản", paper.code)


def test_time_alone_makes_late(session: Session, earlier: Make) -> None:
    project = earlier.project(code="a", deadline_on=date(2026, 6, 20))
    earlier.milestone(project=project, code="a.M1", deadline_on=date(2026, 6, 30))
    earlier.milestone(project=project, code="a.M2", deadline_on=date(2026, 6, 1))
    earlier.milestone(project=project, code="a.M3", deadline_on=date(2026, 6, 30), status=MilestoneStatus.SUSPENDED)
    earlier.milestone(project=project, code="a.M4", deadline_on=TODAY)

    found = changes(session)

    assert kinds(found) == [(ChangeKind.BECAME_LATE, "a"), (ChangeKind.BECAME_LATE, "a.M1")]
    assert (found[1].late_from, found[1].at) == (date(2026, 7, 1), None)


def test_a_new_lead_is_told_with_the_document(session: Session, earlier: Make) -> None:
    project = earlier.project(code="a")
    quan, so = (earlier.organisation(code=code, short_name=code) for code in ("quan", "so"))
    before = earlier.assignment(project=project, organisation=quan)
    paper = earlier.document(number="12/QĐ-UBND")
    at(session, BETWEEN)
    before.to_on = date(2026, 9, 1)
    earlier.assignment(project=project, organisation=so, from_on=date(2026, 9, 1), basis_document=paper)

    (only,) = changes(session)

    assert (only.kind, only.role) == (ChangeKind.REASSIGNED, AssignmentRole.LEAD)
    assert (only.before, only.after, only.after_name) == ("quan", "so", "so")
    assert only.document is not None
    assert only.document.number == "12/QĐ-UBND"


def test_an_assignment_that_began_on_its_day_is_told_without_any_revision(session: Session, earlier: Make) -> None:
    earlier.assignment(project=earlier.project(code="a"), from_on=date(2026, 7, 1))

    assert kinds(changes(session)) == [(ChangeKind.REASSIGNED, "a")]


def test_what_lies_outside_projects_is_told_too(session: Session, earlier: Make) -> None:
    indicator = earlier.indicator(code="ct.1")
    organisation = earlier.organisation(code="so", name="Sở", short_name="Sở")
    at(session, BETWEEN)
    earlier.measurement(indicator=indicator, value=Decimal("91.5"), year=2025)
    organisation.valid_to = date(2026, 7, 1)

    measured, ended = changes(session)

    assert (measured.kind, measured.code, measured.after, measured.field) == (
        ChangeKind.MEASURED,
        "ct.1",
        "91.5",
        "2025",
    )
    assert (ended.kind, ended.code, ended.after) == (ChangeKind.ENDED, "so", "2026-07-01")


def test_the_public_is_told_of_published_work_without_names_and_obstacles(session: Session, earlier: Make) -> None:
    shown = earlier.milestone(project=earlier.project(code="a", published=True), code="a.M1")
    hidden = earlier.milestone(project=earlier.project(code="b", published=False), code="b.M1")
    organisation = earlier.organisation()
    at(session, BETWEEN).info["revised_by"] = earlier.user().id
    shown.title = hidden.title = "Khác"
    earlier.obstacle(milestone=shown, organisation=organisation)
    session.commit()
    session.expunge_all()
    restrict(session, PUBLIC, TODAY)

    (only,) = changes_between(session, Reader(PUBLIC, TODAY), SPAN)

    assert (only.kind, only.code, only.person) == (ChangeKind.RENAMED, "a.M1", None)


def test_what_was_hidden_before_shows_as_published_and_no_more(session: Session, earlier: Make) -> None:
    project = earlier.project(code="a", published=False, title="Tên kín")
    step = earlier.milestone(project=project, title="Bước kín")
    at(session, BETWEEN)
    project.published, project.title, step.title = True, "Tên mở", "Bước mở"
    session.commit()

    seen = changes_between(session, Reader(PUBLIC, TODAY), SPAN)

    assert kinds(seen) == [(ChangeKind.PUBLISHED, "a")]
    assert len(changes(session)) == 3


def test_scopes_narrow_it_down(session: Session, earlier: Make) -> None:
    one, two = earlier.programme(code="p.1"), earlier.programme(code="p.2")
    rows = [earlier.project(code=f"{programme.code}.1", programme=programme) for programme in (one, two)]
    organisation = earlier.organisation(code="so")
    earlier.assignment(project=rows[1], organisation=organisation)
    at(session, BETWEEN)
    for row in rows:
        row.title = "Khác"

    def told(**scope: tuple[str, ...]) -> list[str]:
        return [each.code for each in changes(session, scope=Scope(**scope))]

    assert told() == ["p.1.1", "p.2.1"]
    assert told(programmes=("p.1",)) == ["p.1.1"]
    assert told(organisations=("so",)) == ["p.2.1"]
    assert told(projects=("p.1.1",)) == ["p.1.1"]
    assert told(programmes=("p.1",), organisations=("so",)) == []
    assert told(milestones=("p.1.1.M1",)) == []


def test_nothing_is_told_of_an_empty_span(session: Session, earlier: Make) -> None:
    earlier.milestone(deadline_on=date(2026, 7, 1))

    assert changes(session, span=replace(SPAN, since=Moment(NOW, TODAY))) == []


def test_as_many_statements_for_three_changes_as_for_one(
    session: Session, earlier: Make, count_queries: CountQueries
) -> None:
    rows = [earlier.milestone(project=earlier.project(published=True), deadline_on=date(2026, 6, 30)) for _ in range(4)]
    at(session, BETWEEN)
    rows[0].title = "Khác"
    session.commit()
    session.expunge_all()

    with count_queries(15):
        changes_between(session, READER, SPAN)

    at(session, BETWEEN)
    for row in rows[1:]:
        session.add(row)
        row.title, row.deadline_on = "Khác", date(2027, 1, 1)
    session.commit()
    session.expunge_all()
    with count_queries(15):
        changes_between(session, READER, SPAN)
