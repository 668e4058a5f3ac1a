"""Which language a reader is answered in."""

from enum import StrEnum

from starlette.requests import Request


class Language(StrEnum):
    VIETNAMESE = "vi"
    ENGLISH = "en"

    @property
    def other(self) -> "Language":
        return Language.ENGLISH if self is Language.VIETNAMESE else Language.VIETNAMESE


def language_of(request: Request) -> Language:
    """Return the language of the answer: machines negotiate it, the address of a page says it (`?lang=en`).

    A page's address alone decides, so that a link shows everybody the same, and office computers that happen to run
    an English browser read Vietnamese.
    """
    if request.url.path.split("/")[1] == "api":
        return _negotiated(request.headers.get("accept-language", ""))
    return _known(request.query_params.get("lang", "")) or Language.VIETNAMESE


def _negotiated(header: str) -> Language:
    """Return the best language of an Accept-Language header; the first of equals, Vietnamese where none is known."""
    weights: dict[Language, float] = {}
    for entry in header.split(","):
        name, _, parameter = entry.partition(";")
        language = _known(name.strip().lower().split("-")[0])
        if language is not None and (weight := _weight(parameter)) > weights.get(language, 0):
            weights[language] = weight
    return max(weights, key=weights.__getitem__, default=Language.VIETNAMESE)


def _known(name: str) -> Language | None:
    return next((language for language in Language if language == name), None)


def _weight(parameter: str) -> float:
    """Return q; 1 where it is not given, 0 where it cannot be read."""
    name, _, value = parameter.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
