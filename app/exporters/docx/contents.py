"""The contents page: Word's own contents field with its entries already filled in. Imports document nodes only.

Nothing asks Word to update it, for Word would put a question to whoever opens the file. ECMA-376 part 1, 17.16.5.68.
"""

from app.document.nodes import Contents
from app.exporters.docx.escape import escaped
from app.exporters.docx.spans import run
from app.exporters.docx.styles import CONTENTS_STYLES
from app.exporters.docx.writing import Entry, Writing

_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def field(instruction: str, result: str) -> str:
    """The runs of a field with the result that is shown until it is updated."""
    code = f'<w:r><w:instrText xml:space="preserve"> {escaped(instruction)} </w:instrText></w:r>'
    return f"{_BEGIN}{code}{_SEPARATE}{result}{_END}"


def contents_xml(writing: Writing, contents: Contents, heading: str) -> str:
    """The contents page under `heading`, a paragraph already written. Called when all headings have been met."""
    depth = min(max(contents.depth, 1), CONTENTS_STYLES)
    entries = [entry for entry in writing.entries if entry.level <= depth and entry.text]
    code = escaped(f'TOC \\o "1-{depth}" \\h \\z \\u')
    start = f'{_BEGIN}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{_SEPARATE}'
    lines = [_line(entry, start if number == 0 else "") for number, entry in enumerate(entries)]
    if not lines:
        return heading
    lines.append(f'<w:p><w:pPr><w:pStyle w:val="Spacer"/></w:pPr>{_END}</w:p>')
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{heading}{''.join(lines)}</w:sdtContent></w:sdt>"
    )


def _line(entry: Entry, start: str) -> str:
    number = run(entry.number + ("\t" if len(entry.number) <= 6 else " ")) if entry.number else ""
    hanging = ""
    if number and len(entry.number) <= 6:
        left, hang = ((480, 480), (1000, 520), (1640, 640))[entry.level - 1]
        hanging = f'<w:ind w:left="{left}" w:hanging="{hang}"/>'
    page = field(f"PAGEREF {entry.bookmark} \\h", run(str(entry.page)))
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TOC{entry.level}"/>{hanging}</w:pPr>{start}'
        f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{number}{run(entry.text)}<w:r><w:tab/></w:r>{page}'
        "</w:hyperlink></w:p>"
    )
