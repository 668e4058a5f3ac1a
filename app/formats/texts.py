"""Text as files can carry it."""

import re

from app.domain.text import nfc

# Controls and halves of characters that XML has no room for, and marks that would print a text in another order.
_NOT_CARRIED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")


def carried(text: str) -> str:
    """Return the text composed (NFC), its lines ended by line feeds, without what a file cannot carry."""
    if text.isprintable():
        # As most of a million cells are: nothing to take out.
        return text if text.isascii() else nfc(text)
    return nfc(_NOT_CARRIED.sub("", _LINE_ENDS.sub("\n", text)))
