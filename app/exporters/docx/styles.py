"""Word's styles (styles.xml), worked out from a house style's look. Imports document nodes only.

Named styles that Word knows keep Word's own names, so that its navigation pane, its contents field and other readers
know a heading for a heading. Sizes are half-points, lengths twentieths of a point. ECMA-376 part 1, section 17.7.
"""

from msgspec import Struct

from app.document.nodes import Look
from app.exporters.docx.escape import attribute
from app.exporters.docx.numbering import BULLET_NUMS, NUMBER_NUM

LIST_STYLES = 5
CONTENTS_STYLES = 3
_LINE = 240
_FACE_LEADING = 1.15
"""Word's “single” spacing of Arial and its like is 1.15 of the size; a look's leading is of the size itself."""


class Style(Struct, frozen=True):
    """One style: `paragraph` and `run` are the insides of its property elements; `quick` puts it in Word's gallery."""

    id: str
    name: str
    base: str = "Normal"
    next: str = ""
    paragraph: str = ""
    run: str = ""
    type: str = "paragraph"
    quick: bool = True


def colour(look_colour: str) -> str:
    """A colour "#rrggbb" as Word writes it."""
    return look_colour.lstrip("#").upper()


def twips(points: float) -> int:
    """Points as twentieths of a point."""
    return round(points * 20)


def spacing(before: float, after: float, leading: float = 0) -> str:
    """The spacing element of spaces in points and a leading as a multiple of the size (0: inherited)."""
    line = f' w:line="{round(_LINE * leading / _FACE_LEADING)}" w:lineRule="auto"' if leading else ""
    return f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}"{line}/>'


