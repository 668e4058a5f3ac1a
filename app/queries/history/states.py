"""Rows of the twins as the states that the rules compare."""

from collections.abc import Iterable

from app.domain.deadlines import Deadline, DeadlinePrecision
from app.domain.history.states import ObstacleState, RequestState, WorkState
from app.domain.portfolio.statuses import MilestoneStatus
from app.domain.work.extensions import ExtensionStatus
from app.queries.history.windows import Row


def work_state(row: Row | None, fields: Iterable[str]) -> WorkState | None:
    if row is None:
        return None
    return WorkState(
        title=row["title"],
        status=MilestoneStatus(row["status"]),
        deadline=_deadline(row, "deadline"),
        completed_on=row["completed_on"],
        times_extended=row["times_extended"],
        share_done=row.get("share_done"),
        published=row.get("published"),
        stage=row["stage"],
        programme=row.get("place_code"),
        others={name: row[name] for name in fields},
    )


def _deadline(row: Row, name: str) -> Deadline | None:
    on, precision = row[f"{name}_on"], row[f"{name}_precision"]
    return Deadline(on, DeadlinePrecision(precision)) if on and precision else None


def request_state(row: Row | None) -> RequestState | None:
    wanted = _deadline(row, "wanted") if row else None
    return RequestState(ExtensionStatus(row["status"]), wanted) if row and wanted else None


def obstacle_state(row: Row | None) -> ObstacleState | None:
    return ObstacleState(row["cause"], is_cleared=row["cleared_on"] is not None) if row else None
