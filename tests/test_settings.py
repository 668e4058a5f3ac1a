"""What an operator sets reaches the application typed, or is refused."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import ROOT, Settings


def test_files_have_limits_unless_told_otherwise() -> None:
    settings = Settings()

    assert (settings.files_dir, settings.file_limit, settings.file_kinds) == (ROOT / "var" / "files", 26_214_400, ())


def test_the_environment_decides_about_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIENKHAI_FILES_DIR", "/data/files")
    monkeypatch.setenv("TRIENKHAI_FILE_LIMIT", "1000000")
    monkeypatch.setenv("TRIENKHAI_FILE_KINDS", "PDF, docx jpg")

    settings = Settings()

    assert settings.files_dir == Path("/data/files")
    assert settings.file_limit == 1_000_000
    assert settings.file_kinds == ("pdf", "docx", "jpg")


@pytest.mark.parametrize("limit", ["0", "-1", "25 MB"])
def test_a_limit_is_a_positive_number_of_bytes(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setenv("TRIENKHAI_FILE_LIMIT", limit)

    with pytest.raises(ValidationError):
        Settings()
