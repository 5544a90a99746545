"""A reviewer who edits a Word copy by chance with tracking on, and writes into it what Word itself would write.

Every word that is added is `zq` and a number and stands nowhere else.
"""

import random
import re
from collections.abc import Callable, Sequence
from copy import deepcopy

from lxml import etree

from tests.word_edits import W, words_of

Element = etree._Element
Who = tuple[str, str]
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
REVIEWERS: tuple[Who, ...] = (
    ("Ann Price", "2026-03-01T10:00:00Z"),
    ("Bob", "2026-03-02T11:30:00Z"),
    ("Cäsar & Söhne", "2026-03-03T09:00:00Z"),
)
TRACKED = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
UNTOUCHED = ("TOC", "Spacer", "Header", "Footer")


def style_of(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return (style.get(f"{W}val") or "") if style is not None else ""


def is_generated(paragraph: Element) -> bool:
    """Whether the program words a paragraph, which a reviewer can therefore not change."""
    named = [mark.get(f"{W}name") or "" for mark in paragraph.iter(f"{W}bookmarkStart")]
    return bool(named) and named[-1].startswith("_egg_")


class Reviewer:
    """Edits one body. `done` tells what was done, to be read where a test fails."""

    def __init__(self, chance: random.Random, body: Element) -> None:
        self.chance, self.body = chance, body
        self.count, self.id = 0, 9000
        self.done: list[tuple[str, ...]] = []

    def edit(self, times: int) -> None:
        """Edits here and there, now and then as another reviewer."""
        acts: Sequence[tuple[Callable[[Who], tuple[str, ...] | None], float]] = (
            (self.type, 5), (self.strike, 4), (self.replace, 6), (self.strike_paragraphs, 3), (self.add_after, 4),
            (self.add_before, 2), (self.split, 1.5), (self.join, 1.5), (self.move, 3), (self.add_row, 2),
            (self.strike_row, 2), (self.strike_in_added, 1.5),
        )  # fmt: skip
        whose = REVIEWERS[: self.chance.choice((1, 1, 2, 3))]
        for _ in range(times):
            (act,) = self.chance.choices([each for each, _ in acts], [often for _, often in acts])
            if told := act(self.chance.choice(whose)):
                self.done.append((act.__name__, *told))

    # What may be chosen

    def paragraphs(self) -> list[Element]:
        """Those that the author wrote and nobody has edited yet."""
        return [each for each in self.body.iter(f"{W}p") if self._is_free(each)]

    def _is_free(self, paragraph: Element) -> bool:
        return (
            not style_of(paragraph).startswith(UNTOUCHED)
            and bool(words_of(paragraph).strip())
            and next(paragraph.iter(*TRACKED), None) is None
            and next(paragraph.iterancestors(f"{W}txbxContent"), None) is None
            and not any(_is_tracked(row) for row in paragraph.iterancestors(f"{W}tr"))
            and not is_generated(paragraph)
        )

    def _one(self, fits: Callable[[Element], bool] = lambda _: True) -> Element | None:
        fitting = [each for each in self.paragraphs() if fits(each)]
        return self.chance.choice(fitting) if fitting else None

    def _text(self, paragraph: Element) -> Element | None:
        """The words of one run that stands by itself in a paragraph and holds nothing else."""
        found = [
            text
            for text in paragraph.iter(f"{W}t")
            if (run := text.getparent()) is not None
            and run.getparent() is paragraph
            and all(child.tag in (f"{W}t", f"{W}rPr") for child in run)
            and len(run.findall(f"{W}t")) == 1
            and (text.text or "").strip()
        ]
        return self.chance.choice(found) if found else None

    def _some(self, text: str) -> tuple[int, int]:
        """Where one to four words in a text begin and end."""
        words = [match.span() for match in re.finditer(r"\S+", text)]
        first = self.chance.randrange(len(words))
        return words[first][0], words[min(len(words) - 1, first + self.chance.randint(0, 3))][1]

    # What is written

    def new(self, count: int = 0) -> str:
        made = [f"zq{self.count + at}" for at in range(count or self.chance.randint(1, 4))]
        self.count += len(made)
        return " ".join(made)

    def by(self, tag: str, who: Who, *runs: Element) -> Element:
        self.id += 1
        made = etree.Element(W + tag)
        for name, value in (("id", str(self.id)), ("author", who[0]), ("date", who[1])):
            made.set(W + name, value)
        made.extend(runs)
        return made

    def run(self, words: str, like: Element, *, gone: bool = False) -> Element:
        """A run that looks like another; Word numbers the sittings, so that neighbours are not the same."""
        made = etree.Element(f"{W}r")
        made.set(f"{W}rsidR", f"00A{self.chance.randrange(1 << 20):05X}")
        if (look := like.find(f"{W}rPr")) is not None:
            made.append(deepcopy(look))
        text = etree.SubElement(made, f"{W}delText" if gone else f"{W}t")
        text.text = words
        text.set(SPACE, "preserve")
        return made

    def _put(self, text: Element, start: int, end: int, made: Sequence[Element]) -> None:
        """Puts elements in place of some letters of a run, which is divided."""
        run, words = text.getparent(), text.text or ""
        assert run is not None
        parent = run.getparent()
        assert parent is not None
        before = [self.run(words[:start], run)] if words[:start] else []
        if before and self.chance.random() < 0.3:
            etree.SubElement(parent, f"{W}proofErr").set(f"{W}type", "spellStart")
            before.append(parent[-1])
        after = [self.run(words[end:], run)] if words[end:] else []
        at = parent.index(run)
        parent[at : at + 1] = [*before, *made, *after]

    def _mark(self, paragraph: Element, tag: str, who: Who) -> None:
        """Marks the end of a paragraph as come or gone."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        look = properties.find(f"{W}rPr")
        if look is None:
            look = etree.SubElement(properties, f"{W}rPr")
        look.insert(0, self.by(tag, who))

    def _wrap(self, paragraph: Element, tag: str, who: Who) -> None:
        """Marks a whole paragraph, its end too."""
        for run in list(paragraph.iter(f"{W}r")):
            wrapped = self.by(tag, who)
            run.addprevious(wrapped)
            wrapped.append(run)
            for text in run.iter(f"{W}t") if tag == "del" else ():
                text.tag = f"{W}delText"
        self._mark(paragraph, tag, who)

    def _written(self, like: Element, who: Who) -> Element:
        made = etree.Element(f"{W}p")
        if (properties := like.find(f"{W}pPr")) is not None:
            made.append(_bare(properties))
        made.append(self.by("ins", who, self.run(self.new(4), etree.Element(f"{W}r"))))
        return made

    # What is done

    def type(self, who: Who) -> tuple[str, ...] | None:
        paragraph = self._one()
        if paragraph is None or (text := self._text(paragraph)) is None:
            return None
        words = text.text or ""
        at = self.chance.choice([*(match.start() for match in re.finditer(" ", words)), 0, len(words)])
        new = self.new()
        typed = f"{new} " if at == 0 else f" {new}"
        run = text.getparent()
        assert run is not None
        cut = len(typed) // 2 if self.chance.random() < 0.3 else 0
        pieces = [piece for piece in (typed[:cut], typed[cut:]) if piece]
        self._put(text, at, at, [self.by("ins", who, *(self.run(piece, run) for piece in pieces))])
        return typed, words

    def strike(self, who: Who) -> tuple[str, ...] | None:
        return self._struck(who, replaced=False)

    def replace(self, who: Who) -> tuple[str, ...] | None:
        return self._struck(who, replaced=True)

    def _struck(self, who: Who, *, replaced: bool) -> tuple[str, ...] | None:
        paragraph = self._one(lambda each: len(words_of(each).split()) > 4)
        if paragraph is None or (text := self._text(paragraph)) is None:
            return None
        words, run = text.text or "", text.getparent()
        assert run is not None
        start, end = self._some(words)
        if not replaced and words[end : end + 1] == " ":
            end += 1
        if words[start:end].strip() == words_of(paragraph).strip():
            return None
        new = self.new() if replaced else ""
        made = [self.by("del", who, self.run(words[start:end], run, gone=True))]
        if replaced:
            made.insert(self.chance.choice((0, 1, 1)), self.by("ins", who, self.run(new, run)))
        self._put(text, start, end, made)
        return words[start:end], new

    def strike_paragraphs(self, who: Who) -> tuple[str, ...] | None:
        struck: list[str] = []
        paragraph = self._one(_stands_alone)
        for _ in range(self.chance.choice((1, 1, 2, 3))):
            if paragraph is None or not self._is_free(paragraph) or not _stands_alone(paragraph):
                break
            struck.append(words_of(paragraph))
            self._wrap(paragraph, "del", who)
            paragraph = _next_paragraph(paragraph)
        return tuple(struck)

    def add_after(self, who: Who) -> tuple[str, ...] | None:
        paragraph = self._one(_stands_alone)
        if paragraph is None:
            return None
        made = self._written(paragraph, who)
        # Enter at the end of a paragraph: the first of the two ends is the new one.
        self._mark(paragraph if self.chance.random() < 0.5 else made, "ins", who)
        paragraph.addnext(made)
        return words_of(made), "after", words_of(paragraph)

    def add_before(self, who: Who) -> tuple[str, ...] | None:
        paragraph = self._one(_stands_alone)
        if paragraph is None:
            return None
        made = self._written(paragraph, who)
        self._mark(made, "ins", who)
        paragraph.addprevious(made)
        return words_of(made), "before", words_of(paragraph)

    def split(self, who: Who) -> tuple[str, ...] | None:
        paragraph = self._one(lambda each: _stands_alone(each) and len(words_of(each).split()) > 5)
        if paragraph is None or (text := self._text(paragraph)) is None or " " not in (text.text or ""):
            return None
        at = self.chance.choice([match.end() for match in re.finditer(" ", text.text or "")])
        run = text.getparent()
        assert run is not None
        rest = self.run((text.text or "")[at:], run)
        run.addnext(rest)
        text.text = (text.text or "")[:at]
        text.set(SPACE, "preserve")
        after = etree.Element(f"{W}p")
        if (properties := paragraph.find(f"{W}pPr")) is not None:
            after.append(_bare(properties))
        after.extend([rest, *rest.itersiblings()])
        self._mark(paragraph, "ins", who)
        paragraph.addnext(after)
        return words_of(paragraph), words_of(after)

    def join(self, who: Who) -> tuple[str, ...] | None:
        def fits(paragraph: Element) -> bool:
            after = _next_paragraph(paragraph)
            return after is not None and self._is_free(after) and _stands_alone(paragraph)

        paragraph = self._one(fits)
        if paragraph is None:
            return None
        self._mark(paragraph, "del", who)
        return (words_of(paragraph),)

    def move(self, who: Who) -> tuple[str, ...] | None:
        paragraph, to = self._one(_stands_alone), self._one(_stands_alone)
        if paragraph is None or to is None or paragraph is to:
            return None
        copy, name = deepcopy(paragraph), f"move{self.id}"
        # Word leaves the bookmarks with one of the two.
        without = self.chance.choice((copy, paragraph))
        for mark in [*without.iter(f"{W}bookmarkStart"), *without.iter(f"{W}bookmarkEnd")]:
            without.remove(mark)
        to.addnext(copy)
        for moved, way in ((paragraph, "From"), (copy, "To")):
            self._wrap(moved, f"move{way}", who)
            start = self.by(f"move{way}RangeStart", who)
            start.set(f"{W}name", name)
            end = etree.Element(f"{W}move{way}RangeEnd")
            end.set(f"{W}id", start.get(f"{W}id") or "")
            moved.insert(1 if moved.find(f"{W}pPr") is not None else 0, start)
            moved.addnext(end)
        return words_of(copy), "after", words_of(to)

    def _rows(self) -> list[Element]:
        """Rows below the first of tables that keep others, of cells that are one row high, which nobody has edited."""
        return [
            row
            for row in self.body.iter(f"{W}tr")
            if (table := row.getparent()) is not None
            and len(table.findall(f"{W}tr")) > 3
            and row is not table.find(f"{W}tr")
            and not _is_tracked(row)
            and next(row.iter(*TRACKED, f"{W}vMerge"), None) is None
            and any(not is_generated(each) for each in row.iter(f"{W}p"))
        ]

    def add_row(self, who: Who) -> tuple[str, ...] | None:
        if not (rows := self._rows()):
            return None
        row = self.chance.choice(rows)
        made = deepcopy(row)
        for cell in made.findall(f"{W}tc"):
            first, *others = cell.findall(f"{W}p")
            for other in others:
                cell.remove(other)
            for child in [each for each in first if each.tag != f"{W}pPr"]:
                first.remove(child)
            first.append(self.by("ins", who, self.run(self.new(2), etree.Element(f"{W}r"))))
        _row_properties(made).append(self.by("ins", who))
        row.addnext(made)
        return words_of(made), "after", words_of(row)

    def strike_row(self, who: Who) -> tuple[str, ...] | None:
        if not (rows := self._rows()):
            return None
        row = self.chance.choice(rows)
        said = words_of(row)
        for paragraph in row.iter(f"{W}p"):
            self._wrap(paragraph, "del", who)
        _row_properties(row).append(self.by("del", who))
        return (said,)

    def strike_in_added(self, who: Who) -> tuple[str, ...] | None:
        """Takes words out of what somebody else has put in."""
        added = [
            each
            for each in self.body.iter(f"{W}ins")
            if (parent := each.getparent()) is not None
            and parent.tag == f"{W}p"
            and each.get(f"{W}author") != who[0]
            and len(each) == 1
            and each.find(f"{W}r/{W}t") is not None
        ]
        if not added:
            return None
        text = self.chance.choice(added).find(f"{W}r/{W}t")
        assert text is not None
        words, run = text.text or "", text.getparent()
        assert run is not None
        start, end = self._some(words)
        self._put(text, start, end, [self.by("del", who, self.run(words[start:end], run, gone=True))])
        return (words[start:end],)


def _is_tracked(row: Element) -> bool:
    return any(row.find(f"{W}trPr/{W}{tag}") is not None for tag in ("ins", "del"))


def _stands_alone(paragraph: Element) -> bool:
    """Whether a paragraph stands in the body itself, without a picture, and ends no section of it."""
    parent = paragraph.getparent()
    return (
        parent is not None
        and parent.tag == f"{W}body"
        and next(paragraph.iter(f"{W}drawing"), None) is None
        and paragraph.find(f"{W}pPr/{W}sectPr") is None
    )


def _next_paragraph(paragraph: Element) -> Element | None:
    after = paragraph.getnext()
    return after if after is not None and after.tag == f"{W}p" else None


def _bare(properties: Element) -> Element:
    """The properties of a paragraph without those of its end."""
    copy = deepcopy(properties)
    for name in ("rPr", "sectPr", "pPrChange"):
        for each in copy.findall(W + name):
            copy.remove(each)
    return copy


def _row_properties(row: Element) -> Element:
    found = row.find(f"{W}trPr")
    if found is None:
        found = etree.Element(f"{W}trPr")
        row.insert(0, found)
    return found
