"""Recommendations of the supervising side: their states and steps, who takes which, and how long they have stood.

A recommendation to a body that the Council supervises has a deadline and a clock; to a Party body it is a proposal (đề
xuất), which has neither and is not pressed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.access.policy import Action
from app.domain.lifecycle import Lifecycle
from app.domain.messages import Message, msgid
from app.domain.organisations.roles import OrganisationKind


class RecommendationState(StrEnum):
    """What the supervising side has found so far; `draft` before it is sent."""

    DRAFT = "draft"
    UNFINISHED = "unfinished"
    PARTLY_DONE = "partly_done"
    FALLS_SHORT = "falls_short"
    DONE = "done"
    NOT_DONE = "not_done"


class Standing(StrEnum):
    """A state as it is reported: the six of the register, of which `overdue` follows from the day, and the draft."""

    DRAFT = "draft"
    OVERDUE = "overdue"
    UNFINISHED = "unfinished"
    FALLS_SHORT = "falls_short"
    PARTLY_DONE = "partly_done"
    DONE = "done"
    NOT_DONE = "not_done"


class Step(StrEnum):
    """What is done about a recommendation, in the order in which it is offered."""

    ISSUED = "issued"
    ANSWERED = "answered"
    EXPLANATION_ASKED = "explanation_asked"
    URGED = "urged"
    URGED_AGAIN = "urged_again"
    REFERRED = "referred"
    HEARD = "heard"
    QUESTIONED = "questioned"
    SUPERVISED_AGAIN = "supervised_again"
    REPORTED = "reported"
    FOUND_UNFINISHED = "found_unfinished"
    FOUND_PARTLY_DONE = "found_partly_done"
    FOUND_SHORT = "found_short"
    CLOSED_DONE = "closed_done"
    CLOSED_NOT_DONE = "closed_not_done"


_S = RecommendationState
OPEN_STATES = (_S.UNFINISHED, _S.PARTLY_DONE, _S.FALLS_SHORT)
CLOSED_STATES = (_S.DONE, _S.NOT_DONE)
_CLOSINGS = tuple((state, closed) for state in OPEN_STATES for closed in CLOSED_STATES)

# What is done or not done stays so: a new recommendation is made where it has to be said again.
RECOMMENDATION_LIFECYCLE = Lifecycle(
    arrows={
        _S.DRAFT: (_S.UNFINISHED,),
        **{state: (*(other for other in OPEN_STATES if other is not state), *CLOSED_STATES) for state in OPEN_STATES},
        _S.DONE: (),
        _S.NOT_DONE: (),
    },
    needs_document=frozenset(_CLOSINGS),
)
# The state that a step leads to; the others leave it as it is.
LEADS_TO: Mapping[Step, RecommendationState] = {
    Step.ISSUED: _S.UNFINISHED,
    Step.FOUND_UNFINISHED: _S.UNFINISHED,
    Step.FOUND_PARTLY_DONE: _S.PARTLY_DONE,
    Step.FOUND_SHORT: _S.FALLS_SHORT,
    Step.CLOSED_DONE: _S.DONE,
    Step.CLOSED_NOT_DONE: _S.NOT_DONE,
}
# The seven ways to press, each heavier than the one before. One may go over some, never back, and urge again often.
PRESSING = (
    Step.URGED,
    Step.URGED_AGAIN,
    Step.REFERRED,
    Step.HEARD,
    Step.QUESTIONED,
    Step.SUPERVISED_AGAIN,
    Step.REPORTED,
)
PRESSING_LIFECYCLE = Lifecycle(
    arrows={
        step: (*((step,) if step is Step.URGED_AGAIN else ()), *PRESSING[place + 1 :])
        for place, step in enumerate(PRESSING)
    }
)
# After these it is the addressee's turn.
_PASSED_ON = frozenset({Step.ISSUED, Step.EXPLANATION_ASKED, Step.FOUND_SHORT, Step.FOUND_UNFINISHED, *PRESSING})
_SPEAK_FOR_THEMSELVES = frozenset({Step.ISSUED, Step.CLOSED_DONE, *PRESSING})

# Law 121/2025/QH15, art. 40: fifteen calendar days to explain, up to thirty in complex matters; one may set another.
USUAL_DAYS, COMPLEX_DAYS, LONGEST_DAYS = 15, 30, 90


@dataclass(frozen=True)
class RecommendationFacts:
    """What the rules know: `pressed` is the last of the seven steps, `explain_by` the last day of an open question."""

    state: RecommendationState
    is_proposal: bool = False
    deadline_on: date | None = None
    issued_on: date | None = None
    closed_on: date | None = None
    pressed: Step | None = None
    explain_by: date | None = None


@dataclass(frozen=True)
class RecommendationJudgement:
    """`age` counts days since it was sent, None before; `late` and `left` days past or to the deadline.

    `left` is None without a deadline or once it is closed; `explanation_late` counts days past `explain_by`.
    """

    standing: Standing
    age: int | None
    late: int
    left: int | None
    explanation_late: int


def is_proposal(kind: OrganisationKind) -> bool:
    """Return whether what is asked of such a body is a proposal, without a clock."""
    return kind is OrganisationKind.PARTY


def steps_from(facts: RecommendationFacts) -> tuple[Step, ...]:
    """Return the steps that may be taken now, by whoever may take them."""
    return tuple(step for step in Step if _is_open_to(facts, step))


def action_of(step: Step) -> Action:
    """Return what the policy has to allow: the addressee answers, all else is the supervising side's."""
    if step is Step.ANSWERED:
        return Action.RECOMMENDATION_ANSWER
    closes = LEADS_TO.get(step) in CLOSED_STATES
    return Action.RECOMMENDATION_CLOSE if closes else Action.RECOMMENDATION_PURSUE


