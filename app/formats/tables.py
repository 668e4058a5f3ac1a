"""A table of typed cells: one value that a page's file, a report's table and a benchmark all write."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from app.domain.printing import UNKNOWN, printed_day, printed_moment, printed_number, printed_percent

# None is "nobody knows"; what no kind of a column says of a value, its own type says.
Cell = str | int | float | Decimal | date | datetime | None
Row = Sequence[Cell]


class Kind(StrEnum):
    """What a column's figures are. A cell of another type is written as what it is: a column may mix them."""

    TEXT = "text"
    COUNT = "count"  # a whole number
    NUMBER = "number"  # up to three decimals
    MONEY = "money"  # đồng, shown in the column's unit
    PERCENT = "percent"  # a share, 0–1
    DATE = "date"
    MOMENT = "moment"  # aware; shown on the office's clock


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


_FIGURES = frozenset({Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.PERCENT})
_ALIGNS = dict.fromkeys(_FIGURES, Align.RIGHT) | dict.fromkeys((Kind.DATE, Kind.MOMENT), Align.CENTER)


@dataclass(frozen=True)
class Column:
    """`width` counts characters. `unit` divides money in every file, so the label has to name it: "Vốn (tỷ đồng)"."""

    label: str
    width: int = 12
    kind: Kind = Kind.TEXT
    align: Align | None = None  # None: as its kind is aligned
    unit: int = 1

    @property
    def aligned(self) -> Align:
        return self.align or _ALIGNS.get(self.kind, Align.LEFT)


@dataclass(frozen=True)
class Table:
    """`rows` are read once, so an iterator will do. `total` is the row below them.

    `notes` say of which day the table speaks and whether figures are illustrative. `landscape` asks for pages that lie.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    notes: Sequence[str] = ()
    total: Row | None = None
    landscape: bool = False


def in_unit(value: Cell, column: Column) -> Cell:
    """Return the value as files hold it: money in the column's unit, exactly; anything else as it is."""
    if column.unit == 1 or column.kind is not Kind.MONEY or not isinstance(value, int | float | Decimal):
        return value
    return Decimal(value) / column.unit


def printed(value: Cell, column: Column) -> str:
    """Return the words for a page of paper, in Vietnamese."""
    match value:
        case None:
            return UNKNOWN if column.kind in _FIGURES else ""
        case str():
            return value
        case datetime():
            return printed_moment(value)
        case date():
            return printed_day(value)
        case _ if column.kind is Kind.PERCENT:
            return printed_percent(value)
        case _:
            return printed_number(Decimal(str(in_unit(value, column))))
