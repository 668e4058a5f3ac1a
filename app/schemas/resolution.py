"""The resolution's text, going out: clauses, quotations, coverage, outside sources."""

from datetime import date

from pydantic import Field

from app.domain.resolution.clause import ClauseKind
from app.schemas.paging import Read


class ResolutionRead(Read):
    code: str = Field(examples=["15-nq-tu"])
    number: str | None = Field(description="As issued; null when no source gives one.", examples=["15-NQ/TU"])
    title: str = Field(description="The title.")
    issuer: str = Field(description="Who issued it.")
    announced_on: date | None = Field(description="The day it was announced; null when unknown.")
    horizon_year: int | None = Field(examples=[2030])
    vision_year: int | None = Field(examples=[2045])


class ReferenceRead(Read):
    title: str = Field(description="The title.")
    publisher: str = Field(description="Who published it.")
    published_on: date | None = Field(description="Null when unknown.")
    url: str | None = Field(description="Null when the address is not known.")
    says: str = Field(description="What the source says about this record.")


class ResolutionDetail(ResolutionRead):
    version: int = Field(description="Moves with every change of the record.")
    text: str = Field(description="The stored text, verbatim; clause spans are offsets into it.")
    references: list[ReferenceRead] = Field(description="Public sources outside the resolution.")


class ClauseRead(Read):
    path: str = Field(description="Printed numbers bare, the rest marked.", examples=["II.3.d1.s2"])
    parent: str | None = Field(examples=["II.3.d1"])
    kind: ClauseKind
    number: str | None = Field(description="As printed; null where nothing is printed.", examples=["3"])
    title: str | None = Field(description="The title.")
    text: str = Field(description="Its own words in reading form: what line and page breaks split is joined.")
    spans: list[tuple[int, int]] = Field(description="[start, end) offsets into the resolution's text.")


class QuotationRead(Read):
    clause: str = Field(description="Path of the clause the words stand in.", examples=["II.3.d1.s2"])
    quote: str = Field(description="The exact words.", examples=["đường nối Võ Văn Kiệt - 91B"])
    completion_test: str | None = Field(description="How one will know that it is done; null when not yet stated.")


class PieceRead(Read):
    text: str = Field(description="The words.")
    quoted: bool = Field(description="True for the words the record stands on.")


class BasisRead(Read):
    """A sentence or bullet that a record quotes from; the pieces joined are the sentence."""

    clause: str = Field(examples=["II.3.d1.s2"])
    pieces: list[PieceRead] = Field(description="The sentence, cut where quotations begin and end.")
    completion_tests: list[str] = Field(description="How one will know that it is done.")


class SegmentRead(Read):
    clause: str = Field(examples=["II.3.d1.s2"])
    number: int = Field(description="Counts the segments of the clause, from 1.", examples=[2])
    text: str = Field(description="The words.")
    quoted_by: list[str] = Field(description="Codes of the records that quote it.", examples=[["15-nq-tu.3.01"]])
    orientation: str | None = Field(description="Why it sets no task; null when it does.")
    accounted: bool = Field(description="True when it is quoted by work or marked as orientation.")
    left_out: list[str] = Field(description="Words of the segment that no quotation and no mark takes up.")


class CoverageRead(Read):
    segments: int = Field(description="How many segments parts II and III have.")
    quoted: int = Field(description="Segments quoted by work.")
    orientation: int = Field(description="Segments marked as setting no task.")
    uncovered: int = Field(description="Segments nobody has accounted for.")
    share: float = Field(description="Accounted for, 0 to 1.", examples=[1.0])


class CoverageDetail(CoverageRead):
    version: int = Field(description="Moves with every change of the record.")
    resolution: str = Field(examples=["15-nq-tu"])
    items: list[SegmentRead] = Field(description="One entry a segment, in reading order.")