def needs_document(step: Step) -> bool:
    """Return whether the step rests on a paper: each way to press does, and each way to close."""
    return step in PRESSING or LEADS_TO.get(step) in CLOSED_STATES


def needs_words(step: Step) -> bool:
    """Return whether the step has to be put in words: what is answered, asked, found, and why it ends undone."""
    return step not in _SPEAK_FOR_THEMSELVES


def state_after(facts: RecommendationFacts, step: Step) -> RecommendationState:
    return LEADS_TO.get(step, facts.state)


def awaits_answer_after(step: Step, *, awaited: bool) -> bool:
    """Return whether it is the addressee's turn once the step is taken."""
    if step is Step.ANSWERED or LEADS_TO.get(step) in CLOSED_STATES:
        return False
    return awaited or step in _PASSED_ON


def fault_of_deadline(deadline_on: date | None, *, proposal: bool) -> Message | None:
    """Return what is wrong with the deadline, None when nothing is."""
    if proposal and deadline_on is not None:
        return Message(msgid("What is put to a Party body is a proposal without a deadline; leave it empty."))
    if not proposal and deadline_on is None:
        return Message(msgid("Say by which day it has to be carried out."))
    return None


def judge_recommendation(facts: RecommendationFacts, as_of: date) -> RecommendationJudgement:
    """Judge it as of a day; the last day still counts, and what is closed is judged by the day it was closed on."""
    until = facts.closed_on or as_of
    age = (until - facts.issued_on).days if facts.issued_on else None
    past = 0
    if facts.deadline_on is not None and facts.issued_on is not None:
        past = (until - facts.deadline_on).days
    is_open = facts.state in OPEN_STATES
    overdue = facts.state is _S.UNFINISHED and past > 0
    left = max(-past, 0) if is_open and facts.deadline_on is not None else None
    standing = Standing.OVERDUE if overdue else Standing(facts.state.value)
    unexplained = (as_of - facts.explain_by).days if is_open and facts.explain_by else 0
    return RecommendationJudgement(standing, age, max(past, 0), left, max(unexplained, 0))


def _is_open_to(facts: RecommendationFacts, step: Step) -> bool:
    if step is Step.ISSUED or facts.state not in OPEN_STATES:
        return step is Step.ISSUED and facts.state is _S.DRAFT
    if step in PRESSING or step is Step.EXPLANATION_ASKED:
        return not facts.is_proposal and _may_press(facts, step)
    target = LEADS_TO.get(step)
    return target is None or RECOMMENDATION_LIFECYCLE.allows(facts.state, target)


def _may_press(facts: RecommendationFacts, step: Step) -> bool:
    if step is Step.EXPLANATION_ASKED:
        return facts.explain_by is None
    if facts.pressed is None:
        return step is not Step.URGED_AGAIN
    return PRESSING_LIFECYCLE.allows(facts.pressed, step)
