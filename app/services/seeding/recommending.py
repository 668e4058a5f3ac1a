"""The story of one recommendation: prepared, sent and followed up, each on its day and by the rules of its steps."""

from collections.abc import Iterator
from functools import partial

from app.domain.errors import SeedError
from app.domain.work.recommendations import (
    RecommendationState,
    fault_of_deadline,
    is_proposal,
    needs_document,
    needs_words,
    steps_from,
)
from app.models import FollowUp, Organisation, Recommendation
from app.queries.work.recommendations import facts_of
from app.schemas.demo import DemoFollowUp, DemoRecommendation
from app.services.portfolio.keys import key_recommendation
from app.services.seeding.lookup import found
from app.services.seeding.stage import Stage
from app.services.seeding.steps import Step
from app.services.series import next_code
from app.services.work.recommendations import RECOMMENDATION_PREFIX, apply_step

_WORDS = {"content", "product", "evidence_awaited", "basis", "priority", "deadline_on"}


def recommending(stage: Stage, wish: DemoRecommendation) -> Iterator[Step]:
    """Yield what happens about one recommendation. Raises SeedError when the rules forbid it."""
    row = Recommendation(
        **wish.model_dump(include=_WORDS),
        addressee=_organisation(stage, wish.addressee),
        made_for=_organisation(stage, wish.made_for),
        state=RecommendationState.DRAFT,
        answer_awaited=False,
        demo=True,
    )
    if fault_of_deadline(row.deadline_on, proposal=is_proposal(row.addressee.kind)) is not None:
        raise SeedError(record=f"demo recommendation to {wish.addressee}", why="a Party body alone has no deadline")
    if wish.project is not None:
        row.project = found(stage.projects, wish.project, "demo recommendation", "project")
    yield Step(wish.prepared_on, partial(_prepare, stage, row))
    for follow_up in wish.follow_up:
        yield Step(follow_up.on, partial(_take, stage, row, follow_up))


def _prepare(stage: Stage, row: Recommendation) -> None:
    row.code = next_code(stage.session, RECOMMENDATION_PREFIX)
    key_recommendation(row)
    stage.session.add(row)


def _take(stage: Stage, row: Recommendation, wish: DemoFollowUp) -> None:
    record = f"demo recommendation {row.code} on {wish.on}"
    if wish.step not in steps_from(facts_of(row)):
        raise SeedError(record=record, why=f"the step {wish.step} cannot be taken")
    if needs_words(wish.step) and not wish.words:
        raise SeedError(record=record, why="this step needs words")
    if needs_document(wish.step) and wish.document is None:
        raise SeedError(record=record, why="this step needs a document")
    organisation = _organisation(stage, wish.organisation)
    stage.session.add(
        FollowUp(
            recommendation=row,
            step=wish.step,
            taken_on=wish.on,
            recorded_at=stage.session.info["now"],
            actor=organisation.short_name,
            organisation=organisation,
            words=wish.words,
            document=stage.document(wish.document),
            explain_by=wish.explain_by,
            demo=True,
        )
    )
    apply_step(row, wish.step, wish.on, wish.explain_by)


def _organisation(stage: Stage, code: str) -> Organisation:
    return found(stage.organisations, code, "demo recommendation", "organisation")
