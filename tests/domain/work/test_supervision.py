"""How an explanation stands against its limit."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.work.supervision import ExplanationTimeliness as T
from app.domain.work.supervision import judge_explanation

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
SPANS = st.integers(min_value=-400, max_value=400)


def test_the_last_day_still_counts() -> None:
    due = date(2026, 12, 8)

    judged = [judge_explanation(due, None, due + timedelta(days=n)) for n in (-3, 0, 1)]

    assert [(each.timeliness, each.days) for each in judged] == [(T.WAITING, 3), (T.WAITING, 0), (T.OVERDUE, 1)]


@given(DAYS, SPANS, SPANS)
def test_an_answer_is_judged_by_its_day_whenever_one_looks(due: date, answered: int, looked: int) -> None:
    judged = judge_explanation(due, due + timedelta(days=answered), due + timedelta(days=looked))

    assert judged.timeliness is (T.LATE if answered > 0 else T.IN_TIME)
    assert judged.days == max(answered, 0)


@given(DAYS, SPANS)
def test_what_is_not_answered_waits_and_then_is_overdue(due: date, looked: int) -> None:
    judged = judge_explanation(due, None, due + timedelta(days=looked))

    assert judged.timeliness is (T.OVERDUE if looked > 0 else T.WAITING)
    assert judged.days == abs(looked)
