"""Says in words what a revision changed: a headline, and a line for each field that people have a name for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.domain.calendar import DayKind
from app.domain.history.nouns import ChangeKind, Noun
from app.domain.messages import msgid
from app.domain.organisations.roles import AssignmentRole, OrganisationKind
from app.domain.portfolio.statuses import MilestoneStatus, ProjectGroup, ProjectKind, ProjectStage, ProjectStatus
from app.domain.printing import UNKNOWN
from app.domain.results.targets import MeasurementKind
from app.domain.work.conversation import ForecastVoice
from app.domain.work.extensions import ExtensionStatus
from app.domain.work.supervision import DelayCause, ExplanationStatus
from app.schemas.history import ChangeRead, FieldChange
from app.schemas.portfolio import DeadlineRead
from app.web.templating.formats import Formats
from app.web.templating.labels import LABELS
from app.web.templating.names import NOUNS, field_label_of

# What forms do not ask for, or ask for in words that would not fit here.
_FIELDS: Mapping[str, str] = {
    "aliases": msgid("Also called"),
    "answer": msgid("Answer"),
    "answered_on": msgid("Answered on"),
    "asked_of": msgid("Asked of"),
    "asked_on": msgid("Asked on"),
    "basis_document": msgid("Document it rests on"),
    "body": msgid("What was said"),
    "claimed_on": msgid("Claimed on"),
    "completed_on": msgid("Completed on"),
    "document": msgid("Document"),
    "due_on": msgid("Due on"),
    "granted": msgid("Deadline granted"),
    "named_on": msgid("Named on"),
    "original_deadline": msgid("Original deadline"),
    "publisher": msgid("Publisher"),
    "renewed_on": msgid("Confirmed unchanged on"),
    "says": msgid("What it says"),
    "share_done": msgid("Share done"),
    "started_on": msgid("Started on"),
    "status": msgid("Status"),
    "to_on": msgid("Until the day"),
    "voice": msgid("Whose forecast"),
    "wanted": msgid("Deadline asked for"),
    "ward": msgid("Ward or commune"),
    "words": msgid("Quoted words"),
}
# What a form's name for it does not say as a field, or what the headline says already.
_UNSAID = {"active", "code", "conditional", "number", "project", "milestone"}
_CHOICES: Mapping[tuple[Noun, str], type[StrEnum]] = {
    (Noun.PROJECT, "kind"): ProjectKind,
    (Noun.PROJECT, "group"): ProjectGroup,
    (Noun.PROJECT, "stage"): ProjectStage,
    (Noun.PROJECT, "status"): ProjectStatus,
    (Noun.MILESTONE, "stage"): ProjectStage,
    (Noun.MILESTONE, "status"): MilestoneStatus,
    (Noun.STATUS_CHANGE, "status"): MilestoneStatus,
    (Noun.ASSIGNMENT, "role"): AssignmentRole,
    (Noun.ASSIGNMENT_CHANGE, "role"): AssignmentRole,
    (Noun.EXTENSION, "status"): ExtensionStatus,
    (Noun.OBSTACLE, "cause"): DelayCause,
    (Noun.EXPLANATION, "status"): ExplanationStatus,
    (Noun.EXPLANATION, "limit_kind"): DayKind,
    (Noun.FORECAST, "voice"): ForecastVoice,
    (Noun.ORGANISATION, "kind"): OrganisationKind,
    (Noun.MEASUREMENT, "kind"): MeasurementKind,
}
_SHARES = {"share_done", "confidence"}
_NUMBERS = {"value", "low", "high"}
# What is so, and what is not so.
_FLAGS = {
    "provisional": (msgid("is provisional"), msgid("is final")),
    "series_break": (msgid("the series breaks here"), msgid("the series does not break here")),
}
_HEADLINE = msgid("%(noun)s %(code)s: %(words)s")
_MOVED, _SET = msgid("deadline moved from %(old)s to %(new)s"), msgid("deadline set: %(new)s")
_FROM_TO, _IS = msgid("%(field)s: from %(old)s to %(new)s"), msgid("%(field)s: %(new)s")
_WAS = msgid("%(field)s taken out: %(old)s")
_KINDS = {ChangeKind.CREATED: msgid("added"), ChangeKind.REMOVED: msgid("removed")}
_UNNAMED = msgid("updated")
_IN_HEADLINE, _LONGEST = 3, 90


@dataclass(frozen=True)
class ChangeWords:
    """Says changes in one language."""

    formats: Formats

    def headline(self, change: ChangeRead) -> str:
        """Return one line: which record, and what became of it."""
        noun = self.formats.gettext(NOUNS[change.noun])
        code = change.code or change.subject or ""
        return self._say(_HEADLINE, noun=noun, code=code, words=self._summary(change)).replace(" :", ":")

    def lines(self, change: ChangeRead) -> list[str]:
        """Return a line for each field that changed and that people have a name for."""
        return list(self._lines(change))

    def _summary(self, change: ChangeRead) -> str:
        # What has a code is known by it; of a link or a move the fields are all there is to tell.
        if change.kind is ChangeKind.REMOVED or (change.kind is ChangeKind.CREATED and change.code):
            return self.formats.gettext(_KINDS[change.kind])
        words = [_shortened(line) for line in self._lines(change)][:_IN_HEADLINE]
        return "; ".join(words) or self.formats.gettext(_KINDS.get(change.kind, _UNNAMED))

    def _lines(self, change: ChangeRead) -> Iterator[str]:
        for field in _told(change):
            if field.name == "published":
                yield self.formats.gettext(_published(is_now=field.new is True))
            elif field.name in _FLAGS:
                yield self.formats.gettext(_FLAGS[field.name][0 if field.new is True else 1])
            elif (name := self._name(field.name)) is not None:
                yield self._line(change.noun, name, field)

    def _line(self, noun: Noun, name: str, field: FieldChange) -> str:
        values = {"field": name, "old": self._value(noun, field, field.old), "new": self._value(noun, field, field.new)}
        if not field.new:
            return self._say(_WAS, **values)
        if field.name == "deadline":
            return self._say(_MOVED if field.old else _SET, **values)
        return self._say(_FROM_TO if field.old else _IS, **values)

    def _name(self, field: str) -> str | None:
        name = None if field in _UNSAID else _FIELDS.get(field) or field_label_of(field)
        return self.formats.gettext(name) if name else None

    def _value(self, noun: Noun, field: FieldChange, value: Any) -> str:
        formats = self.formats
        choices = _CHOICES.get((noun, field.name))
        if choices is not None and value in LABELS[choices]:
            return formats.gettext(LABELS[choices][value])
        if field.name in _NUMBERS and value is not None:
            return formats.number(Decimal(value))
        return formats.percent(value) if field.name in _SHARES else _plain(formats, value)

    def _say(self, pattern: str, **values: str) -> str:
        return self.formats.gettext(pattern) % values


def _told(change: ChangeRead) -> Iterator[FieldChange]:
    """Yield what is worth a line: of a move its two statuses as one, of anything nothing that was and is empty."""
    fields = {field.name: field for field in change.fields}
    if change.noun is Noun.STATUS_CHANGE and change.kind is ChangeKind.CREATED:
        before, after = fields.pop("from_status", None), fields.pop("to_status")
        yield FieldChange(name="status", old=before.new if before else None, new=after.new)
    yield from (field for field in fields.values() if field.old or field.new or field.name == "published")


def _plain(formats: Formats, value: Any) -> str:
    match value:
        case None | "":
            return UNKNOWN
        case DeadlineRead():
            return formats.deadline(value)
        case datetime():
            return formats.moment(value)
        case date():
            return formats.day(value)
        case list():
            return ", ".join(map(str, value))
        case _:
            return str(value)


def _published(*, is_now: bool) -> str:
    return msgid("shown to the public") if is_now else msgid("hidden from the public")


def _shortened(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
