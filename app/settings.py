"""What an operator may set, typed, read once from the environment (prefix TRIENKHAI_)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PositiveInt
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent.parent


_DRIVERS = {"sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg"}


def _supported(url: str) -> str:
    try:
        driver = make_url(url).drivername
    except ArgumentError as error:
        raise ValueError("is not a database address, such as sqlite:////data/trienkhai.db") from error
    if driver not in _DRIVERS:
        raise ValueError(f"names {driver}; sqlite and postgresql+psycopg are supported")
    return url


def _words(text: object) -> object:
    return tuple(text.replace(",", " ").lower().split()) if isinstance(text, str) else text


class Settings(BaseSettings):
    """`production` refuses demonstration data, and takes cookies over HTTPS alone.

    `public_reading` shows published work to people without an account; `manage.py run` turns it on.

    Uploaded files lie in `files_dir`, each at most `file_limit` bytes long; `file_kinds` are the endings that are
    accepted, such as pdf and docx, out of those the application knows. Empty: all of them.
    """

    model_config = SettingsConfigDict(env_prefix="TRIENKHAI_", frozen=True, extra="ignore")

    database_url: Annotated[str, AfterValidator(_supported)] = f"sqlite:///{ROOT / 'var' / 'trienkhai.db'}"
    production: bool = False
    public_reading: bool = False
    seed_dir: Path = ROOT / "seed"
    files_dir: Path = ROOT / "var" / "files"
    file_limit: PositiveInt = 25 * 2**20
    file_kinds: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)] = ()


class SettingSource(StrEnum):
    ENVIRONMENT = "environment"
    COMMAND = "command"
    DEFAULT = "default"


@dataclass(frozen=True)
class ShownSetting:
    """A setting as it may be shown: `value` is None where it is secret."""

    name: str
    value: str | None
    source: SettingSource


# Words in the name of a setting that mark it as secret.
_SECRET = ("secret", "password", "key", "token")


def shown_settings(settings: Settings, environment: Mapping[str, str]) -> list[ShownSetting]:
    """Return every setting with where its value comes from; no secret leaves here."""
    said = {name.upper() for name in environment}
    return [_shown(settings, name, said) for name in type(settings).model_fields]


def _shown(settings: Settings, field: str, said: set[str]) -> ShownSetting:
    name = f"TRIENKHAI_{field.upper()}"
    given = SettingSource.COMMAND if field in settings.model_fields_set else SettingSource.DEFAULT
    source = SettingSource.ENVIRONMENT if name in said else given
    is_secret = any(word in field for word in _SECRET)
    return ShownSetting(name, None if is_secret else _value(field, getattr(settings, field)), source)


def _value(field: str, value: object) -> str:
    if field == "database_url":
        # What follows the question mark may hold a password too.
        return make_url(str(value)).set(query={}).render_as_string(hide_password=True)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
