"""Words as they go into a document's lines."""

from collections.abc import Sequence
from dataclasses import replace

from app.formats.composition import Line
from app.formats.documents import Run, Words
from app.formats.layouts import Role
from app.formats.texts import carried


def line_of(role: Role, words: Words) -> Line:
    return Line(role, tuple(replace(run, text=said(run.text)) for run in _runs(words) if run.text))


def dashed(words: Words) -> Sequence[Run]:
    return [Run("- "), *_runs(words)]


def said(text: str) -> str:
    return carried(text).replace("\t", " ")


def _runs(words: Words) -> Sequence[Run]:
    return [Run(words)] if isinstance(words, str) else words
