"""When a deadline may be extended, and by whom it was asked how often."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.messages import Message, msgid


class ExtensionStatus(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class ExtensionFacts:
    """What the rule knows of the work; `above_on` is the deadline of the project above a milestone, None when unset."""

    is_workable: bool
    deadline_on: date | None
    above_on: date | None = None
    has_open_request: bool = False


def fault_of(facts: ExtensionFacts, wanted_on: date) -> Message | None:
    """Return why the deadline cannot be moved to `wanted_on`, None when it can."""
    if not facts.is_workable:
        return Message(msgid("Only work that is not started or in progress can be extended."))
    if facts.deadline_on is None:
        return Message(msgid("There is no deadline to extend; ask the planner to set one."))
    if facts.has_open_request:
        return Message(msgid("An extension is asked for already; wait for the decision or withdraw it."))
    if wanted_on <= facts.deadline_on:
        return Message(msgid("The new deadline must be later than the present one."))
    if facts.above_on is not None and wanted_on > facts.above_on:
        return Message(msgid("The new deadline is later than the project's; ask to extend the project first."))
    return None
