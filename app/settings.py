"""What an operator may set, typed, read once from the environment (prefix TRIENKHAI_)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, PositiveInt, SecretStr, model_validator
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


def _site(url: str) -> str:
    """Return the address without the slash at its end; an empty one stays empty."""
    said = urlsplit(url)
    if url and (said.scheme not in {"http", "https"} or not said.netloc or said.query or said.fragment):
        raise ValueError("is no address of a site, such as https://trienkhai.example")
    return url.rstrip("/")


def _issuer(url: str) -> str:
    # Kept to the letter: what the provider says of itself must be the same.
    _site(url)
    return url


def _long_enough(secret: SecretStr) -> SecretStr:
    if 0 < len(secret.get_secret_value()) < SHORTEST_SECRET:
        raise ValueError(f"is too short; take at least {SHORTEST_SECRET} random characters")
    return secret


def _pairs(text: object) -> object:
    try:
        return json.loads(text or "{}") if isinstance(text, str) else text
    except ValueError as error:
        raise ValueError('is no JSON; write it as {"group": "planner@organisation"}') from error


def _closing(day: int) -> int:
    if day not in {*range(1, 29), 31}:
        raise ValueError("is no day on which every month can close; give 1 to 28, or 31 for its last day")
    return day


# What must be set together; the rest of what concerns the provider has defaults.
_TOGETHER = ("oidc_issuer", "oidc_client_id", "oidc_client_secret", "oidc_cookie_secret", "oidc_memberships")
SHORTEST_SECRET = 32


class Settings(BaseSettings):
    """`production` refuses demonstration data, and takes cookies over HTTPS alone.

    `public_reading` shows published work to people without an account; `manage.py run` turns it on.

    Uploaded files lie in `files_dir`, each at most `file_limit` bytes long; `file_kinds` are the endings that are
    accepted, such as pdf and docx, out of those the application knows. Empty: all of them.

    Reporting periods close on the day `period_closes_on` of the month, 1 to 28, or 31 for its last day; leads have
    `report_days` more calendar days to file.

    With `oidc_issuer` people may sign in through that provider, which sends them back to `public_url`.
    `oidc_memberships` says what each value of `oidc_claim` gives: {"group": "planner@q-ninh-kieu"}.
    """

    model_config = SettingsConfigDict(env_prefix="TRIENKHAI_", frozen=True, extra="ignore")

    database_url: Annotated[str, AfterValidator(_supported)] = f"sqlite:///{ROOT / 'var' / 'trienkhai.db'}"
    production: bool = False
    public_reading: bool = False
    seed_dir: Path = ROOT / "seed"
    files_dir: Path = ROOT / "var" / "files"
    file_limit: PositiveInt = 25 * 2**20
    file_kinds: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)] = ()
    period_closes_on: Annotated[int, AfterValidator(_closing)] = 14
    report_days: Annotated[int, Field(ge=0, le=60)] = 5
    public_url: Annotated[str, AfterValidator(_site)] = ""
    oidc_issuer: Annotated[str, AfterValidator(_issuer)] = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_cookie_secret: Annotated[SecretStr, AfterValidator(_long_enough)] = SecretStr("")
    oidc_label: str = ""
    oidc_scope: str = "openid profile email"
    oidc_claim: str = "groups"
    oidc_memberships: Annotated[dict[str, str], NoDecode, BeforeValidator(_pairs)] = {}

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """Refuse half of what signing in through a provider needs, and plain HTTP to it in production."""
        if not any(getattr(self, name) for name in _TOGETHER):
            return self
        for name in (*_TOGETHER, "public_url"):
            if not getattr(self, name):
                raise ValueError(f"TRIENKHAI_{name.upper()} is missing, which signing in through a provider needs")
        for name in ("public_url", "oidc_issuer"):
            if self.production and not getattr(self, name).startswith("https://"):
                raise ValueError(f"TRIENKHAI_{name.upper()} must begin with https:// in production")
        return self


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
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return str(value).lower() if isinstance(value, bool) else str(value)
