"""Hides what stands in parentheses and quotation marks, so that no rule splits there."""

import re

_OPENING = {")": "(", "”": "“"}
_BRACKET = re.compile(r"[()“”]")
_HIDDEN = "\0"
_ENDS = ".!?…"


def masked(text: str) -> str:
    """Return `text`, as long as before, with the inside of each closed pair hidden; an unpaired mark hides nothing.

    An end mark just before the closing one stays: a sentence may end there.
    """
    pairs = _pairs(text)
    shown, place = [], 0
    for start in sorted(pairs):
        end = pairs[start]
        if start < place:
            continue
        ended = text[end - 1] in _ENDS
        shown += [text[place : start + 1], _HIDDEN * (end - start - 1 - ended), text[end - ended : end]]
        place = end
    return "".join([*shown, text[place:]])


def _pairs(text: str) -> dict[int, int]:
    """Return where each closed pair opens and closes."""
    waiting: dict[str, list[int]] = {"(": [], "“": []}
    pairs = {}
    for match in _BRACKET.finditer(text):
        if opening := _OPENING.get(match[0]):
            if waiting[opening]:
                pairs[waiting[opening].pop()] = match.start()
        else:
            waiting[match[0]].append(match.start())
    return pairs
