"""Recording who took over."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.access.actor import Role
from app.domain.errors import InvalidInputError, NotPermittedError
from app.models import Assignment, Succession
from app.schemas.successions import NewSuccession
from app.services.organisations.successions import record_succession
from tests.factories import START, Make
from tests.services.planning import as_role

ENDED = date(2025, 7, 1)


def wish(predecessor: str, successor: str | None, **said: object) -> NewSuccession:
    return NewSuccession.model_validate({"predecessor": predecessor, "successor": successor, "kind": "merge", **said})


@pytest.mark.parametrize("role", [Role.ADMIN, Role.PLANNER])
def test_a_succession_is_recorded_and_nothing_is_reassigned(session: Session, make: Make, role: Role) -> None:
    held = make.assignment(organisation=make.organisation(valid_to=ENDED))
    successor = make.organisation(valid_from=ENDED)

    row = record_succession(
        as_role(session, make, role), wish(held.organisation.code, successor.code, effective_on=ENDED)
    )

    assert (row.predecessor, row.successor, row.effective_on) == (held.organisation, successor, ENDED)
    held_now = session.scalars(select(Assignment)).one()
    assert (held_now.organisation, held_now.from_on, held_now.to_on) == (held.organisation, START, None)


@pytest.mark.parametrize("role", [Role.AGENCY, Role.MONITOR, Role.SUPERVISOR])
def test_others_record_nothing(session: Session, make: Make, role: Role) -> None:
    before, after = make.organisation(), make.organisation()

    with pytest.raises(NotPermittedError):
        record_succession(as_role(session, make, role), wish(before.code, after.code))


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        pytest.param({"predecessor": "khong-co", "successor": "sau"}, "/predecessor", id="no such predecessor"),
        pytest.param({"predecessor": "truoc", "successor": "khong-co"}, "/successor", id="no such successor"),
        pytest.param({"predecessor": "truoc", "successor": "truoc"}, "/successor", id="itself"),
        pytest.param({"predecessor": "truoc", "successor": "da-ghi"}, "/successor", id="recorded already"),
        pytest.param({"predecessor": "truoc", "successor": None}, "/successor", id="recorded already as unknown"),
        pytest.param(
            {"predecessor": "truoc", "successor": "sau", "effective_on": "2025-06-30"},
            "/effective_on",
            id="before the successor",
        ),
        pytest.param(
            {"predecessor": "truoc", "successor": "sau", "effective_on": "2025-07-02"},
            "/effective_on",
            id="after the predecessor",
        ),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(
    session: Session, make: Make, said: dict[str, str | None], pointer: str
) -> None:
    before = make.organisation(code="truoc", valid_to=ENDED)
    make.organisation(code="sau", valid_from=ENDED)
    make.succession(predecessor=before, successor=make.organisation(code="da-ghi"))
    make.succession(predecessor=before, successor=None)

    with pytest.raises(InvalidInputError) as caught:
        record_succession(as_role(session, make, Role.PLANNER), NewSuccession.model_validate({"kind": "merge", **said}))

    assert [each.pointer for each in caught.value.errors] == [pointer]
    assert session.scalar(select(func.count()).select_from(Succession)) == 2
