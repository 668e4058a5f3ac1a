"""What work people report on, ask about, and speak of."""

from enum import StrEnum


class WorkKind(StrEnum):
    PROJECT = "project"
    MILESTONE = "milestone"
