"""The canonical form and its digests, against expectations written by hand and a second way to compute them."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from string import hexdigits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.history.digests import Revision, canonical, digest_of, seal

RECORDED = datetime(2026, 11, 24, 2, tzinfo=UTC)
REVISION = Revision(
    form=1,
    table="milestone",
    key={"id": 12},
    number=3,
    known_from=RECORDED,
    loaded_at=RECORDED + timedelta(microseconds=5),
    revised_by_id=None,
    gone=False,
    values={"share_done": 0.5, "deadline_on": date(2026, 12, 31), "demo": True, "weight": 1, "started_on": None},
    sealed={"title": "ab" * 32, "product": None},
    previous="cd" * 32,
)
# Written out by hand from docs/decisions/0010.
BYTES = (
    '{"form":1,"gone":false,"key":{"id":12},"known_from":"2026-11-24T02:00:00.000000Z",'
    '"loaded_at":"2026-11-24T02:00:00.000005Z","number":3,'
    f'"previous":"{"cd" * 32}","revised_by_id":null,'
    f'"sealed":{{"product":null,"title":"{"ab" * 32}"}},"table":"milestone",'
    '"values":{"deadline_on":"2026-12-31","demo":true,"share_done":"0.5","started_on":null,"weight":1}}'
)
VALUES: list[dict[str, object]] = [{"values": {**REVISION.values, name: "changed"}} for name in REVISION.values]
SEALS: list[dict[str, object]] = [{"sealed": {**REVISION.sealed, name: "ef" * 32}} for name in REVISION.sealed]
CHANGES: list[dict[str, object]] = [
    {"form": 2},
    {"table": "project"},
    {"key": {"id": 13}},
    {"number": 4},
    {"known_from": RECORDED + timedelta(microseconds=1)},
    {"loaded_at": RECORDED},
    {"revised_by_id": 1},
    {"gone": True},
    {"previous": None},
    {"sealed": {"title": "ab" * 32}},
    *VALUES,
    *SEALS,
]


class Colour(StrEnum):
    RED = "red"


def test_the_digest_is_the_one_that_the_decision_describes() -> None:
    assert digest_of(REVISION) == hashlib.sha256(BYTES.encode()).hexdigest()


@pytest.mark.parametrize("change", CHANGES, ids=repr)
def test_nothing_can_change_without_the_digest(change: dict[str, object]) -> None:
    assert digest_of(replace(REVISION, **change)) != digest_of(REVISION)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.0, '"1"'),
        (0.1 + 0.2, '"0.30000000000000004"'),
        (-0.0, '"0"'),
        (1e-7, '"0.0000001"'),
        (1e22, '"10000000000000000000000"'),
        (Decimal("98.500000"), '"98.5"'),
        (Decimal(100), '"100"'),
        (Decimal("1E+3"), '"1000"'),
        (10**15, "1000000000000000"),
        (Colour.RED, '"red"'),
        (datetime(2026, 11, 24, 9, tzinfo=timezone(timedelta(hours=7))), '"2026-11-24T02:00:00.000000Z"'),
        ('Đường "3 tháng 2"\n\u0001', '"Đường \\"3 tháng 2\\"\\n\\u0001"'),
        ({"b": [1, None], "a": (True,)}, '{"a":[true],"b":[1,null]}'),
    ],
    ids=repr,
)
def test_every_value_has_one_spelling(value: object, expected: str) -> None:
    assert canonical(value) == expected.encode()


@pytest.mark.parametrize("value", [object(), b"bytes", float("nan"), Decimal("Infinity"), datetime(2026, 1, 1)])  # noqa: DTZ001 (refused)
def test_what_the_form_does_not_know_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    )
)
def test_what_json_can_say_comes_back_from_the_canonical_form(value: object) -> None:
    assert json.loads(canonical(value)) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_fraction_comes_back_from_its_digits(value: float) -> None:
    digits = json.loads(canonical(value))

    assert float(digits) == value
    assert set(digits) <= set("-.0123456789")


def test_a_seal_hides_behind_its_salt() -> None:
    salt = bytes(16)

    assert seal(salt, "Lý do") == hashlib.sha256(salt + '"Lý do"'.encode()).hexdigest()
    assert seal(bytes(15) + b"\x01", "Lý do") != seal(salt, "Lý do")
    assert set(seal(salt, "Lý do")) <= set(hexdigits)
