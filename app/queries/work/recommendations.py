"""Recommendations: the list, the record with its steps, and how many stand how."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, Date, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session, joinedload

from app.domain.access.actor import THE_OFFICE, Actor, Subject
from app.domain.access.policy import Action, permits
from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.domain.work.recommendations import (
    OPEN_STATES,
    RecommendationFacts,
    RecommendationState,
    Standing,
    Step,
    action_of,
    is_proposal,
    judge_recommendation,
    needs_document,
    needs_words,
    steps_from,
)
from app.models import CouncilSession, FollowUp, Milestone, Organisation, Project, Recommendation
from app.queries.access.subjects import subject_of
from app.queries.choices import Choice
from app.queries.organisations.assignments import organisation_ref
from app.queries.paging import Page, Sort, page_of, slice_of
from app.queries.searching import matches
from app.schemas.organisations import DocumentRead
from app.schemas.recommendations import (
    AddresseeCounts,
    AllowedStepRead,
    FollowUpRead,
    RecommendationCounts,
    RecommendationDetail,
    RecommendationParameters,
    RecommendationRead,
    SessionRef,
    SubjectRead,
)

_SHOWN = 50
# Later than any deadline: what has none comes last.
_NEVER, _CLOSED = date(9998, 12, 31), date(9999, 12, 31)
_IS_OPEN = Recommendation.state.in_(OPEN_STATES)
_FIRST_DUE: ColumnElement[date] = case(
    (_IS_OPEN, func.coalesce(Recommendation.deadline_on, literal(_NEVER, Date))), else_=literal(_CLOSED, Date)
)
SENT = tuple(standing for standing in Standing if standing is not Standing.DRAFT)


def recommendation_page(session: Session, wanted: RecommendationParameters, as_of: date) -> Page[RecommendationRead]:
    """Return recommendations: those longest overdue first, then as they fall due, then what is closed."""
    statement = _statement().where(*_filters(wanted, as_of), matches(Recommendation.search_text, wanted.q))
    first_due = Sort(_FIRST_DUE, Recommendation.id, descending=False, read=date.fromisoformat)
    page = page_of(session, statement, first_due, slice_of(wanted))
    return page.mapped(lambda row: recommendation_read(row, as_of))


def recommendation_detail(session: Session, code: str, actor: Actor, as_of: date) -> RecommendationDetail:
    """Return one with its steps, and what `actor` may do about it. Raises NotFoundError."""
    row = session.scalars(_statement().where(Recommendation.code == code)).one_or_none()
    if row is None:
        raise NotFoundError(kind=msgid("recommendation"), code=code)
    subject = subject_of_recommendation(row, as_of)
    steps = session.scalars(
        select(FollowUp)
        .where(FollowUp.recommendation_id == row.id)
        .options(joinedload(FollowUp.organisation), joinedload(FollowUp.document))
        .order_by(FollowUp.id)
    )
    return RecommendationDetail(
        **dict(recommendation_read(row, as_of)),
        follow_ups=_follow_ups(list(steps), as_of),
        allowed_steps=_allowed(facts_of(row), subject, actor),
        may_edit=row.state is RecommendationState.DRAFT and permits(actor, Action.RECOMMENDATION_PREPARE, subject),
    )


def recommendations_of(session: Session, row: Project | Milestone, as_of: date) -> list[RecommendationRead]:
    """Return those about a milestone, or about a project and its milestones, but for drafts: the first due first."""
    return _listed(session, _about(row), as_of)


def awaiting_answer_of(session: Session, organisations: Iterable[int], as_of: date) -> list[RecommendationRead]:
    """Return what waits for an answer of one of the organisations, the first due first."""
    mine = Recommendation.addressee_id.in_(list(organisations))
    return _listed(session, mine & Recommendation.answer_awaited & _IS_OPEN, as_of)


def recommendation_counts(session: Session, as_of: date) -> RecommendationCounts:
    """Count them by who is to act and how they stand."""
    standing = case(*((_stands(each, as_of), each.value) for each in Standing))
    late = func.sum(case((_past_deadline(as_of), 1), else_=0))
    columns = (Recommendation.addressee_id, standing.label("standing"), func.count(), late)
    found = session.execute(select(*columns).group_by(Recommendation.addressee_id, "standing")).all()
    counted: dict[int, Counter[Standing]] = {}
    for addressee, name, number, _ in found:
        counted.setdefault(addressee, Counter())[Standing(name)] += number
    drafts = sum(each.pop(Standing.DRAFT, 0) for each in counted.values())
    total = sum(counted.values(), Counter[Standing]())
    return RecommendationCounts(
        addressees=_by_addressee(session, counted, as_of),
        by_standing={each: total[each] for each in SENT},
        total=total.total(),
        still_open=total.total() - total[Standing.DONE] - total[Standing.NOT_DONE],
        carried_out=total[Standing.DONE],
        past_deadline=sum(each[-1] for each in found),
        drafts=drafts,
    )


def council_session_choices(session: Session) -> list[Choice]:
    """Return the council's sessions, the latest first."""
    latest_first = select(CouncilSession.code, CouncilSession.name).order_by(CouncilSession.held_to.desc())
    return [Choice(code, name) for code, name in session.execute(latest_first.limit(_SHOWN))]


