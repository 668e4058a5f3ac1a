"""Reads the seed's files; a fault is told with its file and record."""

import hashlib
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from app.domain.errors import SeedError
from app.domain.text import nfc
from app.schemas.seed import (
    HolidaySeed,
    IndicatorSeed,
    OrganisationSeed,
    ProgrammeSeed,
    ResolutionSeed,
    SourceSeed,
    StandingAssignmentSeed,
    SuccessionSeed,
    Template,
    WardSeed,
)

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True)
class Seed:
    """Everything below `seed/` but the demonstration data. `programmes` end with part III, which has no number."""

    text: str
    resolution: ResolutionSeed
    organisations: list[OrganisationSeed]
    wards: list[WardSeed]
    successions: list[SuccessionSeed]
    ward_successions: list[SuccessionSeed]
    holidays: list[HolidaySeed]
    templates: list[Template]
    sources: list[SourceSeed]
    standing: list[StandingAssignmentSeed]
    programmes: list[ProgrammeSeed]
    indicators: list[IndicatorSeed]


def read_seed(directory: Path) -> Seed:
    """Return the seed below `directory`. Raises SeedError with the file and the record at fault."""
    metadata = _single(sorted((directory / "resolution").glob("*.toml")), directory)
    return Seed(
        text=nfc(_read(metadata.with_suffix(".txt"))),
        resolution=read_record(metadata, ResolutionSeed),
        organisations=_records(directory / "organisations.toml", "organisation", OrganisationSeed),
        wards=_records(directory / "wards.toml", "ward", WardSeed),
        successions=_records(directory / "successions.toml", "succession", SuccessionSeed),
        ward_successions=_records(directory / "ward-successions.toml", "succession", SuccessionSeed),
        holidays=_records(directory / "holidays.toml", "holiday", HolidaySeed),
        templates=_records(directory / "templates.toml", "template", Template),
        sources=_records(directory / "sources.toml", "source", SourceSeed),
        standing=_records(directory / "assignments.toml", "assignment", StandingAssignmentSeed),
        programmes=_programmes(directory / "programmes"),
        indicators=_records(directory / "indicators.toml", "indicator", IndicatorSeed),
    )


def digest(directory: Path) -> str:
    """Return the SHA-256 over the names and contents of all files below `directory`."""
    total = hashlib.sha256()
    for path in sorted(directory.rglob("*")):
        if path.is_file():
            total.update(f"{path.relative_to(directory).as_posix()}\0".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def read_record(path: Path, shape: type[T]) -> T:
    return _validated(path, TypeAdapter(shape), _toml(path))


def _programmes(directory: Path) -> list[ProgrammeSeed]:
    programmes = [read_record(path, ProgrammeSeed) for path in sorted(directory.glob("*.toml"))]
    return sorted(programmes, key=lambda programme: (programme.number is None, programme.number or 0))


def _records(path: Path, table: str, shape: type[T]) -> list[T]:
    content = _toml(path)
    if unknown := sorted(set(content) - {table}):
        raise SeedError(record=path.name, why=f"unknown tables: {', '.join(unknown)}")
    return _validated(path, TypeAdapter(list[shape]), content.get(table, []))  # type: ignore[valid-type]


S = TypeVar("S")


def _validated(path: Path, adapter: TypeAdapter[S], content: object) -> S:
    try:
        return adapter.validate_python(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise SeedError(record=f"{path.name}: {where}", why=first["msg"]) from error


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(_read(path), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise SeedError(record=path.name, why=str(error)) from error


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SeedError(record=path.name, why=str(error)) from error


def _single(paths: list[Path], directory: Path) -> Path:
    if len(paths) != 1:
        raise SeedError(record=str(directory / "resolution"), why=f"one resolution is expected, {len(paths)} found")
    return paths[0]
