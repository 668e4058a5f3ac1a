"""Counts milestones and projects into the official table, in one statement for any number of them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.portfolio.matrix import Cell, Matrix, cell_of
from app.domain.portfolio.timeliness import Timeliness
from app.models import Milestone, Project
from app.queries.timeliness import milestone_timeliness, project_timeliness
from app.schemas.portfolio import MatrixRead, RatioRead

Key = int | None


def milestone_matrices(
    session: Session, key: InstrumentedAttribute[Any], which: ColumnElement[bool], as_of: date
) -> dict[Key, Matrix]:
    """Return the table of milestones for each value of `key`, a column of their project."""
    timeliness = milestone_timeliness(as_of)
    statement = (
        select(key, Milestone.status, timeliness, func.count())
        .join(Milestone.project)
        .where(which)
        .group_by(key, Milestone.status, timeliness)
    )
    return _matrices(session.execute(statement).all())


def project_matrices(
    session: Session, key: InstrumentedAttribute[Any], which: ColumnElement[bool], as_of: date
) -> dict[Key, Matrix]:
    """Return the table of projects for each value of `key`."""
    # A correlated subquery may not be grouped by, hence the inner select.
    inner = select(key.label("key"), Project.status, project_timeliness(as_of).label("timeliness")).where(which)
    rows = inner.subquery().c
    statement = select(rows.key, rows.status, rows.timeliness, func.count()).group_by(
        rows.key, rows.status, rows.timeliness
    )
    return _matrices(session.execute(statement).all())


def matrix_read(matrix: Matrix) -> MatrixRead:
    ratios: Mapping[str, RatioRead] = {
        "on_time": RatioRead.model_validate(matrix.on_time_ratio),
        "overdue": RatioRead.model_validate(matrix.overdue_ratio),
    }
    cells = {cell.value: getattr(matrix, cell.value) for cell in Cell}
    return MatrixRead(**cells, total=matrix.total_without_cancelled, **ratios)


def _matrices(rows: Any) -> dict[Key, Matrix]:
    counts: defaultdict[Key, defaultdict[Cell, int]] = defaultdict(lambda: defaultdict(int))
    for key, status, timeliness, number in rows:
        counts[key][cell_of(status, Timeliness(timeliness))] += number
    return {key: Matrix.from_counts(cells) for key, cells in counts.items()}
