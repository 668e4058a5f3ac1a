"""What Pydantic finds wrong, in words that can be translated and say what to do."""

import re
from collections.abc import Mapping
from typing import Any

from app.domain.messages import Message, msgid
from app.domain.organisations.codes import CODE_PATTERN
from app.domain.results.amounts import AmountError
from app.domain.results.decimals import UnclearNumberError
from app.schemas.access import LOGIN_PATTERN

# Kind of error → pattern over its context. Kinds that are not listed keep Pydantic's own English.
_PATTERNS = {
    "extra_forbidden": msgid("There is no such parameter here."),
    "string_pattern_mismatch": msgid("It does not have the form that is asked for, such as 2021-2025 for a period."),
    "missing": msgid("This is required."),
    "enum": msgid("Choose one of: %(expected)s."),
    "literal_error": msgid("Choose one of: %(expected)s."),
    "int_parsing": msgid("Give a whole number."),
    "int_parsing_size": msgid("This number is too large."),
    **dict.fromkeys(("int_type", "int_from_float"), msgid("Give a whole number.")),
    **dict.fromkeys(("bool_parsing", "bool_type"), msgid("Give true or false.")),
    **dict.fromkeys(("decimal_parsing", "decimal_type", "float_parsing", "float_type"), msgid("Give a number.")),
    **dict.fromkeys(
        ("finite_number", "decimal_max_digits", "decimal_whole_digits"), msgid("This number is too large.")
    ),
    "string_type": msgid("Give a text."),
    "list_type": msgid("Give a list."),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), msgid("Give an object with named fields.")),
    "greater_than_equal": msgid("Give at least %(ge)s."),
    "less_than_equal": msgid("Give at most %(le)s."),
    "string_too_long": msgid("Give at most %(max_length)s characters."),
    "string_too_short": msgid("Give at least %(min_length)s characters."),
    **dict.fromkeys(
        ("date_parsing", "date_type", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        msgid("There is no such day; write it as YYYY-MM-DD."),
    ),
}
_FORMS = {
    CODE_PATTERN: msgid("Write it with small letters, digits and hyphens, such as so-xay-dung."),
    LOGIN_PATTERN: msgid("Write it without spaces and without / ? #, such as nguyen.van.a."),
}
_RULES = {
    "write the period as 2026-11, 2026-Q4, 2026-H2 or 2026": msgid(
        "Write 2026-11 for a month, 2026-Q4, 2026-H2 for a half-year, or 2026."
    ),
    "give whole đồng, or a text such as 8.971,238 tỷ đồng": msgid(
        "Give whole đồng, or a text such as 8.971,238 tỷ đồng."
    ),
    "write the day as YYYY-MM-DD": msgid("Write the day as YYYY-MM-DD."),
    "write the instant with its time zone": msgid("Write the instant with its time zone: 2026-11-23T09:00:00+07:00."),
    "contains a control character": msgid("It contains a character that cannot be typed; remove it."),
}


def worded(error: Mapping[str, Any]) -> Message:
    """Return one Pydantic error as a message for the reader."""
    context = error.get("ctx", {})
    if error["type"] == "value_error":
        fault = context.get("error", "")
        if isinstance(fault, AmountError | UnclearNumberError):
            return fault.message
        words = str(fault)
        return Message(_RULES.get(words, words))
    pattern = _FORMS.get(context.get("pattern", "")) or _PATTERNS.get(error["type"])
    if pattern is None:
        return Message(str(error["msg"]))
    # Without values a pattern is literal text.
    return Message(pattern, _values(context) if "%(" in pattern else {})


def _values(context: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with choices as a bare list: Pydantic joins them with quotes and an English "or"."""
    chosen = {"expected": ", ".join(re.findall(r"'([^']*)'", context["expected"]))} if "expected" in context else {}
    return {**context, **chosen}
