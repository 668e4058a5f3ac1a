"""Who sees a document that nobody has published: planners, who added it, and whose office sees work it rests on."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.actor import Actor, Office, Role, Subject
from app.domain.access.policy import Action, permits
from app.models import Document, Milestone, Organisation, ProgressReport
from app.queries.access.subjects import subject_of_project
from app.queries.access.visibility import restrict
from tests.conftest import NOW, TODAY
from tests.factories import Make

Rests = Callable[[Make, Milestone, Document], object]


def reported(make: Make, milestone: Milestone, paper: Document) -> object:
    report = ProgressReport(
        milestone_id=milestone.id,
        organisation=make.organisation(),
        reported_by_id=make.user().id,
        effective_on=TODAY,
        recorded_at=NOW,
        share_done=0.5,
        done="Đã họp.",
        unchanged=False,
        documents=[paper],
    )
    make.session.add(report)
    return report


RESTS: dict[str, Rests] = {
    "a move": lambda make, milestone, paper: make.status_change(milestone=milestone, documents=[paper]),
    "a move of the project": lambda make, milestone, paper: make.status_change(
        project=milestone.project, documents=[paper]
    ),
    "a report": reported,
    "an assignment": lambda make, milestone, paper: make.assignment(project=milestone.project, basis_document=paper),
    "an extension": lambda make, milestone, paper: make.extension(milestone=milestone, document=paper),
}


def held(role: Role, organisation: Organisation, user_id: int = 1) -> Actor:
    return Actor(user_id, "", frozenset({Office(role, organisation.id)}))


def sees(session: Session, actor: Actor, paper: Document) -> bool:
    session.flush()
    with Session(session.connection()) as reader:
        restrict(reader, actor, TODAY)
        return reader.scalar(select(Document.id).where(Document.id == paper.id)) is not None


@pytest.mark.parametrize("on", RESTS)
@pytest.mark.parametrize("published", [True, False])
def test_a_paper_is_seen_with_the_work_it_rests_on(session: Session, make: Make, on: str, *, published: bool) -> None:
    lead, other = make.organisation(), make.organisation()
    milestone = make.milestone(project=make.project(published=published))
    make.assignment(project=milestone.project, organisation=lead)
    paper = make.document(published=False)
    RESTS[on](make, milestone, paper)

    seen = {
        "the lead": sees(session, held(Role.AGENCY, lead), paper),
        "another agency": sees(session, held(Role.AGENCY, other), paper),
        "a supervisor": sees(session, held(Role.SUPERVISOR, other), paper),
        "a planner": sees(session, held(Role.PLANNER, other), paper),
        "the public": sees(session, Actor(reads_published=True), paper),
        "an account without office": sees(session, Actor(1, reads_published=True), paper),
    }

    assert seen == {
        "the lead": True,
        "another agency": published,
        "a supervisor": published,
        "a planner": True,
        "the public": False,
        "an account without office": False,
    }


def test_a_paper_that_nothing_rests_on_is_seen_by_who_added_it(session: Session, make: Make) -> None:
    office, author = make.organisation(), make.user()
    paper = make.document(published=False, added_by_id=author.id)

    assert sees(session, held(Role.AGENCY, office, author.id), paper)
    assert not sees(session, held(Role.AGENCY, office, author.id + 1), paper)


def test_a_published_paper_is_seen_by_everybody_who_reads(session: Session, make: Make) -> None:
    paper = make.document(published=True)

    readers = (Actor(reads_published=True), held(Role.AGENCY, make.organisation()))
    assert [sees(session, actor, paper) for actor in readers] == [True, True]


@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("on", [*RESTS, None])
def test_sql_shows_the_papers_that_the_policy_lets_them_view(
    session: Session, make: Make, on: str | None, *, published: bool
) -> None:
    """Every role as the lead, as another office and as the author, with papers on shown and on hidden work."""
    lead, other, author = make.organisation(), make.organisation(), make.user()
    actors = [
        Actor(user_id, "", offices, reads_published=reads)
        for user_id in (author.id, author.id + 1)
        for offices in (frozenset(), *(frozenset({Office(role, at.id)}) for role in Role for at in (lead, other)))
        for reads in (True, False)
    ] + [Actor(), Actor(reads_published=True)]
    for shown in (True, False):
        milestone = make.milestone(project=make.project(published=shown))
        make.assignment(project=milestone.project, organisation=lead)
        paper = make.document(published=published, added_by_id=author.id)
        if on is not None:
            RESTS[on](make, milestone, paper)
        session.flush()
        above = subject_of_project(milestone.project, TODAY)

        allowed = [
            permits(
                actor,
                Action.DOCUMENT_VIEW,
                Subject(
                    published=published,
                    author_id=author.id,
                    supports=on is not None and permits(actor, Action.WORK_VIEW, above),
                ),
            )
            for actor in actors
        ]

        assert [sees(session, actor, paper) for actor in actors] == allowed
