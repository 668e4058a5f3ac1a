"""What an operator sets reaches the application typed, or is refused."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import ROOT, Settings, SettingSource, shown_settings


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


def test_settings_are_shown_with_where_they_come_from() -> None:
    settings = Settings(database_url="sqlite://", file_limit=5)

    shown = {each.name: (each.value, each.source) for each in shown_settings(settings, {"trienkhai_file_limit": "5"})}

    assert set(shown) == {f"TRIENKHAI_{name.upper()}" for name in Settings.model_fields}
    assert shown["TRIENKHAI_FILE_LIMIT"] == ("5", SettingSource.ENVIRONMENT)
    assert shown["TRIENKHAI_DATABASE_URL"] == ("sqlite://", SettingSource.COMMAND)
    assert shown["TRIENKHAI_PRODUCTION"] == ("false", SettingSource.DEFAULT)


@pytest.mark.parametrize("url", ["postgresql://tk:bi-mat@may/kho", "postgresql://may/kho?user=tk&password=bi-mat"])
def test_the_database_password_is_never_shown(url: str) -> None:
    shown = shown_settings(Settings(database_url=url), {})

    assert [each for each in shown if "bi-mat" in str(each)] == []
    assert "may/kho" in str(shown[0].value)


def test_a_setting_that_is_named_a_secret_is_not_shown() -> None:
    class More(Settings):
        oidc_client_secret: str = "bi-mat"  # noqa: S105 (what must not be seen)

    assert [each.value for each in shown_settings(More(), {}) if "SECRET" in each.name] == [None]
