"""The "6 rõ" checklist: what is not yet clear about a piece of work."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.organisations.validity import is_valid


class Clear(StrEnum):
    """Rõ việc, rõ người, rõ trách nhiệm, rõ thời gian, rõ sản phẩm, rõ thẩm quyền."""

    WORK = "work"
    PERSON = "person"
    RESPONSIBILITY = "responsibility"
    TIME = "time"
    PRODUCT = "product"
    AUTHORITY = "authority"


@dataclass(frozen=True)
class Holder:
    """An organisation that holds a role, while it exists: [`valid_from`, `valid_to`), None leaves that side open."""

    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class ClearFacts:
    """Each field answers one of the six; None or blank where nobody has said.

    `work` is the title and summary, `responsible` the title of the person in charge, `decider` who may decide on it.
    """

    work: str | None
    lead: Holder | None
    responsible: str | None
    deadline_on: date | None
    product: str | None
    decider: Holder | None


def missing(facts: ClearFacts, as_of: date) -> tuple[Clear, ...]:
    """Return what is unclear on `as_of`, in the order of the checklist."""
    is_clear = {
        Clear.WORK: _is_said(facts.work),
        Clear.PERSON: _exists(facts.lead, as_of),
        Clear.RESPONSIBILITY: _is_said(facts.responsible),
        Clear.TIME: facts.deadline_on is not None,
        Clear.PRODUCT: _is_said(facts.product),
        Clear.AUTHORITY: _exists(facts.decider, as_of),
    }
    return tuple(clear for clear in Clear if not is_clear[clear])


def _is_said(words: str | None) -> bool:
    return words is not None and words.strip() != ""


def _exists(holder: Holder | None, as_of: date) -> bool:
    return holder is not None and is_valid(holder.valid_from, holder.valid_to, as_of)
