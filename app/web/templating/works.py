"""What stands beside words of the resolution: the tones of the works that quote them, their codes drawn together."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.messages import msgid
from app.domain.portfolio.timeliness import Timeliness
from app.schemas.living import LivingWork
from app.web.templating.tones import Part, Tone, tone_of, verdict_tone

# Words that several works quote wear the tone of the one that needs a reader most.
_WORST_FIRST = (Tone.LATE, Tone.SOON, Tone.WAIT, Tone.TRACK, Tone.IDLE, Tone.DONE)
_PARTS = (
    (Tone.DONE, msgid("completed")),
    (Tone.TRACK, msgid("in time")),
    (Tone.WAIT, msgid("awaiting confirmation")),
    (Tone.SOON, msgid("due soon")),
    (Tone.LATE, msgid("overdue")),
    (Tone.IDLE, msgid("not due or undecided")),
)
_COUNTED = re.compile(r"(.*?)(\d+)")
_DRAWN_TOGETHER = 3  # two codes are as short as a range


@dataclass(frozen=True)
class Tally:
    """`tasks` are projects, of which `overdue` and `undated` are parts; `met` is a part of `indicators`."""

    tasks: int
    overdue: int
    undated: int
    lacking: int
    indicators: int
    met: int


def work_tone(work: LivingWork) -> Tone:
    if work.verdict is not None:
        return verdict_tone(work.verdict)
    if work.status is None or work.timeliness is None:
        return Tone.IDLE
    return tone_of(work.status, work.timeliness)


def pick(works: Mapping[str, LivingWork], codes: Iterable[str]) -> list[LivingWork]:
    return [works[code] for code in codes]


def worst_tone(works: Iterable[LivingWork]) -> Tone:
    return min((work_tone(work) for work in works), key=_WORST_FIRST.index, default=Tone.IDLE)


def work_parts(works: Iterable[LivingWork]) -> tuple[Part, ...]:
    """Return the parts of a bar over the works, empty ones left out."""
    counts = Counter(work_tone(work) for work in works)
    return tuple(Part(tone, counts[tone], words, tone.value) for tone, words in _PARTS if counts[tone])


def tally(works: Iterable[LivingWork]) -> Tally:
    works = tuple(works)
    judged = [work for work in works if work.verdict is not None]
    timeliness = Counter(work.timeliness for work in works)
    return Tally(
        tasks=len(works) - len(judged),
        overdue=timeliness[Timeliness.OVERDUE],
        undated=timeliness[Timeliness.NO_DEADLINE],
        lacking=sum(bool(work.missing) for work in works),
        indicators=len(judged),
        met=sum(work_tone(work) is Tone.DONE for work in judged),
    )


def in_groups(works: Iterable[LivingWork]) -> list[list[LivingWork]]:
    """Return the works by code; three or more that follow each other are one group, the others stand alone."""
    runs: list[list[LivingWork]] = []
    for work in sorted(works, key=lambda work: _place(work.code)):
        if runs and _follows(runs[-1][-1].code, work.code):
            runs[-1].append(work)
        else:
            runs.append([work])
    return [group for run in runs for group in ([run] if len(run) >= _DRAWN_TOGETHER else _singly(run))]


def _singly(run: Sequence[LivingWork]) -> list[list[LivingWork]]:
    return [[work] for work in run]


def _place(code: str) -> list[tuple[str, int]]:
    return [(prefix, int(number)) for prefix, number in _COUNTED.findall(code)]


def _follows(code: str, after: str) -> bool:
    if not _place(code):
        return False
    *stem, (prefix, number) = _place(code)
    return _place(after) == [*stem, (prefix, number + 1)]
