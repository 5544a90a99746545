"""Fields as Word nests them: instructions are dropped, results kept (ECMA-376 §17.16). Imports this package only."""

import re

from lxml import etree

from app.importers.links import safe_link
from app.importers.word.names import VAL, W, is_on, whole

_ARGUMENT = re.compile(r'"([^"]*)"|(\S+)')
_LONGEST = 10_000
CHECKED, UNCHECKED = "☒", "☐"


class Field:
    """One field: its instruction so far, whether its result has begun, and words that stood in the instruction."""

    __slots__ = ("instruction", "link", "name", "showing", "unshown")

    def __init__(self, instruction: str = "") -> None:
        self.instruction = instruction
        self.showing = False
        self.name = ""
        self.link = ""
        self.unshown: list[str] = []

    def show(self) -> None:
        """Begins the result: from here on words are kept."""
        self.showing = True
        words = [quoted or bare for quoted, bare in _ARGUMENT.findall(self.instruction[:_LONGEST])]
        self.name = words[0].upper() if words else ""
        if self.name == "HYPERLINK":
            self.link = safe_link(_address(words[1:]))


def _address(words: list[str]) -> str:
    """The address of a HYPERLINK field's arguments; `\\l` names a bookmark in it."""
    address = mark = ""
    following = iter(words)
    for word in following:
        if word in ("\\l", "\\o", "\\t", "\\m"):
            value = next(following, "")
            mark = value if word == "\\l" else mark
        elif not word.startswith("\\"):
            address = address or word
    return f"{address}#{mark}" if mark else address


class Fields:
    """The fields that are open where a story has got to, outermost first."""

    def __init__(self) -> None:
        self._open: list[Field] = []
        self.muted = False
        self.link = ""
        self.contents = False

    def _changed(self) -> None:
        self.muted = any(not field.showing for field in self._open)
        self.link = next((field.link for field in reversed(self._open) if field.link), "")
        self.contents = any(field.name == "TOC" for field in self._open)

    @property
    def depth(self) -> int:
        """How many fields are open."""
        return len(self._open)

    def begin(self) -> None:
        """A field's instruction begins."""
        self._open.append(Field())
        self._changed()

    def instruct(self, text: str) -> None:
        """More of the innermost field's instruction."""
        if self._open and not self._open[-1].showing:
            self._open[-1].instruction += text[:_LONGEST]

    def separate(self) -> None:
        """The innermost field's result begins."""
        if self._open:
            self._open[-1].show()
            self._changed()

    def end(self) -> None:
        """The innermost field is over; an end without a beginning is ignored."""
        if self._open:
            self._open.pop()
            self._changed()

    def open_simple(self, instruction: str) -> None:
        """A `w:fldSimple` begins: its content is all result."""
        field = Field(instruction)
        field.show()
        self._open.append(field)
        self._changed()

    def keep_unshown(self, text: str) -> None:
        """Remembers words that stand in an instruction, lest a field that never ends swallow them."""
        next(field for field in self._open if not field.showing).unshown.append(text)

    def unended(self) -> str:
        """The words that fields which never ended have swallowed; empty in every sound file."""
        return "".join(text for field in self._open for text in field.unshown)


def form_answer(begin: "etree._Element") -> str:
    """The answer that an old form field shows, kept in its beginning: a ticked box or the chosen entry of a list."""
    form = begin.find(W + "ffData")
    if form is None:
        return ""
    box = form.find(W + "checkBox")
    if box is not None:
        ticked = box.find(W + "checked")
        ticked = box.find(W + "default") if ticked is None else ticked
        return CHECKED if ticked is not None and is_on(ticked.get(VAL)) else UNCHECKED
    entries = form.find(W + "ddList")
    if entries is None:
        return ""
    listed = [entry.get(VAL) or "" for entry in entries.iterchildren(W + "listEntry")]
    chosen = entries.find(W + "result")
    at = 0 if chosen is None else whole(chosen.get(VAL))
    return listed[at] if 0 <= at < len(listed) else ""
