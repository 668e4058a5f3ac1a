"""The styles of a Word file: one for each role of the layout, under the names that Word's own lists know."""

from docx.document import Document as Package
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from app.formats.layouts import Layout, Role, Style
from app.formats.tables import Align
from app.formats.word.elements import element, half_points, twips, twips_of_points

LANGUAGE = "vi-VN"
TABLE, RULE = "TableGrid", "Rule"
_FONT = "Times New Roman"
_LINE = 240
# From this mode on the edge of a table stands where the text's edge does.
_WORD_2013 = "15"
_ALIGNS = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
# Word knows these by name: they fill its navigation, its lists of tables and its reading aloud.
_BUILT_IN = {
    Role.KIND: "Title",
    Role.ABSTRACT: "Subtitle",
    Role.PART: "heading 1",
    Role.SECTION: "heading 2",
    Role.CLAUSE: "heading 3",
    Role.POINT: "heading 4",
    Role.BODY: "Body Text",
    Role.CAPTION: "caption",
    Role.PAGE_NUMBER: "header",
    Role.MARK: "footer",
}
_OWN = {
    Role.COUNTRY: "Quốc hiệu",
    Role.MOTTO: "Tiêu ngữ",
    Role.GOVERNING: "Cơ quan chủ quản",
    Role.ISSUING: "Cơ quan ban hành",
    Role.NUMBER: "Số, ký hiệu",
    Role.PLACE: "Địa danh, thời gian",
    Role.ADDRESSEE: "Kính gửi",
    Role.ADDRESSEES: "Kính gửi nhiều nơi",
    Role.ADDRESSEES_EACH: "Kính gửi từng nơi",
    Role.BASIS: "Căn cứ",
    Role.CELL: "Ô bảng",
    Role.CELL_HEAD: "Đầu bảng",
    Role.NOTE: "Ghi chú bảng",
    Role.RECIPIENTS: "Nơi nhận",
    Role.RECIPIENTS_EACH: "Nơi nhận từng nơi",
    Role.AUTHORITY: "Quyền hạn, chức vụ",
    Role.NAME: "Họ tên người ký",
    Role.APPENDIX: "Phụ lục",
    Role.APPENDIX_OF: "Kèm theo văn bản",
}
_OUTLINE = {Role.APPENDIX: 0, Role.PART: 0, Role.SECTION: 1, Role.CLAUSE: 2, Role.POINT: 3}


def style_id(role: Role) -> str:
    return role.value.title().replace("_", "")


def set_styles(package: Package, layout: Layout) -> None:
    """Put the layout's styles in place of those of the library's template."""
    styles = package.styles.element
    for held in [*styles.findall(qn("w:docDefaults")), *styles.findall(qn("w:style"))]:
        styles.remove(held)
    styles.insert(0, _defaults(layout.styles[Role.BODY]))
    styles.extend([*_foundations(), *(_style(role, style) for role, style in layout.styles.items())])
    _settle(package.settings.element)


def _settle(settings: Element) -> None:
    """Ask for the layout of today's Word, and Vietnamese ways with numbers and spelling."""
    for compatible in settings.iter(qn("w:compatSetting")):
        if compatible.get(qn("w:name")) == "compatibilityMode":
            compatible.set(qn("w:val"), _WORD_2013)
    for name, value in (("themeFontLang", LANGUAGE), ("decimalSymbol", ","), ("listSeparator", ";")):
        settings.find(qn(f"w:{name}")).set(qn("w:val"), value)
    for name in ("proofState", "rsids"):
        settings.remove(settings.find(qn(f"w:{name}")))


def _defaults(body: Style) -> Element:
    fonts = element("rFonts", ascii=_FONT, hAnsi=_FONT, eastAsia=_FONT, cs=_FONT)
    size = half_points(body.size)
    sizes = element("sz", val=size), element("szCs", val=size)
    words = element("rPr", fonts, element("color", val="000000"), *sizes, element("lang", val=LANGUAGE))
    return element("docDefaults", element("rPrDefault", words), element("pPrDefault", element("pPr")))


def _foundations() -> list[Element]:
    """Return what Word expects of any file, the table with its lines, and the line drawn below a heading."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = element("tblBorders", *(element(side, val="single", sz=4, space=0, color="000000") for side in sides))
    room = element("tblCellMar", *(element(side, w=twips(1.2), type="dxa") for side in ("left", "right")))
    bare = element("tblCellMar", *(element(side, w=0, type="dxa") for side in ("left", "right")))
    thin = element("spacing", before=0, after=0, line=twips_of_points(4), lineRule="exact")
    return [
        _named("paragraph", "Normal", "Normal", default=1),
        _named("character", "DefaultParagraphFont", "Default Paragraph Font", default=1),
        _named("table", "TableNormal", "Normal Table", element("tblPr", bare), default=1),
        _named("numbering", "NoList", "No List", default=1),
        _named("table", TABLE, "Table Grid", element("tblPr", lines, room), based_on="TableNormal"),
        _named(
            "paragraph", RULE, "Đường kẻ", element("pPr", thin), element("rPr", element("sz", val=4)), customStyle=1
        ),
    ]


def _style(role: Role, style: Style) -> Element:
    own = None if role in _BUILT_IN else 1
    name = _BUILT_IN.get(role) or _OWN[role]
    properties = [element("qFormat"), _paragraph(role, style), _words(style)]
    return _named("paragraph", style_id(role), name, *properties, based_on="Normal", customStyle=own)


def _named(kind: str, key: str, name: str, *content: Element, based_on: str | None = None, **more: object) -> Element:
    base = [element("basedOn", val=based_on)] if based_on else []
    return element("style", element("name", val=name), *base, *content, type=kind, styleId=key, **more)


def _paragraph(role: Role, style: Style) -> Element:
    made = element("pPr")
    if style.keep:
        made.append(element("keepNext"))
    space = {"before": twips_of_points(style.before), "after": twips_of_points(style.after)}
    made.append(element("spacing", **space, line=round(_LINE * style.spacing), lineRule="auto"))
    hangs = {"hanging": twips(-style.indent)} if style.indent < 0 else {"firstLine": twips(style.indent)}
    made.append(element("ind", left=twips(style.left), **hangs))
    made.append(element("jc", val=_ALIGNS[style.align]))
    if role in _OUTLINE:
        made.append(element("outlineLvl", val=_OUTLINE[role]))
    return made


def _words(style: Style) -> Element:
    made = element("rPr")
    faces = [face for face, wanted in (("b", style.bold), ("i", style.italic)) if wanted]
    made.extend([element(tag) for face in faces for tag in (face, f"{face}Cs")])
    size = half_points(style.size)
    made.extend([element("sz", val=size), element("szCs", val=size)])
    if style.underline:
        made.append(element("u", val="single"))
    return made
