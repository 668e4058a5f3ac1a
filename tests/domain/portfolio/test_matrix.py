"""The official table balances: every record stands in one cell, and both ratios say of how many."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.portfolio.matrix import Cell, Matrix, Ratio, cell_of
from app.domain.portfolio.statuses import MilestoneStatus, ProjectStatus
from app.domain.portfolio.timeliness import Timeliness

CELLS = st.lists(st.sampled_from(Cell))
OF_TIMELINESS = {
    Timeliness.NOT_YET_DUE: Cell.OPEN_IN_TIME,
    Timeliness.ON_TRACK: Cell.OPEN_IN_TIME,
    Timeliness.DUE_SOON: Cell.OPEN_IN_TIME,
    Timeliness.OVERDUE: Cell.OPEN_OVERDUE,
    Timeliness.COMPLETED_ON_TIME: Cell.COMPLETED_ON_TIME,
    Timeliness.COMPLETED_LATE: Cell.COMPLETED_LATE,
    Timeliness.SUSPENDED: Cell.SUSPENDED,
    Timeliness.CANCELLED: Cell.CANCELLED,
}


@pytest.mark.parametrize(("timeliness", "cell"), list(OF_TIMELINESS.items()))
def test_timeliness_names_the_cell(timeliness: Timeliness, cell: Cell) -> None:
    assert {cell_of(status, timeliness) for status in MilestoneStatus} == {cell}


@pytest.mark.parametrize("status", [*MilestoneStatus, *ProjectStatus])
def test_without_a_deadline_the_status_names_the_cell(status: MilestoneStatus | ProjectStatus) -> None:
    is_completed = status.value == "completed"

    cell = Cell.COMPLETED_WITHOUT_DEADLINE if is_completed else Cell.OPEN_WITHOUT_DEADLINE

    assert cell_of(status, Timeliness.NO_DEADLINE) is cell


def test_every_cell_can_be_filled() -> None:
    assert {cell_of(*each) for each in product(MilestoneStatus, Timeliness)} == set(Cell)


def test_the_matrix_reproduces_the_official_table_of_2017() -> None:
    matrix = Matrix(completed_on_time=14068, completed_late=1983, open_in_time=5640, open_overdue=223)

    assert (matrix.total, matrix.due) == (21914, 16274)
    assert matrix.on_time_ratio == Ratio(14068, 16274)
    assert matrix.overdue_ratio == Ratio(223, 16274)


@given(CELLS)
def test_the_cells_add_up_to_the_whole(cells: list[Cell]) -> None:
    matrix = Matrix.of(cells)

    assert matrix.total == len(cells)
    assert matrix.total_without_cancelled == sum(cell is not Cell.CANCELLED for cell in cells)
    official = matrix.completed_on_time + matrix.completed_late + matrix.open_in_time + matrix.open_overdue
    undated = matrix.completed_without_deadline + matrix.open_without_deadline
    assert official + undated + matrix.suspended == matrix.total_without_cancelled


@given(CELLS, CELLS)
def test_matrices_add_like_the_records_behind_them(one: list[Cell], other: list[Cell]) -> None:
    assert Matrix.of(one) + Matrix.of(other) == Matrix.of(one + other)


@given(CELLS)
def test_both_ratios_share_one_denominator(cells: list[Cell]) -> None:
    matrix = Matrix.of(cells)

    due = (Cell.COMPLETED_ON_TIME, Cell.COMPLETED_LATE, Cell.OPEN_OVERDUE)
    assert matrix.on_time_ratio.denominator == matrix.overdue_ratio.denominator == sum(cell in due for cell in cells)
    late = Ratio(matrix.completed_late, matrix.due)
    shares = [ratio.share for ratio in (matrix.on_time_ratio, matrix.overdue_ratio, late)]
    assert shares == [None] * 3 or sum(share or 0 for share in shares) == pytest.approx(1)


@given(CELLS, st.sampled_from([Cell.CANCELLED, Cell.SUSPENDED, *(cell for cell in Cell if "without" in cell)]))
def test_what_is_halted_or_undated_enters_neither_ratio(cells: list[Cell], added: Cell) -> None:
    before, after = Matrix.of(cells), Matrix.of([*cells, added])

    assert (after.on_time_ratio, after.overdue_ratio) == (before.on_time_ratio, before.overdue_ratio)


def test_a_share_of_nothing_is_unknown() -> None:
    assert Ratio(0, 0).share is None
    assert Ratio(1, 4).share == 0.25


def test_counts_from_a_database_make_the_same_matrix() -> None:
    assert Matrix.from_counts({Cell.OPEN_OVERDUE: 2, Cell.CANCELLED: 1}) == Matrix(open_overdue=2, cancelled=1)
