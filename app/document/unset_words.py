"""Words that a PDF of ours cannot set, for want of letters or because they run from right to left.

Word and web page show them with the reader's own typefaces. Imports models and this package only.
"""

import re
from collections.abc import Iterator

from app.document.faults import Fault
from app.models.nodes import KINDS, Node, rich_fields
from app.models.patterns import sought
from app.models.text import blocks_text

_LEFTWARDS = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_RUN_LEFTWARDS = rf"{_LEFTWARDS}+(?:[\s\u200c\u200d]+{_LEFTWARDS}+){{0,3}}"
# What none of the typefaces that a PDF embeds has: the scripts of South and East Asia, and nearly all emoji.
_UNSEEN = (
    "[\u0900-\u0e3e\u0f00-\u109f\u1100-\u13ff\u1780-\u17ff\u2e80-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uff01-\uffee"
    "\U0001f319-\U0001f42c\U0001f436-\U0001f5ff\U0001f680-\U0001faff\U00020000-\U0003ffff]"
)
_RUN_UNSEEN = rf"{_UNSEEN}+(?:[\s\u200c\u200d]+{_UNSEEN}+){{0,3}}"
_PERHAPS = re.compile(rb"[\xd6-\xe1\xe3-\xff]")
"""A letter beyond Cyrillic that is no sign of punctuation either, in UTF-8: nearly no part has one."""
_WAY_ON = "Word and the web page show it; for a PDF put it in as a picture, or leave it out."


def unset_faults(node: Node) -> Iterator[Fault]:
    """One fault for each field with such words; it names the first of them."""
    if not _PERHAPS.search(node.payload):
        return
    lines = (
        (field.name, getattr(node, field.name)) for field in KINDS[node.kind].fields if field.type == "line"
    )
    texts = ((name, blocks_text(blocks)) for name, blocks in rich_fields(node))
    for name, text in (("title", node.title), *lines, *texts):
        if text.isascii():
            continue
        if found := sought(_RUN_LEFTWARDS).search(text):
            message = f"“{found[0]}” runs from right to left, which no PDF of Engross does. {_WAY_ON}"
        elif found := sought(_RUN_UNSEEN).search(text):
            message = f"A PDF has no letters for “{found[0]}” and would print �. {_WAY_ON}"
        else:
            continue
        yield Fault("letters", node, message, "should", name)
