"""Remarks as Word's comments, their threads and whether they are resolved. Imports document nodes only.

Rules: ECMA-376 §17.13.4 (comments) and [MS-DOCX] 2.5.1 (commentEx: a thread is told by the ids of last paragraphs).
"""

from app.document.nodes import Remark
from app.exporters.docx.escape import attribute, escaped

THREADS = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14 w15"'
)
_FIRST = 0x10000000


def remarks_xml(remarks: tuple[Remark, ...]) -> str:
    """word/comments.xml."""
    written = "".join(_remark(place, remark) for place, remark in enumerate(remarks, start=1))
    return f"{_HEAD}<w:comments {_SPACES}>{written}</w:comments>"


def threads_xml(remarks: tuple[Remark, ...]) -> str:
    """word/commentsExtended.xml."""
    rows: list[str] = []
    for place, remark in enumerate(remarks, start=1):
        above = f' w15:paraIdParent="{_paragraph_id(remark.answers)}"' if remark.answers else ""
        rows.append(
            f'<w15:commentEx w15:paraId="{_paragraph_id(place)}"{above} w15:done="{int(remark.resolved)}"/>'
        )
    return f"{_HEAD}<w15:commentsEx {_SPACES}>{''.join(rows)}</w15:commentsEx>"


def _remark(place: int, remark: Remark) -> str:
    date = f' w:date="{attribute(remark.date)}"' if remark.date else ""
    initials = "".join(name[0] for name in remark.author.split()[:3])
    lines = remark.text.split("\n")
    paragraphs = [f"<w:p>{_run(line)}</w:p>" for line in lines[:-1]]
    paragraphs.append(f'<w:p w14:paraId="{_paragraph_id(place)}">{_run(lines[-1])}</w:p>')
    return (
        f'<w:comment w:id="{place}" w:author="{attribute(remark.author) or "Unknown"}"{date} '
        f'w:initials="{attribute(initials)}">{"".join(paragraphs)}</w:comment>'
    )


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def _paragraph_id(place: int) -> str:
    return f"{_FIRST + place:08X}"
