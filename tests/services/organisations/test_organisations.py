"""Editing organisations."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.domain.access.actor import Actor, Office, Role
from app.domain.errors import InvalidInputError, NotFoundError, NotPermittedError, StaleEditError
from app.domain.organisations.roles import OrganisationKind
from app.schemas.organising import NewOrganisation, OrganisationChange
from app.services.organisations.organisations import add_organisation, edit_organisation
from app.services.unit_of_work import UnitOfWork
from tests.conftest import NOW, TODAY
from tests.factories import Make


def work_of(session: Session, role: Role = Role.ADMIN) -> UnitOfWork:
    return UnitOfWork(session, Actor(1, "Ai đó", frozenset({Office(role, 1)})), NOW, TODAY)


def test_what_was_not_sent_stays_and_it_is_found_by_its_new_name(session: Session, make: Make) -> None:
    row = make.organisation(code="so-gt", name="Sở Giao thông", legal_basis="Nghị định 24")

    edit_organisation(work_of(session), "so-gt", OrganisationChange(name="Sở Xây dựng"))

    assert (row.name, row.short_name, row.legal_basis) == ("Sở Xây dựng", "Sở Giao thông", "Nghị định 24")
    assert row.search_text == "so-gt so xay dung so giao thong"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_an_administrator_edits_one(session: Session, make: Make, role: Role) -> None:
    code = make.organisation().code

    with pytest.raises(NotPermittedError):
        edit_organisation(work_of(session, role), code, OrganisationChange(name="Khác"))


def test_a_stale_edit_is_refused(session: Session, make: Make) -> None:
    row = make.organisation(name="Tên")

    with pytest.raises(StaleEditError):
        edit_organisation(replace(work_of(session), version=row.version + 1), row.code, OrganisationChange(name="Khác"))

    assert row.name == "Tên"


def test_one_that_is_not_there_cannot_be_edited(session: Session) -> None:
    with pytest.raises(NotFoundError):
        edit_organisation(work_of(session), "khong-co", OrganisationChange(name="Khác"))


def test_nothing_stands_above_itself(session: Session, make: Make) -> None:
    top = make.organisation(code="tren")
    middle = make.organisation(code="giua", parent=top)
    make.organisation(code="duoi", parent=middle)

    for parent in ("tren", "giua", "duoi", "khong-co"):
        with pytest.raises(InvalidInputError) as refused:
            edit_organisation(work_of(session), "tren", OrganisationChange(parent=parent))
        assert [each.pointer for each in refused.value.errors] == ["/parent"]


def test_it_is_put_below_another_and_taken_out_again(session: Session, make: Make) -> None:
    above, row = make.organisation(), make.organisation()

    edit_organisation(work_of(session), row.code, OrganisationChange(parent=above.code))
    below = row.parent_id
    edit_organisation(work_of(session), row.code, OrganisationChange(parent=None))

    assert (below, row.parent_id) == (above.id, None)


def test_it_does_not_end_before_it_begins(session: Session, make: Make) -> None:
    code = make.organisation(valid_from=date(2025, 7, 1)).code

    with pytest.raises(InvalidInputError) as refused:
        edit_organisation(work_of(session), code, OrganisationChange(valid_to=date(2025, 7, 1)))

    assert [each.pointer for each in refused.value.errors] == ["/valid_to"]


def test_a_new_one_takes_its_code_from_its_short_name_and_stands_below_another(session: Session, make: Make) -> None:
    above = make.organisation(code="ubnd-tp")
    wish = NewOrganisation(
        name="Đặc khu Mới", short_name="Đặc khu (mới)", kind=OrganisationKind.OTHER, parent="ubnd-tp", valid_from=TODAY
    )

    row = add_organisation(work_of(session), wish)

    assert (row.code, row.parent_id, row.valid_from) == ("dac-khu-moi", above.id, TODAY)
    assert row.search_text == "dac-khu-moi dac khu moi dac khu (moi)"


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"code": "da-co"}, "/code"),
        ({"short_name": "Đã có"}, "/code"),
        ({"short_name": "!!!"}, "/code"),
        ({"parent": "khong-co"}, "/parent"),
        ({"valid_from": "2026-01-02", "valid_to": "2026-01-02"}, "/valid_to"),
    ],
)
def test_a_new_one_that_cannot_be_is_refused(session: Session, make: Make, said: dict[str, str], pointer: str) -> None:
    make.organisation(code="da-co")
    wish = NewOrganisation.model_validate({"name": "Tên", "short_name": "Tên", "kind": "other", **said})

    with pytest.raises(InvalidInputError) as refused:
        add_organisation(work_of(session), wish)

    assert [error.pointer for error in refused.value.errors] == [pointer]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_an_administrator_enters_one(session: Session, role: Role) -> None:
    wish = NewOrganisation(name="Tên", short_name="Tên", kind=OrganisationKind.OTHER)

    with pytest.raises(NotPermittedError):
        add_organisation(work_of(session, role), wish)
