"""What became of something between two moments, as a sentence in the reader's language."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from app.domain.deadlines import Deadline, DeadlinePrecision
from app.domain.history.comparing import ChangeKind
from app.domain.messages import msgid
from app.domain.portfolio.statuses import ProjectGroup, ProjectKind, ProjectStage
from app.domain.printing import UNKNOWN
from app.domain.work.supervision import DelayCause
from app.schemas.comparing import ChangeRead
from app.web.templating.formats import Formats
from app.web.templating.labels import label_of, status_label_of
from app.web.templating.names import FIELDS

_WORDS_SHOWN = 120
# What is said without values.
_PLAIN = {
    ChangeKind.ADDED: msgid("newly added"),
    ChangeKind.REMOVED: msgid("taken away"),
    ChangeKind.PUBLISHED: msgid("published"),
    ChangeKind.HIDDEN: msgid("hidden from the public"),
    ChangeKind.NO_LONGER_LATE: msgid("no longer overdue"),
}
# What is said with values; which ones, `_values` knows.
_SAID = {
    ChangeKind.COMPLETED: msgid("moved from “%(before)s” to “%(after)s”"),
    ChangeKind.MOVED: msgid("moved from “%(before)s” to “%(after)s”"),
    ChangeKind.BECAME_LATE: msgid("overdue since %(day)s"),
    ChangeKind.RE_DATED: msgid("deadline moved from %(before)s to %(after)s"),
    ChangeKind.EXTENSION_ASKED: msgid("later deadline asked for: %(after)s"),
    ChangeKind.EXTENSION_REFUSED: msgid("later deadline refused: %(after)s"),
    ChangeKind.EXTENSION_WITHDRAWN: msgid("request for a later deadline withdrawn: %(after)s"),
    ChangeKind.REASSIGNED: msgid("%(what)s: %(before)s → %(after)s"),
    ChangeKind.RESPONSIBLE: msgid("%(what)s, responsible person: %(before)s → %(after)s"),
    ChangeKind.OBSTACLE_NAMED: msgid("obstacle named: %(after)s"),
    ChangeKind.OBSTACLE_CLEARED: msgid("obstacle cleared: %(after)s"),
    ChangeKind.PROGRESSED: msgid("share done: %(before)s → %(after)s"),
    ChangeKind.STAGED: msgid("stage: %(before)s → %(after)s"),
    ChangeKind.PLACED: msgid("programme: %(before)s → %(after)s"),
    ChangeKind.RENAMED: msgid("renamed from “%(before)s” to “%(after)s”"),
    ChangeKind.EDITED: msgid("%(what)s: %(before)s → %(after)s"),
    ChangeKind.QUOTED: msgid("now stands on the words “%(after)s”"),
    ChangeKind.UNQUOTED: msgid("no longer stands on the words “%(before)s”"),
    ChangeKind.MEASURED: msgid("measured for %(what)s: %(after)s"),
    ChangeKind.CORRECTED: msgid("measured for %(what)s: %(before)s → %(after)s"),
    ChangeKind.ENDED: msgid("ended on %(after)s"),
}
# What is said instead where there was nothing before, or is nothing after.
_BEGUN = {
    ChangeKind.COMPLETED: msgid("entered as “%(after)s”"),
    ChangeKind.RE_DATED: msgid("deadline set: %(after)s"),
    ChangeKind.REASSIGNED: msgid("%(what)s: %(after)s, newly"),
}
_OVER = {
    ChangeKind.RE_DATED: msgid("no deadline any more; it was %(before)s"),
    ChangeKind.REASSIGNED: msgid("%(what)s: %(before)s no longer"),
    ChangeKind.CORRECTED: msgid("measured for %(what)s: %(before)s, taken back"),
    ChangeKind.ENDED: msgid("has not ended"),
}
_SETS = {
    "kind": ProjectKind,
    "group": ProjectGroup,
}


def sentence(formats: Formats, change: ChangeRead) -> str:
    """Say what became of the record, how late it was, which extension it was, and on which document it rests."""
    said = formats.gettext(_pattern(change))
    parts = [said % _values(formats, change) if "%(" in said else said]
    if change.days_late:
        parts.append(formats.gettext(msgid("%(days)s days late")) % {"days": change.days_late})
    if change.times_extended:
        parts.append(formats.gettext(msgid("extension no. %(times)s")) % {"times": change.times_extended})
    words = ", ".join(parts)
    if change.document is None:
        return words
    named = change.document.number or change.document.title
    return formats.gettext(msgid("%(words)s (by %(document)s)")) % {"words": words, "document": named}


def _pattern(change: ChangeRead) -> str:
    kind = change.kind
    if kind in _PLAIN:
        return _PLAIN[kind]
    if change.before is None and kind in _BEGUN:
        return _BEGUN[kind]
    return _OVER[kind] if change.after is None and kind in _OVER else _SAID[kind]


def _values(formats: Formats, change: ChangeRead) -> dict[str, str]:
    write = _WRITERS.get(change.kind, _as_words)
    return {
        "before": write(formats, change, change.before, change.before_precision),
        "after": write(formats, change, change.after, change.after_precision),
        "day": formats.day(change.late_from) if change.late_from else UNKNOWN,
        "what": _what(formats, change),
    }


def _what(formats: Formats, change: ChangeRead) -> str:
    if change.role is not None:
        return formats.gettext(label_of(change.role))
    field = change.field or ""
    return formats.gettext(FIELDS[field]) if field in FIELDS else field


Writer = Callable[[Formats, ChangeRead, str | None, DeadlinePrecision | None], str]


def _as_words(formats: Formats, change: ChangeRead, value: str | None, precision: DeadlinePrecision | None) -> str:
    del formats, change, precision
    if value is None:
        return UNKNOWN
    return value if len(value) <= _WORDS_SHOWN else f"{value[:_WORDS_SHOWN].rstrip()}…"


def _as_status(formats: Formats, change: ChangeRead, value: str | None, precision: DeadlinePrecision | None) -> str:
    del change, precision
    return formats.gettext(status_label_of(value)) if value else UNKNOWN


def _as_deadline(formats: Formats, change: ChangeRead, value: str | None, precision: DeadlinePrecision | None) -> str:
    del change
    return formats.deadline(Deadline(date.fromisoformat(value), precision)) if value and precision else UNKNOWN


def _as_day(formats: Formats, change: ChangeRead, value: str | None, precision: DeadlinePrecision | None) -> str:
    del change, precision
    return formats.day(date.fromisoformat(value)) if value else UNKNOWN


def _as_name(formats: Formats, change: ChangeRead, value: str | None, precision: DeadlinePrecision | None) -> str:
    """Write the name that a code stands for."""
    name = change.before_name if value == change.before else change.after_name
    return _as_words(formats, change, name or value, precision)


def _as_share(formats: Formats, change: ChangeRead, value: str | None, precision: DeadlinePrecision | None) -> str:
    del change, precision
    return formats.percent(float(value) if value else None)


def _as_number(formats: Formats, change: ChangeRead, value: str | None, precision: DeadlinePrecision | None) -> str:
    del change, precision
    return formats.number(Decimal(value)) if value else UNKNOWN


def _as_stage(formats: Formats, change: ChangeRead, value: str | None, precision: DeadlinePrecision | None) -> str:
    del change, precision
    return formats.gettext(label_of(ProjectStage(value))) if value else UNKNOWN


def _as_cause(formats: Formats, change: ChangeRead, value: str | None, precision: DeadlinePrecision | None) -> str:
    del change, precision
    return formats.gettext(label_of(DelayCause(value))) if value else UNKNOWN


def _as_field(formats: Formats, change: ChangeRead, value: str | None, precision: DeadlinePrecision | None) -> str:
    """Write the value of a field that was edited as that field is written elsewhere."""
    if change.field == "planned_start":
        return _as_day(formats, change, value, precision)
    if change.field == "conditional":
        return formats.gettext(msgid("no") if value == "True" else msgid("yes"))
    if value and change.field in _SETS:
        return formats.gettext(label_of(_SETS[change.field](value)))
    return _as_words(formats, change, value, precision)


_WRITERS: dict[ChangeKind, Writer] = {
    **dict.fromkeys((ChangeKind.COMPLETED, ChangeKind.MOVED), _as_status),
    **dict.fromkeys(
        (
            ChangeKind.RE_DATED,
            ChangeKind.EXTENSION_ASKED,
            ChangeKind.EXTENSION_REFUSED,
            ChangeKind.EXTENSION_WITHDRAWN,
        ),
        _as_deadline,
    ),
    **dict.fromkeys((ChangeKind.REASSIGNED, ChangeKind.PLACED), _as_name),
    **dict.fromkeys((ChangeKind.MEASURED, ChangeKind.CORRECTED), _as_number),
    **dict.fromkeys((ChangeKind.OBSTACLE_NAMED, ChangeKind.OBSTACLE_CLEARED), _as_cause),
    ChangeKind.PROGRESSED: _as_share,
    ChangeKind.STAGED: _as_stage,
    ChangeKind.ENDED: _as_day,
    ChangeKind.EDITED: _as_field,
}