def facts_of(row: Recommendation) -> RecommendationFacts:
    """Return what the rules know of it; whom it is put to must be loaded."""
    return RecommendationFacts(
        state=row.state,
        is_proposal=is_proposal(row.addressee.kind),
        deadline_on=row.deadline_on,
        issued_on=row.issued_on,
        closed_on=row.closed_on,
        pressed=row.pressed,
        explain_by=row.explain_by,
    )


def subject_of_recommendation(row: Recommendation, today: date) -> Subject:
    """Return what the policy has to know: what the work it is about says, and who is asked."""
    about = row.milestone or row.project
    subject = subject_of(about, today) if about is not None else THE_OFFICE
    return replace(subject, asked=frozenset({row.addressee_id}))


def recommendation_read(row: Recommendation, as_of: date) -> RecommendationRead:
    """Return what goes out of a recommendation with all it names loaded."""
    judged, facts = judge_recommendation(facts_of(row), as_of), facts_of(row)
    return RecommendationRead(
        **{name: getattr(row, name) for name in _PLAIN},
        addressee=organisation_ref(row.addressee, as_of),
        made_for=organisation_ref(row.made_for, as_of),
        is_proposal=facts.is_proposal,
        document=DocumentRead.model_validate(row.basis_document) if row.basis_document else None,
        subject=_subject_read(row),
        council_session=SessionRef.model_validate(row.council_session) if row.council_session else None,
        standing=judged.standing,
        age=judged.age,
        days_late=judged.late,
        days_left=judged.left,
        explanation_late=judged.explanation_late,
    )


_PLAIN = (
    "version", "code", "content", "product", "evidence_awaited", "basis", "report", "priority", "deadline_on", "state",
    "issued_on", "closed_on", "pressed", "explain_by", "answer_awaited", "demo",
)  # fmt: skip


def _statement() -> Select[Recommendation]:
    links = (
        Recommendation.addressee,
        Recommendation.made_for,
        Recommendation.project,
        Recommendation.milestone,
        Recommendation.programme,
        Recommendation.council_session,
        Recommendation.basis_document,
    )
    return select(Recommendation).options(*(joinedload(each) for each in links))


def _listed(session: Session, which: ColumnElement[bool], as_of: date) -> list[RecommendationRead]:
    sent = Recommendation.state != RecommendationState.DRAFT
    statement = _statement().where(which, sent).order_by(_FIRST_DUE, Recommendation.id).limit(_SHOWN)
    return [recommendation_read(row, as_of) for row in session.scalars(statement)]


