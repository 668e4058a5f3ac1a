"""The chart of plans and payments: bars stand inside the picture, as high as their amounts, for any amounts."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.results.capital import PlanKind, Rate
from app.schemas.money import RateRead, SpanRead
from app.web.templating.capital_chart import TOP, capital_bars
from app.web.templating.catalogues import translations
from app.web.templating.formats import Formats
from app.web.templating.languages import Language

FORMATS = Formats(Language.VIETNAMESE, translations(Language.VIETNAMESE).gettext)
AMOUNTS = st.none() | st.integers(0, 10**15)


def span(year: int, rate: Rate) -> SpanRead:
    rate_read = RateRead.model_validate(rate)
    return SpanRead(kind=PlanKind.YEARLY, year_from=year, year_to=year, funds=[], rate=rate_read)


def test_of_nothing_nothing_is_drawn() -> None:
    assert capital_bars(FORMATS, []) is None
    assert capital_bars(FORMATS, [span(2026, Rate(None, None)), span(2027, Rate(0, 0))]) is None


def test_bars_are_as_high_as_their_amounts() -> None:
    chart = capital_bars(FORMATS, [span(2026, Rate(20 * 10**9, 80 * 10**9, 20 * 10**9))])

    assert chart is not None
    planned, paid = chart.bars
    assert (planned.planned, paid.planned) == (True, False)
    assert abs(planned.height - 2 * paid.height) < 0.2
    assert [tick.words for tick in chart.values] == ["0", "20", "40", "60", "80"]
    assert ([tick.words for tick in chart.years], chart.million) == (["2026"], False)


@given(st.lists(st.builds(Rate, AMOUNTS, AMOUNTS, st.integers(0, 10**15)), min_size=1, max_size=12))
def test_every_bar_stands_inside_the_picture(rates: list[Rate]) -> None:
    chart = capital_bars(FORMATS, [span(2020 + at, rate) for at, rate in enumerate(rates)])

    if chart is None:
        assert not any(rate.planned or rate.disbursed or rate.unplanned for rate in rates)
        return
    assert 2 <= len(chart.values) <= 6
    for bar in chart.bars:
        assert chart.left <= bar.x <= bar.x + bar.width <= chart.right
        assert TOP <= bar.y <= chart.bottom
        assert abs(bar.y + bar.height - chart.bottom) < 0.01
