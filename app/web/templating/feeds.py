"""Writes Atom feeds (RFC 4287)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from app.web.templating.languages import Language

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_AUTHOR = "Triển Khai"
_IDS = UUID("6f0d1d3e-5a54-4c1e-9d2e-7f3c1a0b9e44")
# What XML 1.0 cannot say, not even escaped.
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ET.register_namespace("", _ATOM)


@dataclass(frozen=True)
class Entry:
    """`content` is HTML; `author` is None where nobody is named."""

    id: str
    title: str
    link: str
    updated: datetime
    author: str | None
    content: str


@dataclass(frozen=True)
class Feed:
    """`address` is its own, `page` that of the page it tells of; `begun` is when that was first known."""

    id: str
    title: str
    subtitle: str
    address: str
    page: str
    language: Language
    begun: datetime
    entries: Sequence[Entry]


def id_of(digest: str, use: str = "") -> str:
    """Return an identifier that stays: a digest is of one revision in one installation."""
    return uuid5(_IDS, f"{digest} {use}").urn


def atom(feed: Feed) -> bytes:
    root = ET.Element(_name("feed"), {"xml:lang": feed.language.value})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    if feed.subtitle:
        _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _instant(max((entry.updated for entry in feed.entries), default=feed.begun)))
    _add(_add(root, "author"), "name", _AUTHOR)
    _add(root, "link", rel="self", type=MEDIA_TYPE, href=feed.address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    for entry in feed.entries:
        _add_entry(root, entry)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add_entry(root: ET.Element, entry: Entry) -> None:
    node = _add(root, "entry")
    _add(node, "id", entry.id)
    _add(node, "title", entry.title)
    _add(node, "updated", _instant(entry.updated))
    _add(node, "link", rel="alternate", type="text/html", href=entry.link)
    if entry.author is not None:
        _add(_add(node, "author"), "name", entry.author)
    _add(node, "content", entry.content, type="html")


def _add(above: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    node = ET.SubElement(above, _name(name), attributes)
    node.text = None if text is None else _UNSAYABLE.sub("\ufffd", text)
    return node


def _name(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
