"""The names of what has ended: who stands there now, in one statement however many a page names."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.domain.organisations.successions import Confidence
from app.models import Organisation
from app.queries.organisations.assignments import organisation_ref
from app.queries.organisations.lineage import ward_read
from tests.conftest import TODAY, CountQueries
from tests.factories import Make

ENDED = date(2025, 7, 1)
BEFORE = ENDED - timedelta(days=1)


def now(row: Organisation, as_of: date = TODAY) -> list[str]:
    return [each.code for each in organisation_ref(row, as_of).now]


def test_the_ended_says_who_stands_there_now_and_since_when(make: Make) -> None:
    district = make.organisation(valid_to=ENDED)
    wards = [make.succession(predecessor=district, effective_on=ENDED).successor for _ in range(2)]

    codes = [ward.code for ward in wards if ward]

    assert (organisation_ref(district, TODAY).ended_on, now(district)) == (ENDED, codes)
    assert (organisation_ref(district, BEFORE).ended_on, now(district, BEFORE)) == (None, [])


def test_a_name_that_goes_on_has_no_other_beside_it(make: Make) -> None:
    assert now(make.succession().predecessor) == []


def test_what_no_source_settles_is_nobodys_name(make: Make) -> None:
    district = make.organisation(valid_to=ENDED)
    make.succession(predecessor=district, confidence=Confidence.UNDETERMINED)
    make.succession(predecessor=district, successor=None)

    assert now(district) == []


def test_a_successor_that_ended_hands_its_place_on(make: Make) -> None:
    middle = make.organisation(valid_to=ENDED)
    first = make.succession(predecessor=make.organisation(valid_to=date(2024, 11, 1)), successor=middle).predecessor
    last = make.succession(predecessor=middle).successor

    assert last
    assert (now(first), now(first, BEFORE)) == ([last.code], [middle.code])


def test_two_wards_of_one_name_are_two(make: Make) -> None:
    old = make.ward(code="cu-tan-an", name="Phường Tân An", valid_to=ENDED)
    new = make.ward(code="31147", name="Phường Tân An", valid_from=ENDED)
    make.ward_succession(predecessor=old, successor=make.ward(code="31135", name="Phường Ninh Kiều"))
    make.ward_succession(predecessor=make.ward(name="Phường Hưng Lợi", valid_to=ENDED), successor=new)

    assert [(each.code, each.name) for each in ward_read(old, TODAY).now] == [("31135", "Phường Ninh Kiều")]
    assert ward_read(new, TODAY).now == []


def test_names_of_many_that_ended_take_one_statement(session: Session, make: Make, count_queries: CountQueries) -> None:
    rows = [make.succession(predecessor=make.organisation(valid_to=ENDED)).predecessor for _ in range(20)]
    session.flush()

    with count_queries(1):
        named = [now(row) for row in rows]

    assert [len(each) for each in named] == [1] * 20
