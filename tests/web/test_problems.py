"""Each refusal of a file answers with its own status."""

import pytest

from app.domain.errors import (
    DomainError,
    EmptyFileError,
    FileKindError,
    FileStoreError,
    FileTooLargeError,
    UnsafeFileError,
)
from app.domain.messages import Message
from app.web.problems import KINDS, problem_of


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (FileTooLargeError(limit=1), 413),
        (FileKindError(why=Message("It is a film."), accepted=["pdf"]), 415),
        (EmptyFileError(), 422),
        (UnsafeFileError(detail="It is locked."), 422),
        (FileStoreError(), 503),
    ],
)
def test_a_refused_file_has_a_status_and_a_page_of_its_own(error: DomainError, status: int) -> None:
    problem = problem_of(error)

    assert problem.status == status
    assert KINDS[problem.code] == (status, error.title)