def _about(row: Project | Milestone) -> ColumnElement[bool]:
    if isinstance(row, Milestone):
        return Recommendation.milestone_id == row.id
    milestones = select(Milestone.id).where(Milestone.project_id == row.id)
    return (Recommendation.project_id == row.id) | Recommendation.milestone_id.in_(milestones)


def _filters(wanted: RecommendationParameters, as_of: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.state:
        found.append(or_(*(_stands(each, as_of) for each in wanted.state)))
    if wanted.addressee:
        found.append(Recommendation.addressee.has(Organisation.code.in_(wanted.addressee)))
    if wanted.project:
        found.append(_about_projects(wanted.project))
    if wanted.overdue is not None:
        past = _past_deadline(as_of)
        found.append(past if wanted.overdue else ~past)
    if wanted.sent is not None:
        is_draft = Recommendation.state == RecommendationState.DRAFT
        found.append(~is_draft if wanted.sent else is_draft)
    if wanted.priority is not None:
        found.append(Recommendation.priority.is_(wanted.priority))
    return found


def _about_projects(codes: Collection[str]) -> ColumnElement[bool]:
    projects = select(Project.id).where(Project.code.in_(codes))
    milestones = select(Milestone.id).where(Milestone.project_id.in_(projects))
    return Recommendation.project_id.in_(projects) | Recommendation.milestone_id.in_(milestones)


def _past_deadline(as_of: date) -> ColumnElement[bool]:
    """Return the condition that it is open past its deadline; false, not unknown, where there is none."""
    return and_(_IS_OPEN, func.coalesce(Recommendation.deadline_on, literal(_NEVER, Date)) < as_of)


def _stands(standing: Standing, as_of: date) -> ColumnElement[bool]:
    """Return the condition that it stands so: what `judge_recommendation` says, in SQL."""
    if standing is Standing.OVERDUE:
        return and_(Recommendation.state == RecommendationState.UNFINISHED, _past_deadline(as_of))
    is_so = Recommendation.state == RecommendationState(standing.value)
    return and_(is_so, ~_past_deadline(as_of)) if standing is Standing.UNFINISHED else is_so


def _by_addressee(session: Session, counted: Mapping[int, Counter[Standing]], as_of: date) -> list[AddresseeCounts]:
    wanted = [addressee for addressee, counts in counted.items() if counts]
    rows = session.scalars(select(Organisation).where(Organisation.id.in_(wanted)).order_by(Organisation.sort_key))
    return [
        AddresseeCounts(
            addressee=organisation_ref(row, as_of),
            by_standing={each: counted[row.id][each] for each in SENT},
            total=counted[row.id].total(),
        )
        for row in rows
    ]


def _allowed(facts: RecommendationFacts, subject: Subject, actor: Actor) -> list[AllowedStepRead]:
    return [
        AllowedStepRead(step=step, needs_words=needs_words(step), needs_document=needs_document(step))
        for step in steps_from(facts)
        if permits(actor, action_of(step), subject)
    ]


def _follow_ups(rows: list[FollowUp], as_of: date) -> list[FollowUpRead]:
    answers = [(row.id, row.taken_on) for row in rows if row.step is Step.ANSWERED]
    return [
        FollowUpRead(
            step=row.step,
            taken_on=row.taken_on,
            actor=row.actor,
            organisation=organisation_ref(row.organisation, as_of),
            words=row.words,
            document=DocumentRead.model_validate(row.document) if row.document else None,
            explain_by=row.explain_by,
            explained_late=_explained_late(row, answers, as_of),
        )
        for row in rows
    ]


def _explained_late(row: FollowUp, answers: list[tuple[int, date]], as_of: date) -> int | None:
    if row.explain_by is None:
        return None
    explained_on = next((on for number, on in answers if number > row.id), as_of)
    return max((explained_on - row.explain_by).days, 0)


def _subject_read(row: Recommendation) -> SubjectRead | None:
    for kind in ("project", "milestone", "programme"):
        about = getattr(row, kind)
        if about is not None:
            return SubjectRead(kind=kind, code=about.code, title=about.title)
    return None
