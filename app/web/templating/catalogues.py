"""The catalogues of messages, read once into memory; msgids are English, so that English needs none."""

from collections.abc import Callable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.web.templating.languages import Language

LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"

Gettext = Callable[[str], str]


def catalogue_path(language: Language) -> Path:
    return LOCALE_DIR / language / "LC_MESSAGES" / "messages.po"


@cache
def translations(language: Language) -> NullTranslations:
    """Return the messages of `language`. The .po file is what is kept; compiling it takes a hundredth of a second."""
    if language is Language.ENGLISH:
        return NullTranslations()
    compiled = BytesIO()
    with catalogue_path(language).open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
