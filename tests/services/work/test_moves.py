"""Moving milestones: the lifecycle, who may, what it needs, what it leaves behind."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.domain.errors import (
    BatchError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    NotPermittedError,
    StaleEditError,
)
from app.domain.portfolio.statuses import MilestoneStatus, ProjectStatus
from app.models import StatusChange
from app.schemas.work import BatchedMove, Move, ProductDocument
from app.services.work.moves import move_many, move_milestone
from tests.conftest import TODAY
from tests.factories import Make
from tests.services.work.conftest import Scene

PRODUCT = ProductDocument(
    number="12/QĐ", issued_on=date(2026, 11, 20), issuer="Sở A", title="Quyết định", classified=False
)
CLAIM = Move(to=MilestoneStatus.AWAITING_CONFIRMATION, product=PRODUCT)
CONFIRM = Move(to=MilestoneStatus.COMPLETED)
RETURN = Move(to=MilestoneStatus.IN_PROGRESS, reason="Thiếu chữ ký")


def claimed(scene: Scene) -> None:
    move_milestone(scene.work("officer"), scene.milestone.code, CLAIM)


def pointers(error: pytest.ExceptionInfo[InvalidInputError]) -> list[str | None]:
    return [each.pointer for each in error.value.errors]


def test_a_claim_keeps_the_products_day_and_who_made_it(scene: Scene) -> None:
    row = move_milestone(scene.work("officer"), scene.milestone.code, CLAIM)

    about_it = select(StatusChange).where(StatusChange.milestone_id == row.id)
    change = scene.session.scalars(about_it.options(selectinload(StatusChange.documents))).one()
    assert (row.status, row.completed_on) == (MilestoneStatus.AWAITING_CONFIRMATION, date(2026, 11, 20))
    assert (row.claimed_on, row.claimed_by_id) == (TODAY, scene.people["officer"][0].id)
    assert (change.actor, change.actor_id, change.effective_on) == ("Sở A", row.claimed_by_id, TODAY)
    assert [document.number for document in change.documents] == ["12/QĐ"]
    assert not change.documents[0].published


def test_a_planner_confirms_and_the_project_follows(scene: Scene) -> None:
    claimed(scene)

    row = move_milestone(scene.work("planner"), scene.milestone.code, CONFIRM)

    assert (row.status, row.share_done) == (MilestoneStatus.COMPLETED, 1.0)
    assert (row.project.status, row.project.completed_on) == (ProjectStatus.COMPLETED, date(2026, 11, 20))
    own = select(StatusChange).where(StatusChange.project_id == row.project_id).order_by(StatusChange.id.desc())
    latest = scene.session.scalars(own.limit(1)).one()
    assert (latest.from_status, latest.to_status, latest.actor) == ("awaiting_confirmation", "completed", "UBND")


def test_nobody_confirms_what_they_claimed_themselves(scene: Scene) -> None:
    move_milestone(scene.work("planner"), scene.milestone.code, CLAIM)

    with pytest.raises(NotPermittedError):
        move_milestone(scene.work("planner"), scene.milestone.code, CONFIRM)
    assert move_milestone(scene.work("second planner"), scene.milestone.code, CONFIRM).share_done == 1.0


def test_what_is_returned_runs_again_as_if_never_claimed(scene: Scene) -> None:
    claimed(scene)

    row = move_milestone(scene.work("planner"), scene.milestone.code, RETURN)

    assert (row.status, row.completed_on, row.claimed_on) == (MilestoneStatus.IN_PROGRESS, None, None)
    assert row.started_on == date(2026, 1, 5)


@pytest.mark.parametrize("who", ["helper", "supervisor", "monitor", "stranger"])
def test_others_see_the_milestone_and_may_not_touch_it(scene: Scene, who: str) -> None:
    with pytest.raises(NotPermittedError):
        move_milestone(scene.work(who), scene.milestone.code, CLAIM)


def test_unpublished_work_does_not_exist_for_others(scene: Scene) -> None:
    scene.project.published = False
    scene.session.flush()

    with pytest.raises(NotFoundError):
        move_milestone(scene.work("supervisor"), scene.milestone.code, CLAIM)
    assert move_milestone(scene.work("officer"), scene.milestone.code, CLAIM).claimed_on == TODAY


def test_an_arrow_that_is_not_in_the_lifecycle_is_refused(scene: Scene) -> None:
    with pytest.raises(ConflictError):
        move_milestone(scene.work("planner"), scene.milestone.code, CONFIRM)


@pytest.mark.parametrize(
    ("wish", "fields"),
    [
        pytest.param(Move(to=MilestoneStatus.AWAITING_CONFIRMATION), ["/documents"], id="a claim without a product"),
        pytest.param(
            Move(to=MilestoneStatus.AWAITING_CONFIRMATION, documents=["VB-99"]), ["/documents"], id="unknown document"
        ),
        pytest.param(
            CLAIM.model_copy(update={"effective_on": TODAY + timedelta(1)}), ["/effective_on"], id="a day ahead"
        ),
        pytest.param(
            CLAIM.model_copy(update={"product": PRODUCT.model_copy(update={"issued_on": TODAY + timedelta(1)})}),
            ["/product/issued_on"],
            id="a product from the future",
        ),
        pytest.param(
            CLAIM.model_copy(update={"product": PRODUCT.model_copy(update={"classified": True})}),
            ["/classified"],
            id="a classified product",
        ),
    ],
)
def test_a_claim_says_what_it_lacks_and_changes_nothing(scene: Scene, wish: Move, fields: list[str]) -> None:
    with pytest.raises(InvalidInputError) as refused:
        move_milestone(scene.work("officer"), scene.milestone.code, wish)

    assert pointers(refused) == fields
    assert scene.milestone.status is MilestoneStatus.IN_PROGRESS


def test_a_return_needs_a_reason(scene: Scene) -> None:
    claimed(scene)

    with pytest.raises(InvalidInputError) as refused:
        move_milestone(scene.work("planner"), scene.milestone.code, Move(to=MilestoneStatus.IN_PROGRESS))

    assert pointers(refused) == ["/reason"]


def test_a_suspension_goes_back_to_the_state_before(scene: Scene) -> None:
    stop = Move(to=MilestoneStatus.SUSPENDED, reason="Chờ quy hoạch", product=PRODUCT)
    move_milestone(scene.work("planner"), scene.milestone.code, stop)
    wrong = stop.model_copy(update={"to": MilestoneStatus.NOT_STARTED})

    with pytest.raises(ConflictError):
        move_milestone(scene.work("planner"), scene.milestone.code, wrong)
    row = move_milestone(
        scene.work("planner"), scene.milestone.code, stop.model_copy(update={"to": MilestoneStatus.IN_PROGRESS})
    )

    assert (row.status, row.started_on) == (MilestoneStatus.IN_PROGRESS, date(2026, 1, 5))


def test_a_move_decided_on_an_old_version_is_refused(scene: Scene) -> None:
    seen = scene.milestone.version
    claimed(scene)

    with pytest.raises(StaleEditError):
        move_milestone(scene.work("planner", seen), scene.milestone.code, CONFIRM)


def test_a_batch_moves_all_or_none_and_says_what_is_wrong_with_each(scene: Scene, make: Make) -> None:
    other = make.milestone(project=scene.project, status=MilestoneStatus.NOT_STARTED)
    good = BatchedMove(code=other.code, version=other.version, to=MilestoneStatus.IN_PROGRESS)
    stale = BatchedMove(code=scene.milestone.code, version=99, to=MilestoneStatus.IN_PROGRESS)

    with pytest.raises(BatchError) as refused:
        move_many(scene.work("officer"), [good, stale])

    assert list(refused.value.faults) == [1]
    assert [each.pointer for each in refused.value.errors] == ["/moves/1"]
    assert [row.status for row in move_many(scene.work("officer"), [good])] == [MilestoneStatus.IN_PROGRESS]


def test_nobody_claims_with_a_paper_that_is_not_theirs_to_see(scene: Scene, make: Make) -> None:
    hidden = make.document(
        published=False, number="9/QĐ", issued_on=date(2026, 11, 20), issuer="Sở C", added_by_id=make.user().id
    )
    wish = Move(to=MilestoneStatus.AWAITING_CONFIRMATION, documents=[hidden.code])

    with pytest.raises(InvalidInputError):
        move_milestone(scene.work("officer"), scene.milestone.code, wish)
    row = move_milestone(scene.work("planner"), scene.milestone.code, wish)

    assert row.status is MilestoneStatus.AWAITING_CONFIRMATION
