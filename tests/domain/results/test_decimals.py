"""Numbers as people type them: what is clear is read, what could be two numbers is refused with both spelt out."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.results.decimals import LARGEST, UnclearNumberError, parse_decimal, write_decimal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"),
        ("98,5", "98.5"),
        ("98.5", "98.5"),
        ("98,5%", "98.5"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("17000", "17000"),
        ("17.000,0", "17000"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1,234.5", "1234.5"),
        ("17 000,25", "17000.25"),
        ("17\u00a0000", "17000"),
        (" −2,5 ", "-2.5"),
        ("-2,5", "-2.5"),
        ("+2,5", "2.5"),
        ("0", "0"),
        ("1,0000000", "1"),
    ],
)
def test_a_clear_number_is_read(text: str, value: str) -> None:
    assert parse_decimal(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "said"), [("17.000", "Write 17000 or 17,0000."), ("1,234", "Write 1234 or 1,2340."), ("-2.500", "2500")]
)
def test_what_could_be_thousands_or_decimals_is_refused_with_both(text: str, said: str) -> None:
    with pytest.raises(UnclearNumberError, match=said):
        parse_decimal(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "1,2,3",
        "1.23.456,7",
        "1,5.2,1",
        "1.",
        ",5",
        "١٢",
        "NaN",
        "1e9",
        "--1",
        "1,1234567",
        "1" * 13,
        "1,23.456,7",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UnclearNumberError):
        parse_decimal(text)


@given(st.decimals(min_value=-LARGEST + 1, max_value=LARGEST - 1, places=3, allow_nan=False))
def test_what_is_written_with_dots_and_a_comma_comes_back(value: Decimal) -> None:
    written = f"{value:,f}".translate(str.maketrans(",.", ".,"))

    if abs(value) >= 1000 or abs(value) < 1:
        assert parse_decimal(written) == value
    else:
        assert parse_decimal(f"{written}0") == value


@given(st.text())
def test_any_text_is_a_number_or_refused(text: str) -> None:
    with suppress(UnclearNumberError):
        assert abs(parse_decimal(text)) < LARGEST


@given(st.decimals(min_value=-LARGEST + 1, max_value=LARGEST - 1, places=6, allow_nan=False))
def test_what_a_form_shows_is_read_back(value: Decimal) -> None:
    assert parse_decimal(write_decimal(value)) == value


@pytest.mark.parametrize(
    ("value", "text"), [("17000", "17000"), ("98.50", "98,5"), ("1.234", "1,2340"), ("-0.5", "-0,5")]
)
def test_a_number_is_written_as_people_type_it(value: str, text: str) -> None:
    assert write_decimal(Decimal(value)) == text
