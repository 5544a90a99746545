"""Word's list numbering (numbering.xml): bullets and restarted numbers on nine levels. Imports nothing of Engross.

Each numbered list is an instance (`w:num`) of its own that starts again; bulleted lists take turns between two, so that
neighbours stay two lists. ECMA-376 part 1, section 17.9.
"""

import re

from app.exporters.docx.escape import attribute

LEVELS = 9
_BULLETS = ("•", "–", "▪")
_FORMATS = ("decimal", "lowerLetter", "lowerRoman")
_NUMBER = re.compile(r"(.*?)(\d+|(?<![a-z])[a-z](?![a-z]))([).:]?)", re.DOTALL)
_INDENT = 360
BULLET_NUMS = (1, 2)
NUMBER_NUM = 3


class Numbering:
    """The numbering instances one document uses, made as its lists are written."""

    def __init__(self) -> None:
        self._nums: list[str] = [_num(n, 1) for n in BULLET_NUMS] + [_num(NUMBER_NUM, 2)]
        self._abstracts: list[str] = []
        self._bullets = 0
        self._former: dict[str, tuple[int, int]] = {}
        self._runs: dict[str, int] = {}

    def bullets(self) -> int:
        """The instance for the next bulleted list."""
        self._bullets += 1
        return BULLET_NUMS[self._bullets % len(BULLET_NUMS)]

    def numbers(self, level: int, shown: str = "", alone: bool = False, start: int = 1) -> int:
        """A new instance that begins at `start` on `level` (from 0), or at `shown` ("2.1", "c)") in its own pattern.

        One that is `alone` has levels of its own: LibreOffice keeps at the first item of any other that it begins anew,
        and numbers on from the list before when that item goes.
        """
        num = len(self._nums) + 1
        override = ""
        if shown:
            start, form, text = pattern_of(shown)
            override = _level(level, form, text, start=start)
        body = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/>{override}</w:lvlOverride>'
        if alone:
            return self._alone(body)
        self._nums.append(_num(num, 2, body))
        return num

    def former_numbers(self, name: str, item: int) -> int:
        """The instance for an item, counted from 0, of a numbered list of the text as it was, by the list's `name`.

        A list of the same name whose items begin again is another one, as in the next cell of a table.
        """
        num, last = self._former.get(name, (0, item))
        if item <= last:
            num = self._alone()
        self._former[name] = num, item
        return num

    def of_run(self, run: str, level: int, start: int = 1) -> int:
        """The instance of all lists of a run, the first of which begins at `start` on `level`.

        It has levels of its own: others of the same levels would count on from it, and it from them.
        """
        if run not in self._runs:
            begun = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            self._runs[run] = self._alone(begun if start > 1 else "")
        return self._runs[run]

    def xml(self) -> str:
        """The whole part."""
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            + _abstract(1, "List Bullet", [_level(n, "bullet", _BULLETS[n % 3]) for n in range(LEVELS)])
            + _abstract(2, "List Number", _numbers())
            + "".join(self._abstracts)
            + "".join(self._nums)
            + "</w:numbering>"
        )

    def _alone(self, body: str = "") -> int:
        """A new instance that has levels of its own."""
        abstract = 2 + len(self._abstracts) + 1
        self._abstracts.append(_abstract(abstract, "", _numbers()))
        self._nums.append(_num(len(self._nums) + 1, abstract, body))
        return len(self._nums)


def pattern_of(shown: str) -> tuple[int, str, str]:
    """The start, number format and text with %0 for the number that print `shown`; a fixed text where it has none."""
    found = _NUMBER.fullmatch(shown.strip())
    if found is None:
        return 1, "decimal", shown.replace("%", "")
    head, number, tail = (part.replace("%", "") for part in found.groups())
    if number.isdigit():
        return int(number), "decimal", f"{head}%0{tail}"
    return ord(number) - ord("a") + 1, "lowerLetter", f"{head}%0{tail}"


def follows(shown: str, previous: str) -> bool:
    """Whether a list that shows `previous` goes on to show `shown` by itself ("2.2" after "2.1")."""
    before, after = pattern_of(previous), pattern_of(shown)
    return "%0" in after[2] and after[0] == before[0] + 1 and after[1:] == before[1:]


def style_of(ordered: bool, level: int) -> str:
    """The identity of the paragraph style for an item on `level` (from 0); Word knows five of each."""
    name = "ListNumber" if ordered else "ListBullet"
    return name if level <= 0 else f"{name}{min(level, 4) + 1}"


def continued(level: int) -> str:
    """The identity of the style of a paragraph that stands under an item's first one on `level` (from 0)."""
    return "ListContinue" + (str(min(level, 4) + 1) if level else "")


def indent_of(level: int) -> int:
    """The left indent of an item's words, in twentieths of a point."""
    return _INDENT * (level + 1) + 60


def _num(num: int, abstract: int, body: str = "") -> str:
    return f'<w:num w:numId="{num}"><w:abstractNumId w:val="{abstract}"/>{body}</w:num>'


def _numbers() -> list[str]:
    return [_level(n, _FORMATS[n % 3], f"%{n + 1}.") for n in range(LEVELS)]


def _abstract(number: int, name: str, levels: list[str]) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x4E470000 + number:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="{0x4E471000 + number:08X}"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )


def _level(level: int, form: str, text: str, start: int = 1) -> str:
    words = attribute(text.replace("%0", f"%{level + 1}"))
    wide = max(_INDENT, 110 * len(words) + 120) if form != "bullet" else _INDENT
    left = max(indent_of(level), wide) if form != "bullet" else indent_of(level)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:suff w:val="tab"/>'
        f'<w:lvlText w:val="{words}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{wide}"/></w:pPr></w:lvl>'
    )
