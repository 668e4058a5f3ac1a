"""Loads programmes and projects, with milestones from the templates, undated unless the resolution dates them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from app.domain.errors import SeedError
from app.domain.portfolio.codes import milestone_code
from app.domain.portfolio.statuses import MilestoneStatus, ProjectStatus
from app.domain.text import fold
from app.models import Assignment, Milestone, Organisation, Programme, Project, ProjectWard, Quotation, Reference, Ward
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
from app.services.seeding.capital import told_total
from app.services.seeding.files import Seed
from app.services.seeding.lookup import found
from app.services.seeding.organisations import Register
from app.services.seeding.steps import Step
from app.services.seeding.texts import Texts


@dataclass(frozen=True)
class Shelf:
    """What projects refer to, by code, and the day the resolution was announced."""

    texts: Texts
    organisations: Register[Organisation]
    wards: Register[Ward]
    templates: dict[str, Template]
    sources: dict[str, SourceSeed]
    announced: date


def load_portfolio(session: Session, seed: Seed, shelf: Shelf) -> list[Step]:
    """Add the projects as the resolution made them, and return what came later: wards, owners and sources since."""
    projects: dict[str, Project] = {}
    facts: list[Step] = []
    _require_numbers_once(seed.programmes)
    for wish in seed.programmes:
        programme = _programme(session, wish, shelf.texts)
        session.add_all(shelf.texts.mark(mark, f"orientation {mark.clause}") for mark in wish.orientation)
        standing = [each for each in seed.standing if wish.number in each.programmes]
        for project in wish.project:
            if project.code in projects:
                raise SeedError(record=f"project {project.code}", why="the code is taken")
            projects[project.code] = _project(project, programme, shelf, projects)
            session.add(projects[project.code])
            facts += _facts(session, projects[project.code], project, standing, shelf)
    session.flush()
    for fact in facts:
        if fact.on <= shelf.announced:
            fact.act()
    return [fact for fact in facts if fact.on > shelf.announced]


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
    project.quotations = [
        shelf.texts.quotation(quotation, record, position) for position, quotation in enumerate(wish.quotation, 1)
    ]
    key_project(project)
    project.milestones = _milestones(code, wish, found(shelf.templates, wish.template, record, "template"))
    return project


def _facts(
    session: Session, project: Project, wish: ProjectSeed, standing: Iterable[AssignmentSeed], shelf: Shelf
) -> Iterator[Step]:
    """Yield what hangs on the project, each since the day it was known."""
    yield from _located(session, project, wish, shelf)
    yield from _assigned(session, project, [*wish.assignment, *standing], shelf)
    yield from _referred(session, project, wish, shelf)
    for total in wish.investment_total:
        source = found(shelf.sources, total.source, f"project {wish.code}", "investment_total")
        yield told_total(session, project, total, source)


def _located(session: Session, project: Project, wish: ProjectSeed, shelf: Shelf) -> Iterator[Step]:
    """Yield that the project lies in each of its wards, since the project and the ward were known."""
    for code in wish.wards:
        row = found(shelf.wards.rows, code, f"project {wish.code}", "wards")
        yield Step(shelf.wards.known_on[code], partial(_locate, session, project, row))


def _locate(session: Session, project: Project, ward: Ward) -> None:
    # As a row of its own: the project itself does not change by it.
    session.add(ProjectWard(project_id=project.id, ward_id=ward.id))


def _referred(session: Session, project: Project, wish: ProjectSeed, shelf: Shelf) -> Iterator[Step]:
    """Yield what public sources say of the project, each since it was published."""
    for note in wish.reference:
        source = found(shelf.sources, note.source, f"project {wish.code}", "reference")
        values = {**source.model_dump(exclude={"code", "says"}), "says": note.says}
        yield Step(source.published_on or shelf.announced, partial(_refer, session, project, values))


def _refer(session: Session, project: Project, values: dict[str, Any]) -> None:
    session.add(Reference(project_id=project.id, **values))


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


def _assigned(session: Session, project: Project, wishes: Iterable[AssignmentSeed], shelf: Shelf) -> Iterator[Step]:
    """Yield who answers for the project by words of the resolution, each since that day and since it was there."""
    for wish in wishes:
        record = f"project {project.code}: assignment of {wish.organisation}"
        organisation = found(shelf.organisations.rows, wish.organisation, record, "organisation")
        from_on = wish.from_on or shelf.announced
        row = Assignment(role=wish.role, from_on=from_on, quotation=_words(wish, shelf, record), demo=False)
        known_on = max(from_on, shelf.organisations.known_on[wish.organisation])
        yield Step(known_on, partial(_assign, session, project, organisation, row))


def _words(wish: AssignmentSeed, shelf: Shelf, record: str) -> Quotation:
    quotation = QuotationSeed(clause=wish.clause, words=wish.words, occurrence=wish.occurrence)
    return shelf.texts.quotation(quotation, record)


def _assign(session: Session, project: Project, organisation: Organisation, row: Assignment) -> None:
    row.project_id, row.organisation = project.id, organisation
    session.add(row)
