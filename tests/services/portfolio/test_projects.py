"""Creating, editing and publishing projects."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.access.actor import Role
from app.domain.deadlines import DeadlinePrecision
from app.domain.errors import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    NotPermittedError,
    StaleEditError,
)
from app.domain.text import fold, sort_key
from app.models import Project
from app.schemas.planning import ProjectChange
from app.services.portfolio.projects import create_project, edit_project, publish_project
from tests.factories import Make
from tests.services.planning import as_role, at_version, new_project, planner


def change(**said: object) -> ProjectChange:
    return ProjectChange.model_validate(said)


def pointers(error: InvalidInputError) -> list[str | None]:
    return [each.pointer for each in error.errors]


def test_a_new_project_stands_on_its_words_and_is_hidden(session: Session, make: Make) -> None:
    clause = make.clause(text="Mở rộng đường Mậu Thân. Làm ngay.")

    row = create_project(
        planner(session, make),
        new_project(clause, quotations=[{"clause": clause.path, "words": "đường Mậu Thân"}]),
    )

    assert [(each.words, each.start, each.end) for each in row.quotations] == [("đường Mậu Thân", 8, 22)]
    assert not row.published
    assert row.sort_key == sort_key("Mở rộng đường Mậu Thân")
    assert row.search_text == fold(f"{row.code} Mở rộng đường Mậu Thân  Mở rộng đường. đường Mậu Thân")


def test_codes_go_on_where_the_programme_ends(session: Session, make: Make) -> None:
    programme = make.programme(number=3)
    code = programme.resolution.code
    make.project(programme=programme, code=f"{code}.3.09-1")
    work = planner(session, make)

    codes = [
        create_project(work, new_project(programme.clause, programme=said)).code
        for said in (programme.code, programme.code, None)
    ]

    assert codes == [f"{code}.3.10", f"{code}.3.11", f"{code}.N.01"]


def test_a_code_is_not_given_again_when_its_project_is_gone(session: Session, make: Make) -> None:
    clause = make.clause()
    work = planner(session, make)
    first = create_project(work, new_project(clause))
    gone, code = first.quotations[0], first.code
    session.delete(gone)
    session.delete(first)
    session.flush()

    second = create_project(work, new_project(clause))

    assert (code[-4:], second.code[-4:]) == ("N.01", "N.02")


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"words": "không có"}, "/quotations/1/words"),
        ({"clause": "X.9"}, "/quotations/1/clause"),
        ({"words": "việc", "occurrence": 3}, "/quotations/1/words"),
    ],
)
def test_words_that_do_not_stand_there_are_refused_and_nothing_is_kept(
    session: Session, make: Make, wrong: dict[str, object], where: str
) -> None:
    clause = make.clause(text="Làm việc này, việc kia.")
    right = {"clause": clause.path, "words": "Làm việc này"}
    wish = new_project(clause, quotations=[right, {**right, **wrong}])

    with pytest.raises(InvalidInputError) as caught:
        create_project(planner(session, make), wish)

    assert pointers(caught.value) == [where]
    assert session.scalar(select(func.count()).select_from(Project)) == 0


def test_a_clause_with_sentences_below_it_cannot_be_quoted(session: Session, make: Make) -> None:
    above = make.clause(text="Làm việc ấy.")
    make.clause(resolution=above.resolution, parent=above)

    with pytest.raises(InvalidInputError) as caught:
        create_project(planner(session, make), new_project(above))

    assert pointers(caught.value) == ["/quotations/0/clause"]


def test_a_programme_of_another_resolution_is_refused(session: Session, make: Make) -> None:
    other = make.programme()

    with pytest.raises(InvalidInputError) as caught:
        create_project(planner(session, make), new_project(make.clause(), programme=other.code))

    assert pointers(caught.value) == ["/programme"]


@pytest.mark.parametrize("role", [Role.AGENCY, Role.SUPERVISOR, Role.MONITOR, Role.ADMIN])
def test_nobody_but_a_planner_creates_a_project(session: Session, make: Make, role: Role) -> None:
    wish = new_project(make.clause())

    with pytest.raises(NotPermittedError):
        create_project(as_role(session, make, role), wish)


def test_an_edit_leaves_alone_what_was_not_sent(session: Session, make: Make) -> None:
    row = make.project(product="Đường", place="Ninh Kiều")

    changed = edit_project(planner(session, make), row.code, change(title="Tên mới", product=None, place="Ninh Kiều"))

    assert changed == ("product", "title")
    assert (row.title, row.product, row.place, row.summary) == ("Tên mới", None, "Ninh Kiều", "Một dự án.")


def test_a_new_title_is_found_in_the_milestones_too(session: Session, make: Make) -> None:
    milestone = make.milestone()

    edit_project(planner(session, make), milestone.project.code, change(title="Cầu Cái Khế"))

    assert "cau cai khe" in milestone.search_text
    assert "cau cai khe" in milestone.project.search_text


def test_an_edit_moves_a_project_between_programmes_and_its_code_stays(session: Session, make: Make) -> None:
    row = make.project()
    code, other = row.code, make.programme(clause=row.quotations[0].clause)
    work = planner(session, make)

    assert edit_project(work, code, change(programme=other.code)) == ("programme",)
    assert edit_project(work, code, change(programme=None)) == ("programme",)

    assert (row.code, row.programme_id) == (code, None)


def test_the_first_deadline_is_set_to_the_end_of_its_span(session: Session, make: Make) -> None:
    row = make.project()

    edit_project(planner(session, make), row.code, change(deadline={"date": "2027-05-02", "precision": "quarter"}))

    assert (row.deadline_on, row.deadline_precision) == (date(2027, 6, 30), DeadlinePrecision.QUARTER)
    assert (row.original_deadline_on, row.original_deadline_precision) == (row.deadline_on, row.deadline_precision)


def test_a_second_deadline_is_for_an_extension(session: Session, make: Make) -> None:
    row = make.project(deadline_on=date(2027, 6, 30))

    with pytest.raises(ConflictError):
        edit_project(planner(session, make), row.code, change(deadline={"date": "2027-12-31"}))

    assert row.deadline_on == date(2027, 6, 30)


def test_the_same_deadline_again_changes_nothing(session: Session, make: Make) -> None:
    row = make.project(deadline_on=date(2027, 6, 30))

    assert edit_project(planner(session, make), row.code, change(deadline={"date": "2027-06-30"})) == ()


def test_a_lost_update_is_refused(session: Session, make: Make) -> None:
    row, work = make.project(), planner(session, make)
    read = row.version
    edit_project(at_version(work, read), row.code, change(title="Của người trước"))

    with pytest.raises(StaleEditError) as caught:
        edit_project(at_version(work, read), row.code, change(title="Của người sau"))

    assert (row.title, caught.value.current) == ("Của người trước", row.version)


def test_a_project_is_published_and_hidden(session: Session, make: Make) -> None:
    row, work = make.project(published=False), planner(session, make)

    assert publish_project(work, row.code, published=True).published
    assert not publish_project(work, row.code, published=False).published


@pytest.mark.parametrize(("published", "refusal"), [(True, NotPermittedError), (False, NotFoundError)])
def test_who_may_not_know_of_a_project_is_told_that_there_is_none(
    session: Session, make: Make, refusal: type[Exception], *, published: bool
) -> None:
    row = make.project(published=published)
    work = as_role(session, make, Role.AGENCY)

    with pytest.raises(refusal):
        edit_project(work, row.code, change(title="Khác"))
    with pytest.raises(refusal):
        publish_project(work, row.code, published=not published)


def test_a_project_that_is_not_there_cannot_be_edited(session: Session, make: Make) -> None:
    with pytest.raises(NotFoundError):
        edit_project(planner(session, make), "khong-co", change(title="Khác"))
