"""Who speaks of when work will be done."""

from enum import StrEnum


class ForecastVoice(StrEnum):
    LEAD = "lead"
    MONITOR = "monitor"
