"""Creating, editing, publishing and hiding projects."""

from collections.abc import Callable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.domain.access.policy import Action
from app.domain.errors import FieldError, InvalidInputError, NotFoundError
from app.domain.messages import Message, msgid
from app.domain.portfolio.codes import last_number, project_code, project_prefix
from app.domain.portfolio.statuses import ProjectStage, ProjectStatus
from app.models import Programme, Project, Resolution
from app.queries.access.subjects import subject_of_project
from app.queries.resolution.resolutions import resolution_by_code
from app.schemas.planning import NewProject, ProjectChange
from app.services.portfolio.deadlines import deadline_of, set_first_deadline
from app.services.portfolio.keys import key_milestone, key_project
from app.services.portfolio.quoting import quotations_of
from app.services.series import next_number
from app.services.unit_of_work import UnitOfWork


def create_project(work: UnitOfWork, wish: NewProject) -> Project:
    """Make a project of words of the resolution; nobody but planners sees it yet."""
    work.require(Action.PROJECT_CREATE)
    resolution = resolution_by_code(work.session, wish.resolution)
    programme = _programme(work.session, resolution, wish.programme)
    quotations = quotations_of(work.session, resolution, wish.quotations)
    row = Project(
        **wish.model_dump(include={"title", "kind", "summary", "product", "place", "group"}),
        resolution=resolution,
        programme=programme,
        code=_next_code(work.session, resolution, programme),
        aliases=[],
        stage=ProjectStage.PROPOSED,
        status=ProjectStatus.NOT_STARTED,
        status_overridden=False,
        published=False,
        demo=False,
        quotations=quotations,
    )
    set_first_deadline(row, deadline_of(wish.deadline))
    key_project(row)
    work.session.add(row)
    work.session.flush()
    return row


def edit_project(work: UnitOfWork, code: str, change: ProjectChange) -> tuple[str, ...]:
    """Change the fields that were sent, and return the names of those that are now different."""
    row = project_to_change(work, code, Action.PROJECT_EDIT)
    work.expect(row)
    changed = tuple(name for name in sorted(change.model_fields_set) if _set(work.session, row, name, change))
    key_project(row)
    if "title" in changed:
        _rekey_milestones(work.session, row)
    work.session.flush()
    return changed


def publish_project(work: UnitOfWork, code: str, *, published: bool) -> Project:
    """Show the project to the public, or hide it again."""
    row = project_to_change(work, code, Action.PROJECT_PUBLISH)
    work.expect(row)
    row.published = published
    work.session.flush()
    return row


def project_to_change(work: UnitOfWork, code: str, action: Action) -> Project:
    """Return the project with its owners and words, locked until the change is done. Raises NotFoundError."""
    hidden = NotFoundError(kind=msgid("project"), code=code)
    loads = (selectinload(Project.assignments), selectinload(Project.quotations), selectinload(Project.resolution))
    wanted = select(Project).where(Project.code == code).options(*loads).with_for_update(of=Project)
    row = work.session.scalar(wanted)
    if row is None:
        raise hidden
    work.require(action, subject_of_project(row, work.today), hidden)
    return row


def _programme(session: Session, resolution: Resolution, code: str | None) -> Programme | None:
    if code is None:
        return None
    wanted = select(Programme).where(Programme.code == code, Programme.resolution_id == resolution.id)
    programme = session.scalar(wanted)
    if programme is None:
        fault = Message(msgid("The resolution has no programme %(code)s."), {"code": code})
        raise InvalidInputError(FieldError(fault, pointer="/programme"))
    return programme


def _next_code(session: Session, resolution: Resolution, programme: Programme | None) -> str:
    """Return a code that no project has had: the series remembers what was given, the seed's rows began it."""
    prefix = project_prefix(resolution.code, programme.number if programme else None)
    taken = session.scalars(select(Project.code).where(Project.code.startswith(prefix, autoescape=True)))
    return project_code(prefix, next_number(session, prefix, last_number(prefix, taken)))


def _set(session: Session, row: Project, name: str, change: ProjectChange) -> bool:
    """Bring one field to what was sent, and return whether it differed."""
    setter = _SETTERS.get(name)
    if setter is not None:
        return setter(session, row, change)
    before, after = getattr(row, name), getattr(change, name)
    setattr(row, name, after)
    return bool(before != after)


def _set_programme(session: Session, row: Project, change: ProjectChange) -> bool:
    programme = _programme(session, row.resolution, change.programme)
    programme_id = programme.id if programme else None
    before, row.programme_id = row.programme_id, programme_id
    return before != programme_id


def _set_deadline(_: Session, row: Project, change: ProjectChange) -> bool:
    return set_first_deadline(row, deadline_of(change.deadline))


_SETTERS: Mapping[str, Callable[[Session, Project, ProjectChange], bool]] = {
    "programme": _set_programme,
    "deadline": _set_deadline,
}


def _rekey_milestones(session: Session, row: Project) -> None:
    """A milestone is found by its project's title too."""
    session.refresh(row, ["milestones"])
    for milestone in row.milestones:
        key_milestone(milestone, row.title)
