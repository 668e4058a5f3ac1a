"""Two people at one form: what only one of them changed is merged, what both changed is for them to choose."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData

from app.domain.errors import StaleEditError
from app.web.pages.forms import Filled


@dataclass(frozen=True)
class Draft:
    """A form filled in over what was there. `changes` are to be saved over `now`; `clashes` hold what is there now."""

    now: Mapping[str, str]
    typed: Mapping[str, str]
    changes: Mapping[str, str]
    clashes: Mapping[str, str]

    @property
    def values(self) -> dict[str, str]:
        """Return every field as it will be once the changes are saved."""
        return {**self.now, **self.changes}

    def refused(self, error: StaleEditError, lists: Collection[str] = ()) -> Filled:
        """Return the form with both people's changes; `lists` are the fields that hold several words."""
        shown = {**self.values, **{name: self.typed[name] for name in self.clashes}}
        typed = {name: value.split() if name in lists else [value] for name, value in shown.items()}
        return Filled(typed, refusal=error.message)


def draft_of(form: FormData, now: Mapping[str, str]) -> Draft:
    """Return what the form changes. Beside each field it sends `was_…`, and `keep_…` where theirs is preferred."""
    was = {name: text(form, f"was_{name}") for name in now}
    typed = {name: was[name] if text(form, f"keep_{name}") == "theirs" else text(form, name) for name in now}
    mine = {name: value for name, value in typed.items() if _flat(value) != _flat(was[name])}
    theirs = {name for name in now if _flat(now[name]) != _flat(was[name])}
    clashes = {name: now[name] for name in mine if name in theirs and _flat(mine[name]) != _flat(now[name])}
    return Draft(now, typed, {name: value for name, value in mine.items() if name not in clashes}, clashes)


def text(form: FormData, name: str) -> str:
    """Return what was sent; several values are one, a space apart."""
    return " ".join(value for value in form.getlist(name) if isinstance(value, str))


def _flat(value: str) -> str:
    """Browsers send other line ends than they were given."""
    return value.replace("\r\n", "\n").strip()
