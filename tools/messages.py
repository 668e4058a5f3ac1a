"""Keeps the catalogues of messages: takes the msgids out of templates and Python, and says what is not translated.

`python tools/messages.py` brings the .po files up to date; it fails while one is incomplete, so that it can guard too.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from app.web.templating.catalogues import catalogue_path
from app.web.templating.languages import Language

ROOT = Path(__file__).resolve().parent.parent
_METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
_OPTIONS = {
    "**/templates/**.html": {
        "extensions": "jinja2.ext.do",
        "trimmed": "true",
        "newstyle_gettext": "true",
        "silent": "false",
    }
}
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "msgid": None}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def main() -> int:
    faults = [f"{language}: {fault}" for language in translated_languages() for fault in _update(language)]
    print("\n".join(faults) or "Every message is translated.")
    return 1 if faults else 0


def translated_languages() -> list[Language]:
    """Return the languages with a catalogue; msgids are English."""
    return [language for language in Language if language is not Language.ENGLISH]


def extracted() -> Catalog:
    """Return all msgids of the application, with the files they stand in."""
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(ROOT / "app", _METHODS, _OPTIONS, keywords=_KEYWORDS)
    for path, _, msgid, _, context in found:
        catalogue.add(msgid, locations=[(f"app/{Path(path).as_posix()}", 1)], context=context)
    return catalogue


def kept(language: Language) -> Catalog:
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as source:
        return read_po(source, locale=language)


def faults_of(catalogue: Catalog, wanted: Catalog) -> Iterator[str]:
    """Yield what keeps a catalogue from being complete: missing, unsure, left over, or with other placeholders."""
    have = {_key(message): message for message in catalogue if message.id}
    want = {_key(message) for message in wanted if message.id}
    yield from (f"not translated: {key[0]}" for key in sorted(want) if key not in have or not _is_said(have[key]))
    yield from (f"no longer used: {key[0]}" for key in sorted(have) if key not in want)
    yield from (f"no longer used: {message.id}" for message in catalogue.obsolete.values())
    yield from (f"unsure: {message.id}" for message in have.values() if message.fuzzy)
    yield from (f"other placeholders: {message.id}" for message in have.values() if not _has_same_placeholders(message))


def _update(language: Language) -> Iterator[str]:
    wanted, catalogue = extracted(), kept(language)
    catalogue.update(wanted, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.project, catalogue.header_comment = "Triển Khai", f"# Messages of Triển Khai: {language}"
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    content = BytesIO()
    write_po(content, catalogue, width=120, sort_output=True, omit_header=False, include_lineno=False)
    path.write_bytes(re.sub(rb'"(POT-|PO-|Report-|Last-|Language-Team|Generated-)[^\n]*\n', b"", content.getvalue()))
    return faults_of(catalogue, wanted)


def _key(message: Message) -> tuple[str, str]:
    return _texts(message.id)[0], message.context or ""


def _is_said(message: Message) -> bool:
    said = _texts(message.string)
    return bool(said) and all(said)


def _has_same_placeholders(message: Message) -> bool:
    """Say whether every translation names what the plural, the last text of the msgid, names."""
    wanted = _placeholders(_texts(message.id)[-1:])
    return all(_placeholders([text]) == wanted for text in _texts(message.string) if text)


def _placeholders(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in _PLACEHOLDER.findall(text)}


def _texts(text: str | Iterable[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


if __name__ == "__main__":
    sys.exit(main())
