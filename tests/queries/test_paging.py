"""Keyset paging: every row once, in order, whatever comes and goes; a cursor fits one list and nothing else."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Engine, Integer, MetaData, Select, String, Table, create_engine, delete, insert, select
from sqlalchemy.orm import Session

from app.db.engine import reading
from app.domain.errors import InvalidParameterError
from app.queries import paging
from app.queries.paging import Page, Slice, Sort, bounded_int, page_of, slice_of
from app.queries.portfolio.history import project_history
from app.queries.portfolio.milestones import milestone_page
from app.queries.portfolio.projects import project_page
from app.schemas.parameters import HistoryParameters, MilestoneParameters, MilestoneSort, ProjectParameters, ProjectSort
from tests.conftest import DIALECTS, NOW, TODAY
from tests.factories import Make

METADATA = MetaData()
SHELF = Table("shelf", METADATA, Column("id", Integer, primary_key=True), Column("key", String(40), nullable=False))
KEYS = st.lists(st.text(alphabet="abđ", max_size=2), max_size=12)
Read = Callable[[int, str | None], Page[int]]


@pytest.fixture(scope="module", params=DIALECTS)
def shelf(request: pytest.FixtureRequest, empty_database: Callable[[str, str], str]) -> Iterator[Session]:
    """A session over a table of keys, in a database of its own, since it stays open from test to test."""
    engine = create_engine(empty_database(request.param, "shelf"))
    METADATA.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def put(shelf: Session, keys: list[str], first_id: int = 1) -> None:
    rows = [{"id": number, "key": key} for number, key in enumerate(keys, first_id)]
    if first_id == 1:
        shelf.execute(delete(SHELF))
    if rows:
        shelf.execute(insert(SHELF), rows)


def reader(shelf: Session, *, descending: bool = False) -> Read:
    def read(limit: int, cursor: str | None) -> Page[int]:
        statement: Select[int] = select(SHELF.c.id)
        sort = Sort(SHELF.c.key, SHELF.c.id, descending=descending)
        return page_of(shelf, statement, sort, Slice(limit, cursor, "shelf"))

    return read


def in_order(shelf: Session, *, descending: bool) -> list[int]:
    columns = (SHELF.c.key.desc(), SHELF.c.id.desc()) if descending else (SHELF.c.key, SHELF.c.id)
    return list(shelf.scalars(select(SHELF.c.id).order_by(*columns)))


def forward(read: Read, limit: int) -> list[list[int]]:
    pages = [read(limit, None)]
    while pages[-1].next:
        pages.append(read(limit, pages[-1].next))
    return [page.rows for page in pages]


def backward(read: Read, limit: int) -> list[list[int]]:
    """Walk to the last page and back again; return the pages in reading order."""
    page = read(limit, None)
    while page.next:
        page = read(limit, page.next)
    pages = [page]
    while pages[0].previous:
        pages.insert(0, read(limit, pages[0].previous))
    return [page.rows for page in pages]


@given(keys=KEYS, limit=st.integers(1, 13), descending=st.booleans())
def test_walking_forward_meets_every_row_once_and_in_order(
    shelf: Session, keys: list[str], limit: int, *, descending: bool
) -> None:
    put(shelf, keys)

    pages = forward(reader(shelf, descending=descending), limit)

    expected = in_order(shelf, descending=descending)
    assert pages == [expected[start : start + limit] for start in range(0, len(expected), limit)] or pages == [[]]


@given(keys=KEYS, limit=st.integers(1, 13), descending=st.booleans())
def test_walking_back_meets_every_row_once_and_in_order(
    shelf: Session, keys: list[str], limit: int, *, descending: bool
) -> None:
    put(shelf, keys)

    pages = backward(reader(shelf, descending=descending), limit)

    assert [row for page in pages for row in page] == in_order(shelf, descending=descending)
    assert pages[0] == [] or all(len(page) == limit for page in pages[1:-1])


@given(keys=st.lists(st.sampled_from("ace"), min_size=3, max_size=9), came=st.lists(st.sampled_from("abcdef")))
def test_rows_that_come_between_two_pages_neither_hide_nor_repeat_others(
    shelf: Session, keys: list[str], came: list[str]
) -> None:
    put(shelf, keys)
    read = reader(shelf)

    first = read(2, None)
    put(shelf, came, first_id=100)
    seen = [*first.rows]
    cursor = first.next
    while cursor:
        page = read(2, cursor)
        seen += page.rows
        cursor = page.next

    assert len(seen) == len(set(seen))
    assert [row for row in seen if row < 100] == [row for row in in_order(shelf, descending=False) if row < 100]


@given(keys=st.lists(st.sampled_from("abc"), min_size=4, max_size=9))
def test_rows_that_go_between_two_pages_hide_no_other(shelf: Session, keys: list[str]) -> None:
    put(shelf, keys)
    read = reader(shelf)

    first = read(2, None)
    shelf.execute(delete(SHELF).where(SHELF.c.id == first.rows[-1]))
    second = read(len(keys), first.next)

    assert [first.rows[0], *second.rows] == in_order(shelf, descending=False)


def test_the_number_of_rows_on_a_page_may_change_on_the_way(shelf: Session) -> None:
    put(shelf, ["a", "b", "c", "d", "e"])
    read = reader(shelf)

    assert read(3, read(1, None).next).rows == [2, 3, 4]


def test_a_page_says_how_many_rows_there_are_in_all(shelf: Session) -> None:
    put(shelf, ["a"] * 7)

    page = reader(shelf)(2, None)

    assert (page.total, page.total_is_lower_bound) == (7, False)


@pytest.mark.parametrize(("rows", "said"), [(9, (9, False)), (10, (10, False)), (11, (10, True)), (25, (10, True))])
def test_counting_stops_at_the_limit(
    shelf: Session, monkeypatch: pytest.MonkeyPatch, rows: int, said: tuple[int, bool]
) -> None:
    monkeypatch.setattr(paging, "COUNT_LIMIT", 10)
    put(shelf, ["a"] * rows)

    page = reader(shelf)(2, None)

    assert (page.total, page.total_is_lower_bound) == said


def test_counting_stops_at_ten_thousand() -> None:
    assert (paging.COUNT_LIMIT, paging.COUNT_LIMIT_OF_PAST) == (10_000, 2_000)


def test_counting_the_past_stops_sooner(demonstration: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "COUNT_LIMIT_OF_PAST", 10)
    wanted = MilestoneParameters(limit=2)
    with reading(demonstration)() as now, reading(demonstration, NOW)() as then:
        pages = [milestone_page(session, wanted, TODAY) for session in (now, then)]

    assert [(page.total > 10, page.total_is_lower_bound) for page in pages] == [(True, False), (False, True)]


def cursor_of(*content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


BAD = [
    pytest.param("", id="empty"),
    pytest.param("abc", id="not base64 of JSON"),
    pytest.param("====", id="only padding"),
    pytest.param("đường", id="letters beyond ASCII"),
    pytest.param("\x00", id="NUL"),
    pytest.param("\ud800", id="lone surrogate"),
    pytest.param("WzFd" * 500, id="two thousand characters"),
    pytest.param(cursor_of(), id="nothing"),
    pytest.param(cursor_of("shelf", "a", 1), id="one part too few"),
    pytest.param(cursor_of("shelf", "a", 1, 0, 0), id="one part too many"),
    pytest.param(cursor_of("other", "a", 1, 0), id="another list"),
    pytest.param(cursor_of("shelf", "\ud800", 1, 0), id="a key with a lone surrogate"),
    pytest.param(cursor_of("shelf", "a\0", 1, 0), id="a key with NUL"),
    pytest.param(cursor_of("shelf", "a", 0, 0), id="a row before the first"),
    pytest.param(cursor_of("shelf", "a", -1, 0), id="a negative row"),
    pytest.param(cursor_of("shelf", "a", 2**31, 0), id="a row beyond what a column holds"),
    pytest.param(cursor_of("shelf", "a", 2**63, 0), id="a row beyond what a database counts"),
    pytest.param(cursor_of("shelf", "a", 10**400, 0), id="an endless row"),
    pytest.param(cursor_of("shelf", "a", float("inf"), 0), id="an infinite row"),
    pytest.param(cursor_of("shelf", "a", float("nan"), 0), id="no number"),
    pytest.param(cursor_of("shelf", "a", None, 0), id="no row"),
    pytest.param(cursor_of("shelf", "a", [1], 0), id="a list for a row"),
    pytest.param(cursor_of("shelf", "a", "x", 0), id="a word for a row"),
    pytest.param(base64.urlsafe_b64encode(b"[" * 1400).decode(), id="brackets without end"),
    pytest.param(base64.urlsafe_b64encode(b"\xff\xfe").decode(), id="bytes that are no text"),
    pytest.param(base64.urlsafe_b64encode(b"7").decode(), id="a number"),
    pytest.param(base64.urlsafe_b64encode(b'{"a": 1}').decode(), id="an object"),
]


@pytest.mark.parametrize("cursor", BAD)
def test_a_cursor_that_was_not_given_out_is_refused(shelf: Session, cursor: str) -> None:
    put(shelf, ["a", "b", "c"])

    with shelf.begin_nested(), pytest.raises(InvalidParameterError) as refusal:
        reader(shelf)(2, cursor)

    assert refusal.value.parameter == "cursor"


@given(content=st.tuples(st.just("shelf"), st.text(max_size=5), st.integers(1, 2**31 - 1), st.booleans()))
def test_a_made_up_cursor_of_the_right_form_answers_or_is_refused(shelf: Session, content: tuple[Any, ...]) -> None:
    put(shelf, ["a", "b", "c"])

    try:
        page = reader(shelf)(2, cursor_of(*content))
    except InvalidParameterError:
        return

    assert set(page.rows) <= {1, 2, 3}


@pytest.mark.parametrize("text", ["9" * 19, "-" + "9" * 19, "2147483648", "x", "", "1.5", "9" * 5000])
def test_a_number_that_no_column_holds_is_no_key(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        bounded_int(text)


def test_a_cursor_is_bound_to_its_filters_and_its_order() -> None:
    asked = ProjectParameters(q="đường")

    scopes = {
        slice_of(parameters).scope
        for parameters in (
            asked,
            ProjectParameters(),
            ProjectParameters(q="đường", sort=ProjectSort.TITLE),
            ProjectParameters(q="đường", lacking=True),
            MilestoneParameters(q="đường"),
        )
    }

    assert len(scopes) == 5
    assert slice_of(ProjectParameters(q="đường", limit=7, cursor="x")).scope == slice_of(asked).scope


def test_a_cursor_of_another_filter_is_refused(session: Session, make: Make) -> None:
    programme = make.programme()
    for _ in range(3):
        make.project(programme=programme)
    first = project_page(session, ProjectParameters(limit=1), TODAY)

    with pytest.raises(InvalidParameterError):
        project_page(session, ProjectParameters(limit=1, cursor=first.next, demo=False), TODAY)


def test_a_cursor_of_another_projects_history_is_refused(session: Session, make: Make) -> None:
    mine, other = make.project(), make.project()
    for _ in range(3):
        make.status_change(project=mine)
        make.status_change(project=other)
    first = project_history(session, mine.code, HistoryParameters(limit=1))

    with pytest.raises(InvalidParameterError):
        project_history(session, other.code, HistoryParameters(limit=1, cursor=first.next))


def walk_milestones(session: Session, sort: MilestoneSort) -> list[str]:
    cursor, codes = None, []
    while True:
        page = milestone_page(session, MilestoneParameters(limit=2, sort=sort, cursor=cursor), TODAY)
        codes += [row.code for row in page.rows]
        cursor = page.next
        if cursor is None:
            return codes


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        pytest.param(MilestoneSort.DEADLINE, ["soon", "also-soon", "late", "undated", "also-undated"], id="ascending"),
        pytest.param(
            MilestoneSort.DEADLINE_DOWN, ["late", "also-soon", "soon", "also-undated", "undated"], id="descending"
        ),
    ],
)
def test_what_has_no_deadline_comes_last_in_either_order(
    session: Session, make: Make, sort: MilestoneSort, order: list[str]
) -> None:
    project = make.project()
    for code, day in (("undated", None), ("late", 9), ("soon", 1), ("also-soon", 1), ("also-undated", None)):
        make.milestone(project=project, code=code, deadline_on=date(2026, 6, day) if day else None)

    assert walk_milestones(session, sort) == order


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        pytest.param(ProjectSort.DEADLINE, ["own", "through-milestone", "undated"], id="ascending"),
        pytest.param(ProjectSort.DEADLINE_DOWN, ["through-milestone", "own", "undated"], id="descending"),
    ],
)
def test_a_project_without_a_deadline_goes_by_its_next_open_milestone(
    session: Session, make: Make, sort: ProjectSort, order: list[str]
) -> None:
    programme = make.programme()
    make.project(programme=programme, code="undated")
    make.project(programme=programme, code="own", deadline_on=date(2026, 3, 31))
    planned = make.project(programme=programme, code="through-milestone")
    make.milestone(project=planned, deadline_on=date(2026, 9, 30))
    make.milestone(project=planned, deadline_on=date(2026, 4, 30))
    make.milestone(project=planned, deadline_on=date(2026, 1, 31), conditional=True)

    page = project_page(session, ProjectParameters(sort=sort), TODAY)

    assert [row.code for row in page.rows] == order


@pytest.mark.parametrize("sort", MilestoneSort)
def test_every_order_of_milestones_meets_each_once(session: Session, make: Make, sort: MilestoneSort) -> None:
    project = make.project()
    made = [
        make.milestone(project=project, title=title, deadline_on=day).code
        for title in ("Lập đề cương", "Đền bù", "Ánh sáng")
        for day in (None, TODAY)
    ]

    assert sorted(walk_milestones(session, sort)) == sorted(made)


@pytest.mark.parametrize(
    ("sort", "titles"),
    [
        pytest.param(ProjectSort.TITLE, ["Ánh sáng", "Cầu", "Đường", "Ý kiến"], id="ascending"),
        pytest.param(ProjectSort.TITLE_DOWN, ["Ý kiến", "Đường", "Cầu", "Ánh sáng"], id="descending"),
    ],
)
def test_titles_stand_in_the_vietnamese_order_on_both_databases(
    session: Session, make: Make, sort: ProjectSort, titles: list[str]
) -> None:
    programme = make.programme()
    for title in ("Đường", "Ý kiến", "Cầu", "Ánh sáng"):
        make.project(programme=programme, title=title)

    page = project_page(session, ProjectParameters(sort=sort), TODAY)

    assert [row.title for row in page.rows] == titles
