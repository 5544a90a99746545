"""How the letters of woven words look on either side: bold, italic, and where links lead.

Imports compare and siblings only.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from msgspec import structs

from app.compare.looks import runs_look
from app.compare.words import Cut, Vocabulary
from app.document.nodes import Letters, Mark, Span, Spans

_LINK = "\ue001"
"""What tells a link among words from the same words without one."""


def cut(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """The spans of a range of letters."""
    found: list[Span] = []
    at = 0
    for span in spans:
        a, b = max(start - at, 0), min(end - at, len(span.text))
        if a < b:
            found.append(structs.replace(span, text=span.text[a:b]))
        at += len(span.text)
        if at >= end:
            break
    return found


def told_of(texts: Iterable[Spans]) -> str:
    """Which words look otherwise than before, and how; empty for none."""
    found = (span for spans in texts for span in spans if span.former)
    return ", ".join(f"“{span.text.strip()}” {span.told}" for span in found)


def look_alike(old: Spans, new: Spans, identified: bool) -> bool:
    """Whether the same words look alike on both sides. Where parts are not `identified`, any link to one is as good as
    any other."""
    if len(old) == len(new) == 1 and not (old[0].link or new[0].link):
        return old[0].bold == new[0].bold and old[0].italic == new[0].italic  # nearly every paragraph
    return old == new or runs_look(_led(old, identified)) == runs_look(_led(new, identified))


def _led(spans: Spans, identified: bool) -> Iterator[Span]:
    for span in spans:
        is_any = not identified and span.link.startswith("#")
        yield structs.replace(span, link="#") if is_any else span


def with_whole_links(spans: Spans, vocabulary: Vocabulary, identified: bool) -> tuple[str, Cut]:
    """The text, cut up with the words of each link as one, which is the same only as a link of that name and look that
    leads there.

    Word cannot track a link: where one came, went or changed, its words go and come. So do those of one that became
    bold, for LibreOffice cannot give the former look back within a link.
    """
    text = "".join(span.text for span in spans)
    words = vocabulary.cut(text)
    if not any(span.link for span in spans):
        return text, words
    links = {start: (end, link) for start, end, link in _links(spans, identified)}
    whole = dict(zip(pairwise(words.ends), words.words, strict=True))
    joined: list[str] = []
    ends = [0]
    for start, end in pairwise(sorted({*words.ends, *links, *(end for end, _ in links.values())})):
        if start in links:
            end, link = links[start]
            joined.append(" ".join([*vocabulary.words(text[start:end]), link]))
            ends.append(end)
        elif start >= ends[-1]:
            joined.append(whole.get((start, end)) or " ".join(vocabulary.words(text[start:end])))
            ends.append(end)
    return text, Cut(joined, ends)


def _links(spans: Spans, identified: bool) -> Iterator[tuple[int, int, str]]:
    """From where to where each link reaches, but for white space at its edges, and how it looks and where it leads."""
    at = 0
    for link, group in groupby(_led(spans, identified), lambda span: span.link):
        linked = list(group)
        text = "".join(span.text for span in linked)
        if link and (name := text.strip()):
            start = at + text.index(name)
            yield start, start + len(name), f"{_LINK}{runs_look(linked)}"
        at += len(text)


def relooked(old: Sequence[Span], new: Sequence[Span], mark: Mark, vocabulary: Vocabulary) -> Iterator[Span]:
    """The new spans of words that stayed; those that were not as bold or italic have their look before `mark`."""
    if old == new or not any(span.bold or span.italic for span in (*old, *new)):
        yield from new  # nearly all words
        return
    before = iter(_looks_before(old, new, vocabulary))
    for span in new:
        looks = [(next(before), letter) for letter in span.text]
        for (bold, italic), letters in groupby(looks, lambda pair: pair[0]):
            text = "".join(letter for _, letter in letters)
            changed = (bold, italic) != (span.bold, span.italic) and not text.isspace()
            yield structs.replace(span, text=text, former=Letters(bold, italic, mark) if changed else None)


Look = tuple[bool, bool]
"""Whether a letter is bold, and italic."""


def _looks_before(old: Sequence[Span], new: Sequence[Span], vocabulary: Vocabulary) -> list[Look]:
    """How each letter of the new spans looked: as those of the same word, where it is set otherwise."""
    text_old, text_new = ("".join(span.text for span in side) for side in (old, new))
    looks_old, looks_new = ([(s.bold, s.italic) for s in side for _ in s.text] for side in (old, new))
    if text_old == text_new:
        return looks_old
    ends_old, ends_new = (vocabulary.cut(text).ends for text in (text_old, text_new))
    if len(ends_old) != len(ends_new) or len(ends_new) == 1:
        return looks_new  # of other words, or of none
    found: list[Look] = []
    for (a, b), (c, d) in zip(pairwise(ends_old), pairwise(ends_new), strict=True):
        found += looks_old[a:b] if b - a == d - c else [looks_old[a]] * (d - c)
    return found
