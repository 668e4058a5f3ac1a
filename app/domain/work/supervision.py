"""What delays work, and the limits within which an explanation is due."""

from enum import StrEnum


class DelayCause(StrEnum):
    """The five causes of delay that the forms of investment monitoring count (Decree 29/2021, art. 100)."""

    PROCEDURE = "procedure"
    SITE_CLEARANCE = "site_clearance"
    CAPACITY = "capacity"
    CAPITAL = "capital"
    OTHER = "other"


class ExplanationStatus(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
