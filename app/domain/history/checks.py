"""What a check of the history may find broken, and where."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.history.roots import Root
from app.domain.messages import Message, msgid


class Fault(StrEnum):
    """In which way a revision, or the log, is not as it was written."""

    UNREADABLE = "unreadable"
    NUMBERING = "numbering"
    SEALS = "seals"
    SEAL = "seal"
    DESTROYED = "destroyed"
    DIGEST = "digest"
    LINK = "link"
    BACKWARDS = "backwards"
    END = "end"
    LIVE = "live"
    LIVE_MISSING = "live-missing"
    NO_CHAIN = "no-chain"
    NOT_LOGGED = "not-logged"
    LOGGED_TWICE = "logged-twice"
    LOG_DIFFERS = "log-differs"
    LOG_ALONE = "log-alone"
    LOG_GAP = "log-gap"
    LOG_END = "log-end"


FAULTS = {
    Fault.UNREADABLE: msgid("a value is not of its kind"),
    Fault.NUMBERING: msgid("the revision before it is missing"),
    Fault.SEALS: msgid("its seals do not fit its texts"),
    Fault.SEAL: msgid("the text does not give its seal"),
    Fault.DESTROYED: msgid("the text was destroyed, and no approved order says so"),
    Fault.DIGEST: msgid("it does not give its digest"),
    Fault.LINK: msgid("it does not follow the revision before it"),
    Fault.BACKWARDS: msgid("it is older than the revision before it"),
    Fault.END: msgid("it does not end when the next revision begins"),
    Fault.LIVE: msgid("the record of today differs from its last revision"),
    Fault.LIVE_MISSING: msgid("the record of today is missing"),
    Fault.NO_CHAIN: msgid("the record of today has no history"),
    Fault.NOT_LOGGED: msgid("the log does not hold it"),
    Fault.LOGGED_TWICE: msgid("the log holds it twice"),
    Fault.LOG_DIFFERS: msgid("the log says otherwise"),
    Fault.LOG_ALONE: msgid("the log holds it, and the history does not"),
    Fault.LOG_GAP: msgid("a number of the log is missing"),
    Fault.LOG_END: msgid("the log has another length than was counted"),
}


@dataclass(frozen=True)
class Break:
    """`noun` is the table; `record` its key as the log spells it, `revision` and `column` None where nobody can tell.

    In breaks of the log itself `noun` is "change" and `record` the number.
    """

    fault: Fault
    noun: str
    record: str | None = None
    revision: int | None = None
    column: str | None = None

    @property
    def place(self) -> str:
        """Return where it is, in names that are the same in every language: `comment 12, r3, body`."""
        what = self.noun if self.record is None else f"{self.noun} {self.record}"
        return ", ".join(filter(None, (what, None if self.revision is None else f"r{self.revision}", self.column)))

    @property
    def message(self) -> Message:
        what = {"place": self.place, "fault": Message(FAULTS[self.fault])}
        return Message(msgid("The history is broken at %(place)s: %(fault)s."), what)


@dataclass(frozen=True)
class Check:
    """What one walk over the history found. `first` and `last` are digests of the log, None while it is empty."""

    chains: int
    revisions: int
    first: str | None
    last: str | None
    root: Root
    broken: Break | None