def size(points: float) -> str:
    """The size elements of a run."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def tint(look_colour: str) -> str:
    """The run colour element."""
    return f'<w:color w:val="{colour(look_colour)}"/>'


def styles_xml(look: Look, language: str) -> str:
    """The whole part for a look and a language tag such as "cy-GB"."""
    styles = [*_text(look), *_cover(look), *_headings(look), *_lists(look), *_contents(look), *_tables(look)]
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{_defaults(look, language)}{''.join(_xml(style) for style in styles)}{_table_styles(look)}</w:styles>"
    )


def _defaults(look: Look, language: str) -> str:
    font = attribute(look.word_font)
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" '
        f'w:cs="{font}"/>{tint(look.ink)}{size(look.size)}<w:lang w:val="{attribute(language)}" '
        'w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/>'
        f"{spacing(0, 0, look.leading)}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )


def _text(look: Look) -> list[Style]:
    points, accent = look.size, tint(look.accent)
    gap = points * 0.7
    rule = f'<w:left w:val="single" w:sz="18" w:space="10" w:color="{colour(look.accent)}"/>'
    inset = '<w:ind w:left="400" w:right="400"/>'
    running = spacing(0, 0, 1.15)
    quiet = tint(_quiet(look))
    return [
        Style("BodyText", "Body Text", paragraph=spacing(0, gap)),
        Style("Lead", "Lead-in", "BodyText", "BodyText", "<w:keepNext/>" + spacing(0, gap * 0.7)),
        Style("Quote", "Quote", "BodyText", "BodyText",
              f"<w:pBdr>{rule}</w:pBdr>{spacing(gap * 0.5, gap * 1.2)}{inset}", "<w:i/><w:iCs/>"),
        Style("Note", "Note", "BodyText", "BodyText", spacing(0, gap), "<w:i/><w:iCs/>" + size(points * 0.9)),
        Style("Slogan", "Slogan", "BodyText", "BodyText",
              f'<w:keepLines/>{spacing(gap, gap * 1.6)}<w:jc w:val="center"/>',
              f"<w:b/><w:bCs/>{accent}{size(points * 1.45)}"),
        Style("Statement", "Vision Statement", "BodyText", "BodyText",
              f"<w:keepLines/><w:pBdr>{rule}</w:pBdr>{spacing(gap * 0.6, gap * 1.4)}{inset}",
              f"{accent}{size(points * 1.18)}"),
        Style("Caption", "caption", "Normal", "BodyText", "<w:keepNext/><w:keepLines/>" + spacing(gap, gap * 0.6),
              f"<w:b/><w:bCs/>{accent}{size(points * 0.92)}"),
        Style("FigureCaption", "Figure Caption", "Caption", "BodyText",
              '<w:keepNext w:val="0"/>' + spacing(gap * 0.4, gap * 1.5)),
        Style("Figure", "Figure", "Normal", "FigureCaption", "<w:keepNext/>" + spacing(gap, gap * 0.4, _FACE_LEADING)),
        Style("Signature", "Signature", "BodyText", "Signature", "<w:keepLines/>" + spacing(gap * 0.6, gap * 0.6)),
        Style("Label", "Label", "BodyText", "BodyText", "<w:keepNext/>" + spacing(gap * 0.6, gap * 0.4),
              f"<w:b/><w:bCs/>{accent}"),
        Style("Header", "header", "Normal", "", running, quiet + size(points * 0.8), quick=False),
        Style("Footer", "footer", "Normal", "", running, quiet + size(points * 0.75), quick=False),
        Style("Spacer", "Spacer", "Normal", "", '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
              size(1), quick=False),
        Style("Strong", "Strong", "DefaultParagraphFont", run="<w:b/><w:bCs/>", type="character"),
        Style("Emphasis", "Emphasis", "DefaultParagraphFont", run="<w:i/><w:iCs/>", type="character"),
        Style("HeadingNumber", "Heading Number", "DefaultParagraphFont", type="character"),
        Style("Hyperlink", "Hyperlink", "DefaultParagraphFont", run='<w:color w:val="0B4F9C"/><w:u w:val="single"/>',
              type="character", quick=False),
    ]  # fmt: skip


def _cover(look: Look) -> list[Style]:
    filled = look.cover != "plain"
    accent = tint("#ffffff") if filled else tint(look.accent)
    rule = colour(look.accent)
    shade = ""
    if filled:
        sides = "".join(
            f'<w:{s} w:val="single" w:sz="96" w:space="0" w:color="{rule}"/>'
            for s in ("top", "left", "bottom", "right")
        )
        shade = f'<w:pBdr>{sides}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{rule}"/>'
    under = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="8" w:color="{rule}"/></w:pBdr>'
        if not filled
        else ""
    )
    indent = '<w:ind w:left="240" w:right="240"/>' if filled else ""
    top, deep = (0, 90) if look.cover == "block" else (0, 16)
    return [
        Style("CoverOrganisation", "Cover Organisation", "Normal", "Title",
              shade + spacing(top, deep if filled else 120, 1.2) + indent, f"<w:b/><w:bCs/>{accent}{size(16)}"),
        Style("Title", "Title", "Normal", "Subtitle", shade + spacing(0, 12, 1.15) + indent,
              f"<w:b/><w:bCs/>{accent}{size(32)}"),
        Style("Subtitle", "Subtitle", "Normal", "CoverLine",
              shade + under + spacing(0, deep if filled else 24, 1.2) + indent, f"{accent}{size(18)}"),
        Style("CoverLine", "Cover Line", "Normal", "CoverLine", spacing(0, 4, 1.3), size(12)),
        Style("CoverLabel", "Cover Label", "Normal", "CoverLine", spacing(18, 6, 1.2),
              f"<w:b/><w:bCs/>{tint(look.accent)}{size(13)}"),
    ]  # fmt: skip


def _capitals(look: Look, level: int) -> str:
    return "<w:caps/>" if look.heading_case == "capitals" and level <= look.capital_levels else ""


def _headings(look: Look) -> list[Style]:
    styles: list[Style] = []
    for level in range(1, 7):
        points = look.heading_sizes[min(level, len(look.heading_sizes)) - 1]
        capitals = _capitals(look, level)
        look_run = f"<w:b/><w:bCs/>{capitals}{tint(look.accent)}{size(points)}"
        if level > 4:
            look_run = f"<w:b/><w:bCs/><w:i/><w:iCs/>{capitals}{tint(look.accent)}{size(points)}"
        before, after = (points * 1.35, points * 0.5) if level == 1 else (points * 1.2, points * 0.4)
        paragraph = (
            f'<w:keepNext/><w:keepLines/>{spacing(before, after, 1.2)}<w:outlineLvl w:val="{level - 1}"/>'
        )
        styles.append(Style(f"Heading{level}", f"heading {level}", "Normal", "BodyText", paragraph, look_run))
        styles.append(
            Style(
                f"HeadingUnlisted{level}",
                f"Heading {level} Unlisted",
                f"Heading{level}",
                "BodyText",
                quick=False,
            )
        )
    return styles


def _lists(look: Look) -> list[Style]:
    styles: list[Style] = []
    gap = look.size * 0.35
    for ordered, name, num in ((False, "List Bullet", BULLET_NUMS[0]), (True, "List Number", NUMBER_NUM)):
        for level in range(LIST_STYLES):
            suffix = f" {level + 1}" if level else ""
            numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
            styles.append(Style(
                (name + suffix).replace(" ", ""), name + suffix, "BodyText", "",
                numbered + spacing(0, gap), quick=not level,
            ))  # fmt: skip
            if not ordered:
                left = f'<w:ind w:left="{360 * (level + 1) + 60}"/>'
                named = f"List Continue{suffix}"
                styles.append(
                    Style(named.replace(" ", ""), named, "BodyText", "", spacing(0, gap) + left, quick=False)
                )
    return styles


def _contents(look: Look) -> list[Style]:
    points = look.heading_sizes[0]
    width = text_width(look)
    styles = [
        Style("TOCHeading", "TOC Heading", "Normal", "BodyText", "<w:keepNext/>" + spacing(0, points * 0.8, 1.2),
              f"<w:b/><w:bCs/>{_capitals(look, 1)}{tint(look.accent)}{size(points)}"),
    ]  # fmt: skip
    for level in range(CONTENTS_STYLES):
        left = (0, 480, 1000)[level]
        hang = (480, 520, 640)[level]
        tabs = (
            f'<w:tabs><w:tab w:val="left" w:pos="{left + hang}"/>'
            f'<w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
        )
        place = f'<w:ind w:left="{left}"/>'
        bold = "<w:b/><w:bCs/>" if level == 0 else ""
        before = 5 if level == 0 else 0
        styles.append(Style(
            f"TOC{level + 1}", f"toc {level + 1}", "Normal", "", tabs + spacing(before, 2, 1.2) + place, bold,
            quick=False,
        ))  # fmt: skip
    return styles


def _tables(look: Look) -> list[Style]:
    points = look.size * 0.9
    return [
        Style("TableText", "Table Text", "Normal", "", spacing(2, 2, 1.25), size(points)),
        Style(
            "TableHeading",
            "Table Heading",
            "TableText",
            "",
            "<w:keepNext/>",
            f"<w:b/><w:bCs/>{tint(look.accent)}",
        ),
        Style("TableLabel", "Table Label", "TableText", "", "", f"<w:b/><w:bCs/>{tint(look.accent)}"),
    ]


def text_width(look: Look, landscape: bool = False) -> int:
    """The width of the text on an A4 page, in twentieths of a point."""
    return (16838 if landscape else 11906) - 2 * twips(look.margin * 72 / 25.4)


def _quiet(look: Look) -> str:
    """The colour of running heads: the ink, a shade lighter but dark enough on white (WCAG AA)."""
    parts = [int(look.ink.lstrip("#")[n : n + 2], 16) for n in (0, 2, 4)]
    return "#" + "".join(f"{min(part + 40, 110):02x}" for part in parts)


def _xml(style: Style) -> str:
    following = f'<w:next w:val="{style.next}"/>' if style.next else ""
    paragraph = f"<w:pPr>{style.paragraph}</w:pPr>" if style.paragraph else ""
    run = f"<w:rPr>{style.run}</w:rPr>" if style.run else ""
    custom = "" if style.name in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="{style.type}"{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.base}"/>{following}{"<w:qFormat/>" if style.quick else ""}{paragraph}{run}</w:style>'
    )


_BUILT_IN = frozenset(
    ["Body Text", "Quote", "caption", "Signature", "header", "footer", "Strong", "Emphasis", "Hyperlink", "Title",
     "Subtitle", "TOC Heading"]
    + [f"heading {n}" for n in range(1, 7)]
    + [f"toc {n}" for n in range(1, 4)]
    + [f"List {what}{n}" for what in ("Bullet", "Number", "Continue") for n in ("", " 2", " 3", " 4", " 5")]
)  # fmt: skip


def _table_styles(look: Look) -> str:
    rule = colour(look.table_rule)
    head = colour(look.table_head)
    inner = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{rule}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    flat = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{rule}"/>'
        for side in ("top", "bottom", "insideH")
    )
    shaded = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{head}"/></w:tcPr>'
    first_row = f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>{shaded}</w:tblStylePr>'
    first_column = f'<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr>{shaded}</w:tblStylePr>'
    return (
        _table_style("StrategyGrid", "Strategy Grid", inner, first_row)
        + _table_style("StrategySheet", "Strategy Sheet", inner, first_row + first_column)
        + _table_style("StrategyPlain", "Strategy Plain", flat, first_row)
    )


def _table_style(id: str, name: str, borders: str, conditional: str) -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/>'
        '<w:left w:w="100" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr>{conditional}</w:style>"
    )
