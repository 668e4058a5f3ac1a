"""Templates of work, with their steps."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.domain.portfolio.plans import PlannedStep, plan
from app.models import Template, TemplateStep
from app.queries.organisations.calendar import calendar_of
from app.schemas.templates import PlannedStepRead, PlanRead, TemplateDetail, TemplateRead, TemplateStepRead


def template_list(session: Session) -> list[TemplateRead]:
    """Return all templates by code; an office has a handful."""
    statement = (
        select(Template.code, Template.title, func.count(TemplateStep.id))
        .outerjoin(Template.steps)
        .group_by(Template.code, Template.title)
        .order_by(Template.code)
    )
    return [
        TemplateRead(code=code, title=title, steps_total=total) for code, title, total in session.execute(statement)
    ]


def template_detail(session: Session, code: str) -> TemplateDetail:
    """Return one template; its steps can be planned as they are. Raises NotFoundError."""
    steps = selectinload(Template.steps).selectinload(TemplateStep.predecessors)
    row = session.scalar(select(Template).options(steps).where(Template.code == code))
    if row is None:
        raise NotFoundError(kind=msgid("template"), code=code)
    return TemplateDetail(
        code=row.code, title=row.title, version=row.version, steps=tuple(_step_read(step) for step in row.steps)
    )


def planned(session: Session, code: str, start: date) -> PlanRead:
    """Return when the template's steps would begin and fall due. Raises NotFoundError or PlanError."""
    template = template_detail(session, code)
    dates = {step.number: step for step in plan(template.steps, start, calendar_of(session))}
    return PlanRead(
        template=template.code,
        title=template.title,
        version=template.version,
        start=start,
        steps=tuple(_planned_step(step, dates[step.number]) for step in template.steps),
    )


def _planned_step(step: TemplateStepRead, dates: PlannedStep) -> PlannedStepRead:
    return PlannedStepRead(
        number=step.number,
        title=step.title,
        product=step.product,
        conditional=step.conditional,
        planned_start=dates.start,
        deadline=dates.deadline,
    )


def _step_read(row: TemplateStep) -> TemplateStepRead:
    return TemplateStepRead(
        number=row.number,
        title=row.title,
        product=row.product,
        stage=row.stage,
        conditional=row.conditional,
        days=row.days,
        day_kind=row.day_kind,
        lead=row.lead,
        after=tuple(step.number for step in row.predecessors),
    )
