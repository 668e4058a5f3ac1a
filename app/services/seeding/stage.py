"""What the demonstration story acts on, and the rows that every part of it writes."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.domain.errors import SeedError
from app.domain.portfolio.statuses import MilestoneStatus
from app.domain.text import fold
from app.models import Assignment, Document, Indicator, Organisation, Project, Resolution
from app.schemas.demo import DemoDocument


@dataclass
class Stage:
    """Records by the short codes of the story; documents by number, since several steps may rest on one."""

    session: Session
    projects: dict[str, Project]
    organisations: dict[str, Organisation]
    indicators: dict[str, Indicator]
    documents: dict[str, Document] = field(default_factory=dict)
    before_suspension: dict[str, MilestoneStatus] = field(default_factory=dict)

    def document(self, wish: DemoDocument | None) -> Document | None:
        """Return the document, made when it is first named; None where none is."""
        if wish is None:
            return None
        if wish.number not in self.documents:
            code = f"VB-{len(self.documents) + 1}"
            row = Document(
                code=code,
                **wish.model_dump(),
                published=True,
                demo=True,
                search_text=fold(f"{code} {wish.number} {wish.title}"),
            )
            self.session.add(row)
            self.documents[wish.number] = row
        row = self.documents[wish.number]
        if (row.title, row.issued_on, row.issuer) != (wish.title, wish.issued_on, wish.issuer):
            raise SeedError(record=f"demo document {wish.number}", why="the number stands for another document already")
        return row


def open_stage(session: Session) -> Stage:
    """Return the stage of the one resolution that the seed has loaded."""
    prefix = f"{session.scalars(select(Resolution)).one().code}."
    loads = (
        selectinload(Project.milestones),
        selectinload(Project.assignments).selectinload(Assignment.organisation),
    )
    projects = session.scalars(select(Project).options(*loads))
    return Stage(
        session=session,
        projects={row.code.removeprefix(prefix): row for row in projects},
        organisations={row.code: row for row in session.scalars(select(Organisation))},
        indicators={row.code.removeprefix(prefix): row for row in session.scalars(select(Indicator))},
    )
