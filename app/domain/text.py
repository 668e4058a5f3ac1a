"""Vietnamese text: one spelling of each letter, a key to search by and a key to sort by."""

import unicodedata
from collections.abc import Iterable
from itertools import groupby

# The Icelandic eth is what old Vietnamese fonts put in place of đ; newspapers still print it.
_ETH = str.maketrans({"Ð": "Đ", "ð": "đ"})
# None of these decomposes into d and a mark, so stripping marks would leave them.
_D = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d"})
# Controls, invisible format characters and lone surrogates: nobody types them, and databases refuse some.
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS = {letter: str(30 + rank) for rank, letter in enumerate(_LETTERS)}
# The order of dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_NO_TONE = "0"
_END, _GAP, _OTHER = "00", "10", "9"
_NO_LETTER = frozenset({"", _GAP})


def nfc(text: str) -> str:
    """Return `text` composed, with the look-alikes of đ replaced. Text that is composed already keeps its offsets."""
    return unicodedata.normalize("NFC", text).translate(_ETH)


def fold(text: str) -> str:
    """Return the search key: no case, no marks, đ as d, words one space apart. Folding twice changes nothing."""
    spread = unicodedata.normalize("NFD", _caseless(text).translate(_D))
    return " ".join("".join(c for c in spread if _is_searchable(c)).split())


def sort_key(text: str) -> str:
    """Return a key of digits alone, in the order of Vietnamese dictionaries under any collation.

    Letters decide first, tones only between words of the same letters. Punctuation counts as a space.
    """
    weighed = [(_weight(base), tone) for base, tone in _letters_with_tones(text)]
    tones = "".join(tone for weight, tone in weighed if weight not in _NO_LETTER).rstrip(_NO_TONE)
    return _with_single_gaps(weight for weight, _ in weighed) + _END + tones


def _caseless(text: str) -> str:
    """Fold case until compatibility forms settle: some letters only show their case once they are taken apart."""
    for _ in range(2):
        text = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", text)


def _is_searchable(character: str) -> bool:
    if character.isspace():
        return True
    return not unicodedata.combining(character) and unicodedata.category(character) not in _UNSEEN


def _letters_with_tones(text: str) -> list[tuple[str, str]]:
    """Take each character apart into what decides its place and its tone."""
    pairs = []
    for character in nfc(_caseless(text)):
        marks = unicodedata.normalize("NFD", character)
        tone = next((_TONES[mark] for mark in marks if mark in _TONES), _NO_TONE)
        base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
        pairs.append((base, tone))
    return pairs


def _weight(base: str) -> str:
    """Return two digits, more for letters outside the Vietnamese alphabet, or nothing for what is invisible."""
    plain = unicodedata.normalize("NFD", base)[:1]
    if known := _RANKS.get(base) or _RANKS.get(plain):
        return known
    if plain.isdecimal():
        return str(20 + unicodedata.decimal(plain))
    if plain.isalnum():
        return f"{_OTHER}{ord(plain):07d}"
    return _GAP if plain and _is_searchable(plain) else ""


def _with_single_gaps(weights: Iterable[str]) -> str:
    """Join the weights, with one gap where there are several in a row and none at either end."""
    is_gap = _GAP.__eq__
    words = ("".join(run) for gap, run in groupby(filter(None, weights), key=is_gap) if not gap)
    return _GAP.join(words)
