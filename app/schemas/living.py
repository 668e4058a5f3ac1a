"""The living resolution, going out: the text itself, each quoted passage with the work that came out of it."""

from pydantic import Field

from app.domain.portfolio.six_clear import Clear
from app.domain.portfolio.statuses import ProjectStatus
from app.domain.portfolio.timeliness import Timeliness
from app.domain.resolution.clause import ClauseKind
from app.domain.results.achievement import Verdict
from app.schemas.organisations import OrganisationRef
from app.schemas.paging import Read
from app.schemas.portfolio import NextStep
from app.schemas.resolution import CoverageRead, ResolutionRead


class LivingWork(Read):
    """What a passage has become: a project, or an indicator when it has a `verdict`."""

    code: str
    title: str
    status: ProjectStatus | None
    timeliness: Timeliness | None
    timeliness_days: int | None
    lead: OrganisationRef | None
    next_milestone: NextStep | None
    missing: list[Clear]
    overdue_milestones: int = Field(description="Milestones that are overdue, whatever its own deadline.")
    verdict: Verdict | None = None


class LivingRun(Read):
    """Words quoted by the same works; `ending` are the codes whose quotation ends here."""

    text: str
    works: list[str]
    ending: list[str]
    orientation: str | None = Field(description="Why the words set no task; null when they may.")
    uncovered: bool = Field(description="True in a segment that nobody has accounted for.")


class LivingSentence(Read):
    """What can be cited by its path: a sentence, a bullet, or the one line of a heading."""

    path: str
    runs: list[LivingRun]


class LivingBlock(Read):
    """A heading (with `level`), a paragraph, a list of bullets, or the lines of a title or signature.

    `works` are quoted in it, in order.
    """

    path: str
    kind: ClauseKind
    level: int
    marker: str = Field(description="What is printed before its words: `II-`, `1.`, `a)`; empty where nothing is.")
    sentences: list[LivingSentence]
    works: list[str]


class LivingItem(Read):
    """One entry of the contents, with what came out of the words below it."""

    path: str
    level: int
    number: str | None
    title: str
    works: list[str]
    programme: str | None = Field(description="Code of the programme whose title is this heading.")


class LivingRead(Read):
    resolution: ResolutionRead
    coverage: CoverageRead
    blocks: list[LivingBlock]
    contents: list[LivingItem]
    works: dict[str, LivingWork]
