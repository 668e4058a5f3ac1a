"""What the rules of layout put around a text: the head and whom it goes to, who signs, what an appendix belongs to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.printing import NO_BREAK
from app.formats.composition import Columns, Line, Piece, Rule
from app.formats.documents import Document, Letterhead, Marks
from app.formats.layouts import LAYOUTS, Layout, Role, Terms
from app.formats.typeface import width
from app.formats.wording import dashed, line_of, said

# Room for the clerk's pen.
_BLANK = NO_BREAK * 6
# The decree wants from a third to a half of the line above.
_SHARE_OF_LINE = 0.42
_BETWEEN_MARKS = " · "


def front(document: Document, layout: Layout) -> Iterator[Piece]:
    """Lay out what stands above the text."""
    terms = layout.terms
    yield _head(document.letterhead, layout)
    yield line_of(Role.KIND, document.kind.upper())
    yield line_of(Role.ABSTRACT, document.abstract)
    if terms.dashes:
        yield line_of(Role.ABSTRACT, terms.dashes)
    else:
        yield _rule_below(document.abstract, Role.ABSTRACT, layout, layout.page.across(landscape=False))
    match document.addressees:
        case ():
            pass
        case (only,):
            yield line_of(Role.ADDRESSEE, f"{terms.addressees} {only}")
        case several:
            yield line_of(Role.ADDRESSEES, terms.addressees)
            yield from _listed(Role.ADDRESSEES_EACH, several, terms.separator)
    yield from (line_of(Role.BASIS, words) for words in _ended(document.bases, ";"))


def _head(letterhead: Letterhead, layout: Layout) -> Columns:
    """Lay out the bodies beside the country's or the Party's name, and the number beside the place and day."""
    terms = layout.terms
    number = line_of(Role.NUMBER, terms.number.format(blank=_BLANK, symbol=letterhead.symbol))
    place = line_of(Role.PLACE, f"{letterhead.place}, {terms.day.format(blank=_BLANK)}")
    names = list(_bodies(letterhead, layout)), list(_country(layout))
    return Columns([names, ([number], [place])], layout.head)


def _bodies(letterhead: Letterhead, layout: Layout) -> Iterator[Line | Rule]:
    issuing = letterhead.issuing.upper()
    if letterhead.governing:
        yield line_of(Role.GOVERNING, letterhead.governing.upper())
    yield line_of(Role.ISSUING, issuing)
    if layout.terms.star:
        yield line_of(Role.ISSUING, layout.terms.star)
    else:
        yield _rule_below(issuing, Role.ISSUING, layout, layout.head[0])


def _country(layout: Layout) -> Iterator[Line | Rule]:
    terms = layout.terms
    yield line_of(Role.COUNTRY, terms.country)
    if terms.motto:
        yield line_of(Role.MOTTO, terms.motto)
        yield _rule_as_long_as(terms.motto, Role.MOTTO, layout)
    else:
        yield _rule_as_long_as(terms.country, Role.COUNTRY, layout)


def signed(document: Document, layout: Layout) -> Columns:
    """Lay out the recipients beside who signs, with room for the signature."""
    terms, signature = layout.terms, document.signature
    left = [line_of(Role.RECIPIENTS, terms.recipients)]
    left += _listed(Role.RECIPIENTS_EACH, document.recipients, terms.separator)
    positions = (
        f"{terms.authorities[signed.authority]} {signed.position}" if signed.authority else signed.position
        for signed in signature.lines
    )
    right = [line_of(Role.AUTHORITY, position.upper()) for position in positions]
    right += [line_of(Role.NAME, signature.name or "")]
    return Columns([(left, right)], layout.sign)


def head_of_appendix(document: Document, title: str, number: str, *, landscape: bool) -> Iterator[Piece]:
    """Lay out an appendix's name and what it belongs to; `number` is empty where it is the only one."""
    layout, letterhead = LAYOUTS[document.layout], document.letterhead
    terms, named = layout.terms, title.upper()
    within = terms.appendix_of.format(
        kind=document.kind,
        number=terms.number_within.format(blank=_BLANK, symbol=letterhead.symbol),
        day=terms.day.format(blank=_BLANK),
        issuing=letterhead.issuing,
    )
    heading = f"{terms.appendix} {number}".strip() + f"\n{named}"
    yield replace(line_of(Role.APPENDIX, heading), depth=1)
    yield line_of(Role.APPENDIX_OF, within)
    yield _rule_below(named, Role.APPENDIX, layout, layout.page.across(landscape=landscape))


def foot(document: Document, terms: Terms) -> list[Line]:
    """Return the lines at the foot of a first page; the first of them stands on every page."""
    marks = document.marks or Marks("")
    marked = ((terms.code, marks.code), (terms.digest, marks.digest), (terms.root, marks.root))
    code, *rest = (f"{term} {mark}" if mark else "" for term, mark in marked)
    lines = [_BETWEEN_MARKS.join(filter(None, (document.notice, code))), *rest]
    return [line_of(Role.MARK, line) for line in lines if line]


def _rule_below(text: str, role: Role, layout: Layout, across: float) -> Rule:
    """Return the short rule below a line that has `across` millimetres to itself."""
    return Rule(_SHARE_OF_LINE * min(_rule_as_long_as(text, role, layout).length, across))


def _rule_as_long_as(text: str, role: Role, layout: Layout) -> Rule:
    style = layout.styles[role]
    return Rule(max(width(line, style.size, bold=style.bold) for line in said(text).split("\n")))


def _listed(role: Role, entries: Sequence[str], separator: str) -> list[Line]:
    return [line_of(role, dashed(entry)) for entry in _ended(entries, separator)]


def _ended(entries: Sequence[str], separator: str) -> list[str]:
    """Return the entries, each ended by the separator and the last by a full stop."""
    bare = [entry.rstrip(" ,;.") for entry in entries]
    return [entry + (separator if place < len(bare) else ".") for place, entry in enumerate(bare, 1)]
