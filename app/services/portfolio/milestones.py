"""Adding milestones to a project, by hand or from a template, and editing them."""

from collections.abc import Callable, Collection, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.domain.access.policy import Action
from app.domain.errors import ConflictError, FieldError, InvalidInputError, NotFoundError
from app.domain.messages import Message, msgid
from app.domain.portfolio.codes import milestone_code
from app.domain.portfolio.plans import after_among, circle_in
from app.domain.portfolio.statuses import MilestoneStatus
from app.models import Milestone, Project
from app.queries.access.subjects import subject_of_project
from app.queries.portfolio.templates import template_detail
from app.schemas.planning import AcceptedPlan, AcceptedStep, MilestoneChange, NewMilestone
from app.schemas.templates import TemplateStepRead
from app.services.portfolio.deadlines import deadline_of, require_within, set_first_deadline
from app.services.portfolio.keys import key_milestone
from app.services.portfolio.projects import project_to_change
from app.services.portfolio.settling import record_settling
from app.services.unit_of_work import UnitOfWork


def add_milestone(work: UnitOfWork, project: str, wish: NewMilestone) -> Milestone:
    """Add one milestone at the end of the project's."""
    owner = _project_for(work, project)
    row = _new(owner, wish.title)
    row.product, row.stage, row.planned_start = wish.product, wish.stage, wish.planned_start
    row.conditional, row.weight = wish.conditional, wish.weight
    row.predecessors = _predecessors(owner, wish.predecessors)
    deadline = deadline_of(wish.deadline)
    require_within(deadline, owner, "/deadline")
    set_first_deadline(row, deadline)
    return _saved(work, owner, [row])[0]


def add_from_template(work: UnitOfWork, project: str, wish: AcceptedPlan) -> list[Milestone]:
    """Make milestones of the steps that were accepted, with the dates that were. Raises InvalidInputError."""
    owner = _project_for(work, project)
    steps = {step.number: step for step in template_detail(work.session, wish.template).steps}
    _require_steps(wish.steps, steps)
    rows: dict[int, Milestone] = {}
    accepted = {step.number: (place, step) for place, step in enumerate(wish.steps)}
    after = after_among({number: step.after for number, step in steps.items()}, accepted.keys())
    for number, before in after.items():
        place, chosen = accepted[number]
        rows[number] = _from_step(owner, steps[number], chosen, f"/steps/{place}/deadline")
        rows[number].predecessors = [rows[other] for other in before]
    return _saved(work, owner, list(rows.values()))


def edit_milestone(work: UnitOfWork, code: str, change: MilestoneChange) -> tuple[str, ...]:
    """Change the fields that were sent, and return the names of those that are now different."""
    row = _milestone_for(work, code)
    work.expect(row)
    changed = tuple(name for name in sorted(change.model_fields_set) if _set(row, name, change))
    key_milestone(row, row.project.title)
    record_settling(work, row.project, work.today)
    work.session.flush()
    return changed


def _project_for(work: UnitOfWork, code: str) -> Project:
    owner = project_to_change(work, code, Action.MILESTONE_EDIT)
    work.session.refresh(owner, ["milestones"])
    return owner


def _milestone_for(work: UnitOfWork, code: str) -> Milestone:
    """Return the milestone, its project locked with it. Raises NotFoundError, also where it is not theirs to know."""
    hidden = NotFoundError(kind=msgid("milestone"), code=code)
    owner = selectinload(Milestone.project)
    loads = (
        owner.selectinload(Project.assignments),
        owner.selectinload(Project.milestones).selectinload(Milestone.predecessors),
        selectinload(Milestone.predecessors),
    )
    row = work.session.scalar(
        select(Milestone).where(Milestone.code == code).options(*loads).with_for_update(of=Milestone)
    )
    if row is None:
        raise hidden
    work.require(Action.MILESTONE_EDIT, subject_of_project(row.project, work.today), hidden)
    return row


def _new(owner: Project, title: str) -> Milestone:
    number = max((row.number for row in owner.milestones), default=0) + 1
    row = Milestone(
        number=number,
        code=milestone_code(owner.code, number),
        title=title,
        status=MilestoneStatus.NOT_STARTED,
        conditional=False,
        weight=1,
        times_extended=0,
        demo=False,
    )
    owner.milestones.append(row)
    return row


def _from_step(owner: Project, step: TemplateStepRead, chosen: AcceptedStep, pointer: str) -> Milestone:
    row = _new(owner, step.title)
    row.product, row.stage, row.conditional = step.product, step.stage, step.conditional
    row.planned_start = chosen.planned_start
    deadline = deadline_of(chosen.deadline)
    require_within(deadline, owner, pointer)
    set_first_deadline(row, deadline)
    return row


def _saved(work: UnitOfWork, owner: Project, rows: list[Milestone]) -> list[Milestone]:
    for row in rows:
        key_milestone(row, owner.title)
    record_settling(work, owner, work.today)
    work.session.flush()
    return rows


def _require_steps(chosen: Iterable[AcceptedStep], known: Collection[int]) -> None:
    """Refuse a step that the template has not, or that is there twice."""
    seen: set[int] = set()
    for place, step in enumerate(chosen):
        if step.number not in known or step.number in seen:
            fault = Message(
                msgid("The template has no step %(number)s, or it is named twice."), {"number": step.number}
            )
            raise InvalidInputError(FieldError(fault, pointer=f"/steps/{place}/number"))
        seen.add(step.number)


def _predecessors(owner: Project, codes: Iterable[str]) -> list[Milestone]:
    rows = {row.code: row for row in owner.milestones}
    wanted = list(dict.fromkeys(codes))
    for place, code in enumerate(wanted):
        if code not in rows:
            fault = Message(msgid("The project has no milestone %(code)s."), {"code": code})
            raise InvalidInputError(FieldError(fault, pointer=f"/predecessors/{place}"))
    return [rows[code] for code in wanted]


def _set(row: Milestone, name: str, change: MilestoneChange) -> bool:
    setter = _SETTERS.get(name)
    if setter is not None:
        return setter(row, change)
    before, after = getattr(row, name), getattr(change, name)
    setattr(row, name, after)
    return bool(before != after)


def _set_deadline(row: Milestone, change: MilestoneChange) -> bool:
    deadline = deadline_of(change.deadline)
    if row.deadline_on is None:
        require_within(deadline, row.project, "/deadline")
    return set_first_deadline(row, deadline)


def _set_predecessors(row: Milestone, change: MilestoneChange) -> bool:
    before = {other.number for other in row.predecessors}
    row.predecessors = _predecessors(row.project, change.predecessors)
    after = {each.number: [other.number for other in each.predecessors] for each in row.project.milestones}
    if circle := circle_in(after):
        raise ConflictError(
            detail=msgid("Milestones that wait for each other never begin: %(numbers)s."),
            params={"numbers": ", ".join(map(str, circle))},
        )
    return before != set(after[row.number])


_SETTERS: Mapping[str, Callable[[Milestone, MilestoneChange], bool]] = {
    "deadline": _set_deadline,
    "predecessors": _set_predecessors,
}
