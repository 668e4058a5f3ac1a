"""WordprocessingML, built element by element; lengths in its units."""

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element as Element

from app.formats.documents import Run

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TWIPS_PER_MM = 1440 / 25.4
_TWIPS_PER_POINT = 20


def element(tag: str, *children: Element, **attributes: object) -> Element:
    """Return `w:tag` with `w:` attributes; those that are None are left out."""
    made: Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        if value is not None:
            made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS_PER_MM)


def twips_of_points(points: float) -> int:
    return round(points * _TWIPS_PER_POINT)


def half_points(points: float) -> int:
    return round(points * 2)


def run(words: Run) -> Element:
    """Return a run; a line feed in it breaks the line."""
    made = element("r")
    if words.bold or words.italic:
        faces = [name for name, wanted in (("b", words.bold), ("i", words.italic)) if wanted]
        made.append(element("rPr", *(element(tag) for face in faces for tag in (face, f"{face}Cs"))))
    for place, line in enumerate(words.text.split("\n")):
        if place:
            made.append(element("br"))
        made.append(text(line))
    return made


def text(words: str) -> Element:
    made = element("t")
    made.text = words
    made.set(SPACE, "preserve")
    return made


def field(instruction: str, shown: str) -> Element:
    """Return a field that Word counts anew, with what it says until then."""
    return element("fldSimple", element("r", text(shown)), instr=f" {instruction} ")
