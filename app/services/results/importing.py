"""Measurements from a table: first what each row would do, then all of it in one transaction, or nothing."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from pydantic import ValidationError
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from app.domain.access.policy import Action
from app.domain.errors import ConflictError, FieldError, InvalidInputError
from app.domain.messages import Message, msgid
from app.domain.results.entering import Entry, Fault, faults_of
from app.domain.results.importing import RowAction, header_of, values_of
from app.domain.results.targets import Comparator, MeasurementKind
from app.formats.received import Row
from app.models import Document, Indicator, Measurement
from app.queries.results.series import comparators_of, entry_of, series_of, wanted_of
from app.schemas.results import MeasurementChange, NewMeasurement
from app.services.results.measurements import correct_measurement, record_measurement
from app.services.unit_of_work import UnitOfWork

_NO_HEADER = Message(msgid("No row heads the columns. The first row needs at least: Mã chỉ tiêu, Năm, Giá trị."))
_NO_ROWS = Message(msgid("There are no rows below the heading."))
_NO_INDICATOR = Message(msgid("There is no such indicator; write its code, such as CT.03."))
_NO_DOCUMENT = Message(msgid("There is no such document; write its code, such as VB-7."))
_UNUSABLE = Message(msgid("This cannot be used."))
_REFUSED = msgid("Nothing was entered: some rows are refused. Correct them and look again.")
_MOVED = msgid("Nothing was entered: values have changed since you looked. Look at the rows again, then enter them.")


@dataclass(frozen=True)
class CellFault:
    """`address` is the cell's, such as C4; that of the row where the column is not there."""

    address: str
    field: str
    message: Message


@dataclass(frozen=True)
class PlannedRow:
    """What a row would do. `said` is what it says, by field; `number`, `version` and `before` tell what it corrects."""

    line: int
    action: RowAction
    said: dict[str, str]
    code: str | None = None
    values: dict[str, Any] | None = None
    number: int | None = None
    version: int | None = None
    before: Decimal | None = None
    faults: tuple[CellFault, ...] = ()


@dataclass(frozen=True)
class Plan:
    rows: tuple[PlannedRow, ...]

    @property
    def refused(self) -> int:
        return self.count(RowAction.REFUSE)

    @property
    def mark(self) -> str:
        """Return what tells whether what was looked at is still what would be done."""
        told = [(row.line, row.action.value, row.number, row.version) for row in self.rows]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]

    def count(self, action: RowAction) -> int:
        return sum(row.action is action for row in self.rows)


def plan_import(work: UnitOfWork, rows: Sequence[Row]) -> Plan:
    """Return what each row would do; nothing is changed. Raises InvalidInputError where there is no table."""
    work.require(Action.MEASUREMENT_EDIT)
    found = header_of([[cell.text for cell in row] for row in rows])
    if found is None:
        raise InvalidInputError(FieldError(_NO_HEADER, pointer="/table"))
    header, fields = found
    letters = [cell.address.rstrip("0123456789") for cell in rows[header]]
    lines = [_line(row, fields, letters, at + 1) for at, row in enumerate(rows) if at > header and row]
    if not lines:
        raise InvalidInputError(FieldError(_NO_ROWS, pointer="/table"))
    known = _Known.of(work, lines)
    return Plan(tuple(known.planned(line) for line in lines))


def apply_import(work: UnitOfWork, rows: Sequence[Row], mark: str) -> Plan:
    """Do what was looked at under `mark`, all of it or nothing. Raises InvalidInputError or ConflictError."""
    plan = plan_import(work, rows)
    if plan.refused:
        raise InvalidInputError(FieldError(Message(_REFUSED), pointer="/table"))
    if plan.mark != mark:
        raise ConflictError(detail=_MOVED)
    for row in plan.rows:
        if row.action is RowAction.ADD and row.code and row.values:
            record_measurement(work, row.code, NewMeasurement.model_validate(row.values))
        elif row.action is RowAction.CORRECT and row.number and row.values:
            change = MeasurementChange.model_validate(row.values)
            correct_measurement(replace(work, version=row.version), row.number, change)
    return plan


@dataclass(frozen=True)
class _Line:
    number: int
    said: dict[str, str]
    addresses: dict[str, str]

    def refused(self, faults: Sequence[Fault]) -> PlannedRow:
        cells = (
            CellFault(self.addresses.get(each.field, str(self.number)), each.field, each.message) for each in faults
        )
        return PlannedRow(self.number, RowAction.REFUSE, self.said, faults=tuple(cells))


def _line(row: Row, fields: Mapping[int, str], letters: Sequence[str], number: int) -> _Line:
    said = {field: row[column].text if column < len(row) else "" for column, field in fields.items()}
    return _Line(number, said, {field: f"{letters[column]}{number}" for column, field in fields.items()})


