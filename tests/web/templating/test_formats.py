"""How values are written in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.domain.deadlines import Deadline, DeadlinePrecision, parse_deadline
from app.domain.periods import parse_period
from app.domain.results.targets import Comparator
from app.schemas.results import TargetRead
from app.web.templating.catalogues import translations
from app.web.templating.formats import Formats
from app.web.templating.languages import Language
from app.web.templating.targets import target_words


def formats(language: Language) -> Formats:
    return Formats(language, translations(language).gettext)


VIETNAMESE = formats(Language.VIETNAMESE)
ENGLISH = formats(Language.ENGLISH)


def plain(text: str) -> str:
    """Return text with ordinary spaces, which is easier to read in a test."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        pytest.param("2026-06-30", "30/06/2026", "30/06/2026", id="day"),
        pytest.param("2026-06", "tháng 6/2026", "June 2026", id="month"),
        pytest.param("2026-Q4", "Quý IV/2026", "Q4 2026", id="quarter"),
        pytest.param("2026", "năm 2026", "year 2026", id="year"),
        pytest.param("2021/2025", "đến hết năm 2025", "by the end of 2025", id="period"),
    ],
)
def test_a_deadline_is_written_as_exactly_as_it_was_set(text: str, vietnamese: str, english: str) -> None:
    deadline = parse_deadline(text)

    assert (plain(VIETNAMESE.deadline(deadline)), plain(ENGLISH.deadline(deadline))) == (vietnamese, english)


def test_a_period_names_both_years_where_its_first_is_known() -> None:
    deadline = Deadline(date(2025, 12, 31), DeadlinePrecision.PERIOD)

    assert plain(VIETNAMESE.deadline(deadline, begins=2021)) == "giai đoạn 2021–2025"


def test_a_missing_deadline_says_so() -> None:
    assert plain(VIETNAMESE.deadline(None)) == "chưa chốt hạn"


def test_a_deadline_never_breaks_over_two_lines() -> None:
    assert " " not in VIETNAMESE.deadline(parse_deadline("2026-Q4"))


def test_money_is_written_as_it_is_typed_in_either_language() -> None:
    for formats in (VIETNAMESE, ENGLISH):
        assert plain(formats.money(8_971_238_400_001)) == "8.971,238 tỷ đồng"
        assert plain(formats.money_exact(8_971_238_400_001)) == "8.971.238.400.001 đồng"
        assert formats.money_typed(8_971_238_000_000) == "8.971,238 tỷ đồng"
        assert formats.millions(8_971_238_400_000) == "8.971.238,4"


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        ("2026-11", "tháng 11/2026", "November 2026"),
        ("2026-Q4", "Quý IV/2026", "Q4 2026"),
        ("2026-H1", "6 tháng đầu năm 2026", "first half of 2026"),
        ("2026-H2", "6 tháng cuối năm 2026", "second half of 2026"),
        ("2026", "năm 2026", "year 2026"),
    ],
)
def test_a_reporting_period_has_a_name(text: str, vietnamese: str, english: str) -> None:
    period = parse_period(text)

    assert (plain(VIETNAMESE.period(period)), plain(ENGLISH.period(period))) == (vietnamese, english)


def test_numbers_and_shares_follow_the_language() -> None:
    assert (VIETNAMESE.number(1234567.5), ENGLISH.number(Decimal("1234567.5"))) == ("1.234.567,5", "1,234,567.5")
    assert (VIETNAMESE.percent(0.4132), ENGLISH.percent(0.4132), VIETNAMESE.percent(1)) == ("41,3%", "41.3%", "100%")


def test_a_share_of_nothing_is_a_dash() -> None:
    assert VIETNAMESE.percent(None) == "–"


def test_a_moment_is_told_in_the_office_s_zone() -> None:
    assert plain(VIETNAMESE.moment(datetime(2026, 11, 22, 18, 30, tzinfo=UTC))) == "01:30 23/11/2026"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("II.3.d1.s2", "II.3, đoạn 1, câu 2"),
        ("I.2.2.1.g3", "I.2.2.1, gạch đầu dòng 3"),
        ("M.d1.s1", "phần mở đầu, đoạn 1, câu 1"),
        ("1.2.đ", "1.2.đ"),
        ("1.2.d", "1.2.d"),
        ("T", "tên nghị quyết"),
    ],
)
def test_a_clause_s_place_is_said_in_words(path: str, words: str) -> None:
    assert plain(VIETNAMESE.clause_words(path)) == words


def target(comparator: Comparator, low: str | None = None, high: str | None = None, **more: object) -> TargetRead:
    bounds = {"low": low and Decimal(low), "high": high and Decimal(high)}
    return TargetRead.model_validate(
        {"comparator": comparator, "due_year": None, "text": None, "baseline": None, **bounds, **more}
    )


@pytest.mark.parametrize(
    ("wanted", "unit", "words"),
    [
        (target(Comparator.AT_LEAST, "17000"), "tỷ đồng/năm", "từ 17.000 tỷ đồng/năm trở lên"),
        (target(Comparator.AT_LEAST, "75", due_year=2025), "%", "từ 75% trở lên vào năm 2025"),
        (target(Comparator.BELOW, high="0.2"), "%", "dưới 0,2%"),
        (target(Comparator.BETWEEN, "80", "85"), "%", "từ 80% đến 85%"),
        (target(Comparator.GROWTH_BETWEEN, "10", "13.5"), "tỷ đồng", "tăng 10% đến 13,5%/năm"),
        (target(Comparator.QUALITATIVE, text="Không còn hộ nghèo"), None, "Không còn hộ nghèo"),
    ],
)
def test_a_target_is_said_in_words(wanted: TargetRead, unit: str | None, words: str) -> None:
    assert plain(target_words(VIETNAMESE, wanted, unit)) == words
