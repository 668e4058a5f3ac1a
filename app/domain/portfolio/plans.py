"""When the steps of a template begin and fall due, from one start date, without asking when anybody is free."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter
from typing import Protocol

from app.domain.calendar import DayKind, OfficeCalendar
from app.domain.errors import PlanError
from app.domain.messages import Message, msgid


class Step(Protocol):
    """`days` is None where nobody knows how long the step takes; `after` holds the numbers of its predecessors."""

    @property
    def number(self) -> int: ...
    @property
    def days(self) -> int | None: ...
    @property
    def day_kind(self) -> DayKind: ...
    @property
    def after(self) -> tuple[int, ...]: ...
    @property
    def conditional(self) -> bool: ...


@dataclass(frozen=True)
class PlannedStep:
    """`start` is the earliest day the step can begin; `deadline` is None where its days are not known."""

    number: int
    start: date
    deadline: date | None


def plan(steps: Iterable[Step], start: date, calendar: OfficeCalendar) -> list[PlannedStep]:
    """Return each step's dates, in the order given. Raises PlanError when the steps cannot be planned.

    Work begins on the first working day from `start` on, and a step on the working day after the latest deadline it
    waits for; its own days are counted from there, the first one included. What has no days and what is conditional
    holds nobody up: the steps that follow may begin when it does, since it may take no time or never arise.
    """
    steps = list(steps)
    if faults := faults_of(steps):
        raise PlanError(faults)
    steps_by_number = {step.number: step for step in steps}
    before_start = start - timedelta(days=1)
    waits_until: dict[int, date] = {}
    planned: dict[int, PlannedStep] = {}
    for number in _in_order(steps):
        step = steps_by_number[number]
        since = max((waits_until[other] for other in step.after), default=before_start)
        planned[number] = _planned(step, since, calendar)
        holds_up_until = None if step.conditional else planned[number].deadline
        waits_until[number] = holds_up_until or since
    return [planned[step.number] for step in steps]


def faults_of(steps: Sequence[Step]) -> list[Message]:
    """Return why the steps cannot be planned, nothing when they can."""
    return [Message(words, {"steps": _listed(numbers)}) for find, words in _FAULTS if (numbers := list(find(steps)))]


def circle_in(after_by_number: Mapping[int, Iterable[int]]) -> list[int]:
    """Return the numbers that wait for each other, none where there is an order."""
    try:
        list(TopologicalSorter(after_by_number).static_order())
    except CycleError as error:
        # It names the first step again at the end.
        return sorted(set(error.args[1]))
    return []


def after_among(after_by_number: Mapping[int, Iterable[int]], chosen: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Return what each chosen step follows when the others are left out: what those followed, in their place."""
    follows: dict[int, set[int]] = {}
    for number in TopologicalSorter(after_by_number).static_order():
        before = set(after_by_number.get(number, ()))
        left_out = before.difference(chosen)
        follows[number] = before.intersection(chosen).union(*(follows[other] for other in left_out))
    return {number: tuple(sorted(follows[number])) for number in sorted(chosen)}


def _planned(step: Step, since: date, calendar: OfficeCalendar) -> PlannedStep:
    """Plan a step that the end of `since` sets off; that day itself is not counted."""
    begins = calendar.after(since, 1, DayKind.WORKING)
    return PlannedStep(step.number, begins, calendar.after(since, step.days, step.day_kind) if step.days else None)


def _in_order(steps: Iterable[Step]) -> Iterable[int]:
    return TopologicalSorter({step.number: step.after for step in steps}).static_order()


def _given_twice(steps: Sequence[Step]) -> Iterator[int]:
    numbers = [step.number for step in steps]
    return (number for number in dict.fromkeys(numbers) if numbers.count(number) > 1)


def _without_time(steps: Sequence[Step]) -> Iterator[int]:
    return (step.number for step in steps if step.days is not None and step.days < 1)


def _after_unknown(steps: Sequence[Step]) -> Iterator[int]:
    known = {step.number for step in steps}
    return (step.number for step in steps if not known.issuperset(step.after))


def _in_a_circle(steps: Sequence[Step]) -> Iterator[int]:
    yield from circle_in({step.number: step.after for step in steps})


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


_FAULTS: tuple[tuple[Callable[[Sequence[Step]], Iterator[int]], str], ...] = (
    (_given_twice, msgid("Each step needs a number of its own; given twice: %(steps)s.")),
    (_without_time, msgid("A step takes at least one day, or leaves its days open: %(steps)s.")),
    (_after_unknown, msgid("A step can only follow a step of the same template; these follow another: %(steps)s.")),
    (_in_a_circle, msgid("Steps that wait for each other never begin: %(steps)s.")),
)