@dataclass
class _Known:
    """What the rows are planned beside: what stands, and what earlier rows would make of it."""

    work: UnitOfWork
    indicators: dict[str, Indicator]
    standing: dict[str, list[Measurement]]
    entries: dict[str, list[Entry]]
    comparators: dict[str, list[Comparator]]
    documents: set[str]
    named: set[tuple[str, object]] = field(default_factory=set)

    @classmethod
    def of(cls, work: UnitOfWork, lines: Sequence[_Line]) -> "_Known":
        session = work.session
        indicators = _indicators(session, {line.said.get("indicator", "") for line in lines} - {""})
        distinct = list({row.id: row for row in indicators.values()}.values())
        standing = series_of(session, distinct, work.today)
        entries = {series: [entry_of(each) for each in rows] for series, rows in standing.items()}
        comparators = {row.series: comparators_of(session, row.series) for row in distinct}
        papers = {line.said.get("document", "") for line in lines} - {""}
        documents = set(session.scalars(select(Document.code).where(Document.code.in_(papers))))
        return cls(work, indicators, standing, entries, comparators, documents)

    def planned(self, line: _Line) -> PlannedRow:
        values, faults = values_of(line.said)
        code = line.said.get("indicator")
        indicator = self.indicators.get(code or "")
        if code and indicator is None:
            faults.append(Fault("indicator", _NO_INDICATOR))
        if "document" in values and values["document"] not in self.documents:
            faults.append(Fault("document", _NO_DOCUMENT))
        if faults or indicator is None:
            return line.refused(faults)
        values.pop("indicator")
        return self._beside(line, indicator, values)

    def _beside(self, line: _Line, indicator: Indicator, values: dict[str, Any]) -> PlannedRow:
        entry = _entry(values)
        row = self._same(indicator, entry)
        if row is not None and "series_break" not in values:
            entry = replace(entry, series_break=row.series_break)
        entries, named = self.entries.setdefault(indicator.series, []), (indicator.series, entry.identity)
        # A value that stands may be named once, to correct it; the second row that names it is one too many.
        is_corrected = row is not None and named not in self.named
        others = [each for each in entries if not is_corrected or each.identity != entry.identity]
        comparators = self.comparators[indicator.series]
        faults = faults_of(entry, wanted_of(indicator), comparators, others, self.work.today) or _unusable(values)
        if faults:
            return line.refused(faults)
        self.entries[indicator.series] = [*others, entry]
        self.named.add(named)
        return _told(line, indicator, values, row)

    def _same(self, indicator: Indicator, entry: Entry) -> Measurement | None:
        """Return the value that a row names again: of one indicator, kind, year, day and area."""
        mine = (row for row in self.standing.get(indicator.series, []) if row.indicator_id == indicator.id)
        return next((row for row in mine if entry_of(row).identity == entry.identity), None)


def _indicators(session: Session, codes: Collection[str]) -> dict[str, Indicator]:
    """Return the indicators by what names them: the whole code, or its end where only one has that."""
    ends = [Indicator.code.endswith(f".{code}", autoescape=True) for code in codes]
    wanted = select(Indicator).options(joinedload(Indicator.target)).where(or_(Indicator.code.in_(codes), *ends))
    rows = session.scalars(wanted).all()
    named = {code: [row for row in rows if row.code == code or row.code.endswith(f".{code}")] for code in codes}
    return {code: found[0] for code, found in named.items() if len(found) == 1}


def _entry(values: Mapping[str, Any]) -> Entry:
    kind = values.get("kind", MeasurementKind.LEVEL)
    series_break = values.get("series_break", False)
    return Entry(kind, values["year"], values["as_of"], values["value"], values["scope"], series_break)


def _unusable(values: Mapping[str, Any]) -> list[Fault]:
    """Return what the shape of a new value refuses that no cell's own rule did."""
    try:
        NewMeasurement.model_validate(values)
    except ValidationError as error:
        return [Fault(str(each["loc"][0]) if each["loc"] else "value", _UNUSABLE) for each in error.errors()]
    return []


def _told(line: _Line, indicator: Indicator, values: dict[str, Any], row: Measurement | None) -> PlannedRow:
    if row is None:
        return PlannedRow(line.number, RowAction.ADD, line.said, indicator.code, values)
    now = {name: getattr(row, name) for name in values if name != "document"}
    now |= {"document": row.document.code if row.document else None} if "document" in values else {}
    changed = {name: value for name, value in values.items() if now[name] != value and name != "kind"}
    action = RowAction.CORRECT if changed else RowAction.NOTHING
    return PlannedRow(line.number, action, line.said, indicator.code, changed, row.id, row.version, row.value)
