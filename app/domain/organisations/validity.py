"""Half-open spans of days: from the first day on, up to but not on the last."""

from datetime import date


def is_valid(valid_from: date | None, valid_to: date | None, on: date) -> bool:
    """Say whether `on` lies in [`valid_from`, `valid_to`); None leaves that side open."""
    has_begun = valid_from is None or valid_from <= on
    return has_begun and not has_ended(valid_to, on)


def has_ended(valid_to: date | None, on: date) -> bool:
    """Say whether `on` is the day on which it is no more, or a later one; None says that it goes on."""
    return valid_to is not None and valid_to <= on
