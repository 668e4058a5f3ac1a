"""What an operator sets reaches the application typed, or is refused."""

from collections.abc import Callable
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


@pytest.mark.parametrize(
    ("name", "value"), [("PERIOD_CLOSES_ON", "30"), ("PERIOD_CLOSES_ON", "0"), ("REPORT_DAYS", "-1")]
)
def test_periods_close_on_a_day_that_every_month_has(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert (Settings().period_closes_on, Settings(period_closes_on=31).period_closes_on) == (14, 31)
    monkeypatch.setenv(f"TRIENKHAI_{name}", value)

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


PROVIDER = {
    "public_url": "https://trienkhai.example/",
    "oidc_issuer": "https://dang-nhap.example/",
    "oidc_client_id": "trienkhai",
    "oidc_client_secret": "bi-mat",
    "oidc_cookie_secret": "bi-mat" * 6,
    "oidc_memberships": '{"quy-hoach": "planner@q-ninh-kieu"}',
}


@pytest.fixture
def set_up(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Settings]:
    """Return a function that reads the settings from an environment with a provider in it."""

    def read(**more: str) -> Settings:
        for name, value in {**PROVIDER, **more}.items():
            monkeypatch.setenv(f"TRIENKHAI_{name.upper()}", value)
        return Settings()

    return read


def test_a_provider_is_set_up_from_the_environment(set_up: Callable[..., Settings]) -> None:
    settings = set_up(production="true")

    assert (settings.public_url, settings.oidc_issuer) == ("https://trienkhai.example", "https://dang-nhap.example/")
    assert settings.oidc_memberships == {"quy-hoach": "planner@q-ninh-kieu"}


@pytest.mark.parametrize("missing", PROVIDER)
def test_half_a_provider_is_refused_by_the_name_of_what_is_missing(
    set_up: Callable[..., Settings], missing: str
) -> None:
    with pytest.raises(ValidationError, match=f"TRIENKHAI_{missing.upper()} is missing"):
        set_up(**{missing: ""})


@pytest.mark.parametrize(
    ("wrong", "value", "words"),
    [
        ("public_url", "trienkhai.example", "is no address of a site"),
        ("oidc_issuer", "ftp://dang-nhap.example", "is no address of a site"),
        ("oidc_cookie_secret", "ngan", "at least 32 random characters"),
        ("oidc_memberships", "quy-hoach=planner", "is no JSON"),
        ("oidc_memberships", '["planner"]', "valid dictionary"),
        ("oidc_memberships", '{"quy-hoach": 3}', "valid string"),
    ],
)
def test_what_a_provider_cannot_be_reached_or_read_by_is_refused(
    set_up: Callable[..., Settings], wrong: str, value: str, words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        set_up(**{wrong: value})


@pytest.mark.parametrize("plain", ["public_url", "oidc_issuer"])
def test_production_leads_nobody_over_plain_http(set_up: Callable[..., Settings], plain: str) -> None:
    with pytest.raises(ValidationError, match=f"TRIENKHAI_{plain.upper()} must begin with https://"):
        set_up(production="true", **{plain: "http://may.example"})


def test_secrets_are_not_shown_and_the_rest_of_a_provider_is(set_up: Callable[..., Settings]) -> None:
    shown = {each.name: each.value for each in shown_settings(set_up(), {})}

    assert [name for name, value in shown.items() if "bi-mat" in str(value)] == []
    assert (shown["TRIENKHAI_OIDC_CLIENT_SECRET"], shown["TRIENKHAI_OIDC_COOKIE_SECRET"]) == (None, None)
    assert shown["TRIENKHAI_OIDC_MEMBERSHIPS"] == PROVIDER["oidc_memberships"]
