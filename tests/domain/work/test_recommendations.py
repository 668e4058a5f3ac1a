"""Recommendations: which state and step may follow which, who takes it, and how long each has stood."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.access.actor import Actor, Office, Role, Subject
from app.domain.access.policy import permits
from app.domain.organisations.roles import OrganisationKind
from app.domain.work.recommendations import (
    CLOSED_STATES,
    LEADS_TO,
    OPEN_STATES,
    PRESSING,
    PRESSING_LIFECYCLE,
    RECOMMENDATION_LIFECYCLE,
    RecommendationFacts,
    Standing,
    Step,
    action_of,
    awaits_answer_after,
    fault_of_deadline,
    is_proposal,
    judge_recommendation,
    needs_document,
    needs_words,
    state_after,
    steps_from,
)
from app.domain.work.recommendations import RecommendationState as S

ASKED, OTHER = 7, 8
ARROWS = {
    S.DRAFT: {S.UNFINISHED},
    S.UNFINISHED: {S.PARTLY_DONE, S.FALLS_SHORT, S.DONE, S.NOT_DONE},
    S.PARTLY_DONE: {S.UNFINISHED, S.FALLS_SHORT, S.DONE, S.NOT_DONE},
    S.FALLS_SHORT: {S.UNFINISHED, S.PARTLY_DONE, S.DONE, S.NOT_DONE},
    S.DONE: set(),
    S.NOT_DONE: set(),
}
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
PRESSED = st.none() | st.sampled_from(PRESSING)


@st.composite
def facts(draw: st.DrawFn) -> RecommendationFacts:
    """Return facts that a database could hold."""
    state, sent = draw(st.sampled_from(S)), draw(DAYS)
    proposal = draw(st.booleans())
    return RecommendationFacts(
        state=state,
        is_proposal=proposal,
        deadline_on=None if proposal else draw(DAYS),
        issued_on=None if state is S.DRAFT else sent,
        closed_on=sent + timedelta(days=draw(st.integers(0, 500))) if state in CLOSED_STATES else None,
        pressed=draw(PRESSED),
        explain_by=draw(st.none() | DAYS),
    )


@pytest.mark.parametrize(("before", "after"), list(product(S, S)))
def test_every_pair_of_states(before: S, after: S) -> None:
    assert RECOMMENDATION_LIFECYCLE.allows(before, after) is (after in ARROWS[before])


@pytest.mark.parametrize(("before", "after"), list(product(PRESSING, PRESSING)))
def test_every_pair_of_ways_to_press(before: Step, after: Step) -> None:
    heavier = PRESSING.index(after) > PRESSING.index(before)

    assert PRESSING_LIFECYCLE.allows(before, after) is (heavier or before is after is Step.URGED_AGAIN)


@pytest.mark.parametrize(("step", "role", "asked"), list(product(Step, Role, (True, False))))
def test_who_may_take_which_step(step: Step, role: Role, *, asked: bool) -> None:
    actor = Actor(1, offices=frozenset({Office(role, ASKED if asked else OTHER)}))
    answers = role is Role.AGENCY and asked

    allowed = permits(actor, action_of(step), Subject(asked=frozenset({ASKED})))

    assert allowed is (answers if step is Step.ANSWERED else role is Role.SUPERVISOR)


@pytest.mark.parametrize("state", S)
def test_the_steps_of_each_state_lead_where_the_lifecycle_allows(state: S) -> None:
    offered = steps_from(RecommendationFacts(state))

    leading = {LEADS_TO[step] for step in offered if step in LEADS_TO}

    assert leading == ARROWS[state]
    assert (offered == ()) is (state in CLOSED_STATES)


def test_a_draft_can_only_be_sent() -> None:
    assert steps_from(RecommendationFacts(S.DRAFT)) == (Step.ISSUED,)


def test_nobody_is_urged_again_who_was_not_urged() -> None:
    fresh = RecommendationFacts(S.UNFINISHED)

    assert Step.URGED_AGAIN not in steps_from(fresh)
    assert Step.URGED_AGAIN in steps_from(replace(fresh, pressed=Step.URGED))
    assert Step.REPORTED in steps_from(fresh)


def test_one_explanation_is_asked_at_a_time() -> None:
    asked = RecommendationFacts(S.UNFINISHED, explain_by=date(2026, 6, 16))

    assert Step.EXPLANATION_ASKED not in steps_from(asked)
    assert Step.EXPLANATION_ASKED in steps_from(replace(asked, explain_by=None))


@given(facts())
def test_a_proposal_is_not_pressed_and_all_else_about_it_is_the_same(found: RecommendationFacts) -> None:
    pressing = {*PRESSING, Step.EXPLANATION_ASKED}

    proposal = set(steps_from(replace(found, is_proposal=True)))
    ordinary = set(steps_from(replace(found, is_proposal=False)))

    assert proposal == ordinary - pressing


@given(facts(), st.sampled_from(Step))
def test_a_step_that_is_open_moves_the_state_only_along_an_arrow(found: RecommendationFacts, step: Step) -> None:
    after = state_after(found, step)

    if step in steps_from(found) and after is not found.state:
        assert RECOMMENDATION_LIFECYCLE.allows(found.state, after)
        assert needs_document(step) is (
            RECOMMENDATION_LIFECYCLE.asks_for_document(found.state, after) or step in PRESSING
        )


@pytest.mark.parametrize("step", Step)
def test_what_each_step_rests_on(step: Step) -> None:
    papers = {*PRESSING, Step.CLOSED_DONE, Step.CLOSED_NOT_DONE}
    silent = {Step.ISSUED, Step.CLOSED_DONE, *PRESSING}

    assert (needs_document(step), needs_words(step)) == (step in papers, step not in silent)


@pytest.mark.parametrize(("step", "awaited"), list(product(Step, (True, False))))
def test_whose_turn_it_is_after_each_step(step: Step, *, awaited: bool) -> None:
    never = {Step.ANSWERED, Step.CLOSED_DONE, Step.CLOSED_NOT_DONE}
    kept = {Step.FOUND_PARTLY_DONE}
    expected = False if step in never else awaited if step in kept else True

    assert awaits_answer_after(step, awaited=awaited) is expected


@pytest.mark.parametrize("kind", OrganisationKind)
def test_only_what_is_put_to_a_party_body_is_a_proposal(kind: OrganisationKind) -> None:
    assert is_proposal(kind) is (kind is OrganisationKind.PARTY)


def test_a_deadline_is_for_those_who_are_supervised() -> None:
    day = date(2026, 6, 1)

    faults = [fault_of_deadline(on, proposal=proposal) for on in (day, None) for proposal in (True, False)]

    assert [fault is None for fault in faults] == [False, True, True, False]


def test_the_last_day_still_counts() -> None:
    asked = RecommendationFacts(S.UNFINISHED, deadline_on=date(2026, 6, 30), issued_on=date(2026, 6, 1))

    judged = [judge_recommendation(asked, date(2026, 6, 30) + timedelta(days=n)) for n in (-3, 0, 1)]

    assert [(each.standing, each.late, each.left, each.age) for each in judged] == [
        (Standing.UNFINISHED, 0, 3, 26),
        (Standing.UNFINISHED, 0, 0, 29),
        (Standing.OVERDUE, 1, 0, 30),
    ]


@given(facts(), DAYS)
def test_the_standing_is_the_state_but_for_what_is_overdue(found: RecommendationFacts, day: date) -> None:
    judged = judge_recommendation(found, day)
    overdue = found.state is S.UNFINISHED and found.deadline_on is not None and day > found.deadline_on

    assert judged.standing is (Standing.OVERDUE if overdue else Standing(found.state.value))
    assert judged.left is None or (found.state in OPEN_STATES and judged.left >= 0)
    assert (judged.age is None) is (found.state is S.DRAFT)
    assert judged.late == 0 or found.deadline_on is not None


@given(facts(), DAYS, DAYS)
def test_what_is_closed_ages_no_more(found: RecommendationFacts, day: date, later: date) -> None:
    if found.state in CLOSED_STATES:
        assert judge_recommendation(found, day) == judge_recommendation(found, later)
