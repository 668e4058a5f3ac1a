"""What a planner's forms offer: sentences to quote, programmes and organisations to choose."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import NotFoundError
from app.domain.messages import msgid
from app.models import Clause, Organisation, Programme, Resolution
from app.queries.choices import Choice
from app.queries.resolution.resolutions import resolution_by_code
from app.queries.spans import exists_on


@dataclass(frozen=True)
class Sentence:
    """Words that can be made a project of, and the programme whose heading they stand under."""

    resolution: str
    path: str
    text: str
    programme: str | None


@dataclass(frozen=True)
class PlanningChoices:
    programmes: list[Choice]
    organisations: list[Choice]


def sentence_at(session: Session, resolution: str | None, path: str) -> Sentence:
    """Return the clause; without a resolution, of the first there is. Raises NotFoundError."""
    code = resolution or session.scalars(select(Resolution.code).order_by(Resolution.code).limit(1)).first() or ""
    row = resolution_by_code(session, code)
    text = session.scalar(select(Clause.text).where(Clause.resolution_id == row.id, Clause.path == path))
    if not text:
        raise NotFoundError(kind=msgid("clause"), code=path)
    headings = session.execute(
        select(Clause.path, Programme.code).join(Programme.clause).where(Programme.resolution_id == row.id)
    )
    programme = next((code for heading, code in headings if path.startswith(f"{heading}.")), None)
    return Sentence(row.code, path, text, programme)


def planning_choices(session: Session, on: date) -> PlanningChoices:
    """Return the programmes, and the organisations that exist on the day."""
    existing = exists_on(on)
    programmes = select(Programme.code, Programme.number, Programme.title).order_by(Programme.code)
    organisations = select(Organisation.code, Organisation.name).where(existing).order_by(Organisation.sort_key)
    return PlanningChoices(
        programmes=[Choice(code, f"{number}. {title}") for code, number, title in session.execute(programmes)],
        organisations=[Choice(*row) for row in session.execute(organisations)],
    )
