"""What a report covers: a part of one resolution's work, over a period, as its figures stood on a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ScopeKind(StrEnum):
    RESOLUTION = "resolution"
    PROGRAMME = "programme"
    ORGANISATION = "organisation"  # the projects it leads on the day
    THEME = "theme"  # the projects of one kind


@dataclass(frozen=True)
class Scope:
    """`code` names the programme or organisation, or is the kind of project; None for the whole resolution."""

    resolution: str
    kind: ScopeKind = ScopeKind.RESOLUTION
    code: str | None = None

    def __post_init__(self) -> None:
        if (self.code is None) != (self.kind is ScopeKind.RESOLUTION):
            raise ValueError("A scope names one part, or none where it is the whole resolution.")


@dataclass(frozen=True)
class ReportedPeriod:
    """`first` and `last` are both inside; `day` is the one that figures are as of, by default the last."""

    first: date
    last: date
    day: date
