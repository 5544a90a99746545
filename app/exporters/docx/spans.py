"""Runs of words in Word's XML, with looks, links and tracked changes. Imports document nodes only."""

import re

from app.document.nodes import Mark, Spans
from app.exporters.docx.escape import escaped
from app.exporters.docx.writing import Writing

_BREAKS = re.compile("(\r\n|[\n\r\t])")
_LOOKS = {
    (False, False): "",
    (True, False): "<w:rPr><w:b/><w:bCs/></w:rPr>",
    (False, True): "<w:rPr><w:i/><w:iCs/></w:rPr>",
    (True, True): "<w:rPr><w:b/><w:bCs/><w:i/><w:iCs/></w:rPr>",
}
_LINKED = {
    look: '<w:rPr><w:rStyle w:val="Hyperlink"/>' + (xml[len("<w:rPr>") :] or "</w:rPr>")
    for look, xml in _LOOKS.items()
}
_PLAIN = "<w:rPr></w:rPr>"
BREAK = "<w:br/>"
TAB = "<w:tab/>"


def text_tag(mark: Mark | None) -> str:
    """The element of words under a mark: those that were moved away are no deleted ones (ECMA-376 part 1, 17.3.3.7)."""
    return "w:delText" if mark is not None and mark.kind == "deleted" and not mark.move else "w:t"


def run(text: str, look: str = "", mark: Mark | None = None) -> str:
    """One run; line ends become breaks, tabs tabs. `look` is its whole `w:rPr` element."""
    tag = text_tag(mark)
    if "\n" not in text and "\t" not in text and "\r" not in text:
        return f'<w:r>{look}<{tag} xml:space="preserve">{escaped(text)}</{tag}></w:r>'
    inner: list[str] = []
    for piece in _BREAKS.split(text):
        if piece == "\t":
            inner.append(TAB)
        elif piece in ("\n", "\r", "\r\n"):
            inner.append(BREAK)
        elif piece:
            inner.append(f'<{tag} xml:space="preserve">{escaped(piece)}</{tag}>')
    return f"<w:r>{look}{''.join(inner)}</w:r>"


def wrapped(writing: Writing, inner: str, mark: Mark | None) -> str:
    """Runs as a tracked insertion or deletion."""
    if mark is None or not inner:
        return inner
    name, attributes = writing.revision(mark)
    return f"<{name}{attributes}>{inner}</{name}>"


def runs(writing: Writing, spans: Spans, inherited: Mark | None = None) -> str:
    """The runs of some spans. Those without a mark take `inherited`, unless some of them are marked themselves."""
    if inherited is not None and any(span.mark for span in spans):
        inherited = None
    written: list[str] = []
    for span in spans:
        if not span.text:
            if span.remark:
                written.append(remark_edge(span.remark))
            continue
        mark = span.mark or inherited
        link = writing.link(span.link) if span.link else ""
        looks = _LINKED if link else _LOOKS
        look = looks[span.bold, span.italic]
        if (former := span.former) is not None:
            look = _restyled(writing, look, looks[former.bold, former.italic], former.mark)
        inner = run(span.text, look, mark)
        if mark is not None:
            inner = wrapped(writing, inner, mark)
        if link:
            inner = f'<w:hyperlink {link} w:history="1">{inner}</w:hyperlink>'
        written.append(inner)
    return "".join(written)


def _restyled(writing: Writing, look: str, former: str, mark: Mark) -> str:
    """The properties of words that stayed, which say how they looked before (ECMA-376 part 1, 17.13.5.31)."""
    _, attributes = writing.revision(mark)
    changed = f"<w:rPrChange{attributes}>{former or _PLAIN}</w:rPrChange>"
    return f"{(look or _PLAIN).removesuffix('</w:rPr>')}{changed}</w:rPr>"


def remark_edge(place: int) -> str:
    """Where a remark begins, or, for a negative place, where it ends and is referred to (ECMA-376 §17.13.4)."""
    if place > 0:
        return f'<w:commentRangeStart w:id="{place}"/>'
    return f'<w:commentRangeEnd w:id="{-place}"/><w:r><w:commentReference w:id="{-place}"/></w:r>'
