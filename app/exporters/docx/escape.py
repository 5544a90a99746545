"""Words made safe inside XML. Imports nothing of Engross.

XML 1.0 section 2.2 forbids most control characters, lone surrogates and U+FFFE/U+FFFF even as references; Word refuses
a file that holds one, so they are left out.
"""

import re

_SPECIAL = re.compile('[&<>"\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]')
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """The text without the characters that no XML document may hold."""
    return _ILLEGAL.sub("", text)


def escaped(text: str) -> str:
    """The text as it may stand between tags; line ends and tabs are left as they are."""
    if not _SPECIAL.search(text):
        return text
    return legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """The text as it may stand inside a double-quoted attribute, on one line."""
    if not _SPECIAL.search(text):
        return text
    return escaped(" ".join(text.split())).replace('"', "&quot;")
