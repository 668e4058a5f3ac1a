"""Sentences for a reader whose language the rules do not know: English patterns with their values kept apart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def msgid(text: str) -> str:
    """Return `text`, marked for the catalogues to collect."""
    return text


@dataclass(frozen=True)
class Message:
    """A pattern for `%` with named values; a value may be a message itself. Without values it is literal text."""

    pattern: str
    params: Mapping[str, object] = field(default_factory=dict)

    def translated(self, gettext: Callable[[str], str]) -> str:
        """Return the sentence in the language of `gettext`, which maps a pattern to its translation."""
        # Catalogues keep their own header under the empty pattern.
        pattern = gettext(self.pattern) if self.pattern else ""
        if not self.params:
            return pattern
        return pattern % {name: _translated(value, gettext) for name, value in self.params.items()}

    def __str__(self) -> str:
        return self.translated(str)


def _translated(value: object, gettext: Callable[[str], str]) -> object:
    return value.translated(gettext) if isinstance(value, Message) else value
