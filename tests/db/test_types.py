"""Column types: what goes in comes out alike, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from app.db.types import ExactDecimal, UtcDateTime

METADATA = MetaData()
THINGS = Table(
    "thing",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("moment", UtcDateTime),
    Column("amount", ExactDecimal),
)
HANOI = timezone(timedelta(hours=7))
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.sampled_from((UTC, HANOI)))  # noqa: DTZ001


@pytest.fixture(scope="module")
def things(engine: Engine) -> Iterator[Connection]:
    """A connection on which a table of the two types lives as long as the transaction."""
    with engine.connect() as connection:
        transaction = connection.begin()
        METADATA.create_all(connection)
        yield connection
        transaction.rollback()


def kept(things: Connection, column: str, value: object) -> object:
    identity = things.execute(insert(THINGS).values({column: value}).returning(THINGS.c.id)).scalar_one()
    return things.execute(select(THINGS.c[column]).where(THINGS.c.id == identity)).scalar_one()


@given(moment=MOMENTS)
def test_a_moment_comes_back_as_the_same_moment_in_utc(things: Connection, moment: datetime) -> None:
    back = kept(things, "moment", moment)

    assert isinstance(back, datetime)
    assert (back, back.tzinfo) == (moment, UTC)


@given(amount=st.decimals(min_value=-(10**17), max_value=10**17, places=6))
def test_a_decimal_comes_back_exactly(things: Connection, amount: Decimal) -> None:
    assert kept(things, "amount", amount) == amount


@pytest.mark.parametrize("amount", ["0.1", "1234567890123.4567", "-0.000001", "100", "0", "17000", "1E+3"])
def test_a_decimal_is_written_without_padding_or_exponent(things: Connection, amount: str) -> None:
    back = kept(things, "amount", Decimal(amount))

    assert str(back) == format(Decimal(amount), "f")


@pytest.mark.parametrize("column", ["moment", "amount"])
def test_nothing_comes_back_as_nothing(things: Connection, column: str) -> None:
    assert kept(things, column, None) is None


def test_a_moment_without_a_zone_is_refused(things: Connection) -> None:
    with pytest.raises(StatementError, match="says no time zone"), things.begin_nested():
        kept(things, "moment", datetime(2026, 1, 1))  # noqa: DTZ001 (that is the point)
