"""Loads programmes and projects, with milestones from the templates, undated unless the resolution dates them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.errors import SeedError
from app.domain.portfolio.codes import milestone_code
from app.domain.portfolio.statuses import MilestoneStatus, ProjectStatus
from app.domain.text import fold
from app.models import Assignment, Milestone, Organisation, Programme, Project, Reference, Ward
from app.schemas.seed import (
    AssignmentSeed,
    ProgrammeSeed,
    ProjectSeed,
    QuotationSeed,
    SourceSeed,
    Template,
    TemplateMilestone,
)
from app.services.portfolio.keys import key_milestone, key_project
from app.services.seeding.files import Seed
from app.services.seeding.lookup import found
from app.services.seeding.texts import Texts


@dataclass(frozen=True)
class Shelf:
    """What projects refer to, by code."""

    texts: Texts
    organisations: dict[str, Organisation]
    wards: dict[str, Ward]
    templates: dict[str, Template]
    sources: dict[str, SourceSeed]


def load_portfolio(session: Session, seed: Seed, shelf: Shelf) -> dict[str, Project]:
    """Return the projects by their short code, such as `3.01`."""
    projects: dict[str, Project] = {}
    _require_numbers_once(seed.programmes)
    for wish in seed.programmes:
        programme = _programme(session, wish, shelf.texts)
        session.add_all(shelf.texts.mark(mark, f"orientation {mark.clause}") for mark in wish.orientation)
        for project in wish.project:
            if project.code in projects:
                raise SeedError(record=f"project {project.code}", why="the code is taken")
            projects[project.code] = _project(project, programme, shelf, projects)
            session.add(projects[project.code])
            standing = [s for s in seed.standing if wish.number in s.programmes]
            _assign(projects[project.code], [*project.assignment, *standing], shelf)
    return projects


def _require_numbers_once(wishes: Iterable[ProgrammeSeed]) -> None:
    taken: set[int | None] = set()
    for wish in wishes:
        if wish.number in taken:
            raise SeedError(record=f"programme {wish.number}", why="the number is taken")
        taken.add(wish.number)


def _programme(session: Session, wish: ProgrammeSeed, texts: Texts) -> Programme | None:
    """Return None for part III, whose tasks belong to no programme."""
    if wish.number is None:
        return None
    record = f"programme {wish.number}"
    code = f"{texts.resolution.code}.{wish.number}"
    programme = Programme(
        resolution=texts.resolution,
        clause=texts.clause(wish.clause, record),
        code=code,
        number=wish.number,
        title=wish.title,
        search_text=fold(f"{code} {wish.title}"),
        quotations=[texts.quotation(QuotationSeed(clause=wish.clause, words=wish.title), record)],
    )
    session.add(programme)
    return programme


def _project(wish: ProjectSeed, programme: Programme | None, shelf: Shelf, earlier: dict[str, Project]) -> Project:
    record = f"project {wish.code}"
    code = f"{shelf.texts.resolution.code}.{wish.code}"
    deadline = wish.deadline
    project = Project(
        **wish.model_dump(include={"title", "kind", "stage", "summary", "product", "place", "group"}),
        resolution=shelf.texts.resolution,
        programme=programme,
        parent=found(earlier, wish.parent, record, "parent") if wish.parent else None,
        code=code,
        aliases=list(wish.aliases),
        status=ProjectStatus.NOT_STARTED,
        status_overridden=False,
        deadline_on=deadline.on if deadline else None,
        deadline_precision=deadline.precision if deadline else None,
        original_deadline_on=deadline.on if deadline else None,
        original_deadline_precision=deadline.precision if deadline else None,
        published=True,
        demo=False,
    )
    project.wards = [found(shelf.wards, ward, record, "wards") for ward in wish.wards]
    project.quotations = [
        shelf.texts.quotation(quotation, record, position) for position, quotation in enumerate(wish.quotation, 1)
    ]
    project.references = [_reference(shelf, note.source, note.says, record) for note in wish.reference]
    key_project(project)
    project.milestones = _milestones(code, wish, found(shelf.templates, wish.template, record, "template"))
    return project


def _reference(shelf: Shelf, code: str, says: str, record: str) -> Reference:
    source = found(shelf.sources, code, record, "reference")
    return Reference(**source.model_dump(exclude={"code", "says"}), says=says)


def _milestones(code: str, wish: ProjectSeed, template: Template) -> list[Milestone]:
    rows = {step.number: _milestone(code, wish, step) for step in template.milestone}
    for step in template.milestone:
        rows[step.number].predecessors = [rows[number] for number in step.after]
    return list(rows.values())


def _milestone(project_code: str, wish: ProjectSeed, step: TemplateMilestone) -> Milestone:
    milestone = Milestone(
        **step.model_dump(include={"number", "title", "product", "stage", "conditional"}),
        code=milestone_code(project_code, step.number),
        status=MilestoneStatus.NOT_STARTED,
        weight=1,
        times_extended=0,
        demo=False,
    )
    key_milestone(milestone, wish.title)
    return milestone


def _assign(project: Project, wishes: Iterable[AssignmentSeed], shelf: Shelf) -> None:
    for wish in wishes:
        record = f"project {project.code}: assignment of {wish.organisation}"
        quotation = QuotationSeed(clause=wish.clause, words=wish.words, occurrence=wish.occurrence)
        announced = shelf.texts.resolution.announced_on
        project.assignments.append(
            Assignment(
                organisation=found(shelf.organisations, wish.organisation, record, "organisation"),
                role=wish.role,
                from_on=wish.from_on or announced,
                quotation=shelf.texts.quotation(quotation, record),
                demo=False,
            )
        )
