"""Amounts: read as Vietnamese papers write them, refused where they could be two, and never rounded unawares."""

import operator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.results.amounts import (
    BILLION,
    LARGEST,
    MILLION,
    THOUSAND,
    AmountError,
    parse_amount,
    write_amount,
    write_dong,
    write_in,
    write_rounded,
)

AMOUNTS = st.one_of(
    st.integers(min_value=0, max_value=LARGEST),
    st.builds(operator.mul, st.integers(0, 10_000_000), st.sampled_from((THOUSAND, MILLION))),
)


@pytest.mark.parametrize(
    ("text", "dong"),
    [
        ("8.971,238 tỷ", 8_971_238_000_000),
        ("8.971,238 tỷ đồng", 8_971_238_000_000),
        ("17.000 tỷ đồng", 17_000 * BILLION),
        ("8.971 tỷ", 8_971 * BILLION),
        ("17 nghìn tỷ", 17_000 * BILLION),
        ("17 ngàn tỉ đồng", 17_000 * BILLION),
        ("1.234.567.890", 1_234_567_890),
        ("1 234 567 890", 1_234_567_890),
        ("1.234.567.890,00", 1_234_567_890),
        ("1.234 đồng", 1_234),
        ("500 nghìn đồng", 500_000),
        ("950 triệu", 950 * MILLION),
        ("950 TR.Đ", 950 * MILLION),
        ("192,5 tỉ", 192_500 * MILLION),
        ("192,5ty dong", 192_500 * MILLION),
        ("0,125 tỷ", 125 * MILLION),
        ("8971,238 tỷ", 8_971_238_000_000),
        ("192,5120 tỷ", 192_512 * MILLION),
        ("2.000.000.000 VNĐ", 2 * BILLION),
        ("2\u00a0tỷ ₫", 2 * BILLION),
        ("ty\u0309 đồng".replace("ty\u0309", "3 ty\u0309"), 3 * BILLION),
        ("0", 0),
        ("0 đồng", 0),
        ("1.000.000 tỷ", LARGEST),
    ],
)
def test_what_papers_write_is_read(text: str, dong: int) -> None:
    assert parse_amount(text) == dong


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Write an amount"),
        ("  ", "Write an amount"),
        ("-5 tỷ", "not below zero"),
        ("−5 tỷ", "not below zero"),
        ("(5 tỷ)", "not below zero"),
        ("8,971 tỷ", "write 8.971 tỷ where the comma stands between thousands, 8,9710 tỷ where it begins decimals"),
        ("192,512 triệu đồng", "two amounts"),
        ("8,971", "two amounts"),
        ("1.5 tỷ", "not written the Vietnamese way"),
        ("89.71.238", "not written the Vietnamese way"),
        ("8,971.238 tỷ", "not written the Vietnamese way"),
        ("8,971,238", "not written the Vietnamese way"),
        ("1.234 567 tỷ", "not written the Vietnamese way"),
        (",5 tỷ", "not written the Vietnamese way"),
        ("0.971 tỷ", "begins with a 0"),
        ("05 tỷ", "begins with a 0"),
        ("1.234", "1.234 of what? Say the unit: 1.234 tỷ đồng"),
        ("7.238.000", "of what?"),
        ("950000000", "of what?"),
        ("12,5", "of what?"),
        ("1,5 đồng", "no whole number of đồng"),
        ("0,0000000001 tỷ", "no whole number of đồng"),
        ("1.000.001 tỷ", "too much"),
        ("9" * 50, "too much"),
        ("9" * 70, "one number and one unit"),
        ("2 tỷ 500 triệu", "one number and one unit"),
        ("2 tỷ rưỡi", "ty ruoi is no unit"),
        ("5 usd", "usd is no unit"),
        ("năm tỷ", "one number and one unit"),
        ("1e9", "one number and one unit"),
        ("٣ tỷ", "one number and one unit"),
        ("5 %", "% is no unit"),
    ],
)
def test_the_rest_is_refused_and_says_why(text: str, said: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse_amount(text)

    assert said in str(caught.value.message)


@pytest.mark.parametrize(
    ("dong", "exact", "rounded"),
    [
        (8_971_238_000_000, "8.971,238 tỷ đồng", "8.971,238 tỷ đồng"),
        (8_971_238_400_001, "8.971.238.400.001 đồng", "8.971,238 tỷ đồng"),
        (17_000 * BILLION, "17.000 tỷ đồng", "17.000 tỷ đồng"),
        (192_500 * MILLION, "192,5 tỷ đồng", "192,5 tỷ đồng"),
        (8_971 * MILLION, "8.971 triệu đồng", "8.971 triệu đồng"),
        (950 * MILLION, "950 triệu đồng", "950 triệu đồng"),
        (950_125 * THOUSAND, "950.125 nghìn đồng", "950.125 nghìn đồng"),
        (1_234_567_890, "1.234.567.890 đồng", "1.235 triệu đồng"),
        (999_999_999, "999.999.999 đồng", "1 tỷ đồng"),
        (999, "999 đồng", "999 đồng"),
        (0, "0 đồng", "0 đồng"),
        (-192_500 * MILLION, "−192,5 tỷ đồng", "−192,5 tỷ đồng"),
    ],
)
def test_amounts_are_written_in_the_largest_unit_that_says_them(dong: int, exact: str, rounded: str) -> None:
    assert (write_amount(dong), write_rounded(dong)) == (exact, rounded)


def test_a_column_names_its_unit_once() -> None:
    assert write_in(8_971_238_400_000, MILLION) == "8.971.238,4"
    assert write_in(-1_500_000, MILLION) == "−1,5"


@given(AMOUNTS)
def test_what_is_written_is_read_back(dong: int) -> None:
    assert parse_amount(write_amount(dong)) == dong
    assert parse_amount(write_dong(dong)) == dong


@given(st.integers(min_value=1, max_value=LARGEST))
def test_rounding_moves_an_amount_by_less_than_a_thousandth_of_its_unit(dong: int) -> None:
    unit = next(unit for unit in (BILLION, MILLION, THOUSAND, 1) if dong >= unit)

    assert abs(parse_amount(write_rounded(dong)) - dong) * 2 * THOUSAND <= unit


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(("", "nghìn", "triệu", "tỷ", "tỷ đồng", "đồng")))
def test_a_lone_comma_before_three_digits_is_always_refused(whole: int, decimals: int, unit: str) -> None:
    with pytest.raises(AmountError):
        parse_amount(f"{whole},{decimals:03d} {unit}")


@given(st.text(max_size=40))
def test_any_text_is_an_amount_or_says_why_not(text: str) -> None:
    try:
        dong = parse_amount(text)
    except AmountError:
        return

    assert type(dong) is int
    assert 0 <= dong <= LARGEST
