"""Whether a page draws anything that is neither tagged nor marked as page furniture (ISO 14289-1, 7.1, 3rd paragraph).

A file may say that it is PDF/UA and yet do so: LibreOffice leaves borders and backgrounds unmarked. Works on the
operators alone and knows nothing of files.
"""

import re
from collections.abc import Callable

from app.exporters.pack.syntax import STRINGS

_WHITE = rb"\x00\t\n\f\r "
_INLINE = re.compile(
    rb"(?<=[" + _WHITE + rb"]ID)[" + _WHITE + rb"].*?(?=[" + _WHITE + rb"]EI[" + _WHITE + rb"])", re.S
)
_COMMENT = re.compile(rb"%[^\r\n]*")
_SIGNS = re.compile(
    rb"["
    + _WHITE
    + rb"\])>](BDC|BMC|EMC|Tj|TJ|Do|BI|sh|S|s|f\*?|F|B\*?|b\*?|'|\")(?=["
    + _WHITE
    + rb"\[(</]|$)"
)
_MARK = re.compile(
    rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]*)[" + _WHITE + rb"]*(?:(<<.*?>>)|/([^\x00\t\n\f\r ()<>\[\]{}/%]+))?["
    + _WHITE + rb"]*$",
    re.S,
)  # fmt: skip
_LONGEST_MARK = 4_000


def draws_untagged(code: bytes, is_tagged: Callable[[bytes], bool]) -> bool:
    """Whether some operator paints outside all marks. `is_tagged` says of a named property list whether it tags."""
    marks: list[bool] = []
    depth = 0
    end = 0
    code = b" " + _COMMENT.sub(b"", STRINGS.sub(b" ", _INLINE.sub(b"", code)))
    for found in _SIGNS.finditer(code):
        sign = found[1]
        if sign in (b"BDC", b"BMC"):
            counts = _counts(code[max(end, found.start() - _LONGEST_MARK) : found.start(1)], is_tagged)
            marks.append(counts)
            depth += counts
            end = found.end()
        elif sign == b"EMC":
            depth -= marks.pop() if marks else False
            end = found.end()
        elif not depth:
            return True
    return False


def _counts(before: bytes, is_tagged: Callable[[bytes], bool]) -> bool:
    """Whether a mark, by what stands before its operator, is of furniture or belongs to the structure."""
    found = None
    at = len(before)
    while found is None and (at := before.rfind(b"/", 0, at)) >= 0:
        tried = _MARK.match(before, at)
        if tried is not None and (tried[2] or tried[3] or tried[1] == b"Artifact"):
            found = tried
    if found is None:
        return False
    name, inline, named = found.groups()
    return (
        name == b"Artifact" or b"/MCID" in (inline or b"") or (named is not None and is_tagged(b"/" + named))
    )
