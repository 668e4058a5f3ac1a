"""What REST handlers that change something share: where the result is, and under which version."""

from typing import Any

from fastapi import Response

from app.services.unit_of_work import UnitOfWork
from app.web.api.shared import RECORD

CHANGE: dict[int | str, dict[str, Any]] = {
    status: answer for status, answer in RECORD.items() if status in {404, "default"}
}


def fresh(work: UnitOfWork) -> UnitOfWork:
    """Let what is read from here on come from the database, as the change has left it."""
    work.session.flush()
    work.session.expire_all()
    return work


def versioned(response: Response, version: int) -> None:
    """Give the answer the tag that the next change names."""
    response.headers["ETag"] = f'"v{version}"'


def made(response: Response, address: str) -> None:
    response.headers["Location"] = address
