"""Differences that only the layout of a copy makes: broken words, capitals, what pages repeat, the contents page.

Used to say whether a copy is the approved one, so that every letter and figure must still be accounted for. Pure;
imports this package only.
"""

import re
from collections.abc import Iterator, Sequence

from app.compare.changes import Change
from app.compare.signs import signs_differ
from app.compare.words import words_of
from app.compare.woven import Piece

LONGEST_REPEATED = 3_000
MOST_WRAPPED = 4
FEWEST_ENTRIES = 2
_LEADERS = re.compile(r"(?:[.…_]\s?){2,}\s*\d*\s*$")
_PAGE = re.compile(r"\s(\d{1,4})$")


def letters_of(text: str) -> str:
    """Letters only, for layout sets headings in capitals and breaks a line after a dash or a slash."""
    return "".join(words_of(text)).casefold().replace("-", "")


def without_noise(changes: Sequence[Change], repeated: set[str]) -> tuple[Change, ...]:
    """The changes that are of more than layout; `repeated` are the letters of the lines that pages may repeat."""
    return tuple(_without_pairs([change for change in changes if not _is_noise(change, repeated)], repeated))


def without_contents(lines: Sequence[str], heads: set[str], known: Sequence[str] = ()) -> list[str]:
    """The lines without those of a contents page, which lead from a heading of the document to a page's number.

    What leads from anything else is kept, for it may have been put in; so is what stands among the `known` lines of the
    document, where no leaders tell it from them.
    """
    kept: list[str] = []
    for line in lines:
        kept.append(line)
        led = _LEADERS.search(line)
        for taken in range(1, MOST_WRAPPED + 1) if led else ():
            entry = " ".join((*kept[-taken:-1], line[: led.start()] if led else line))
            if letters_of(entry) in heads:
                del kept[-taken:]
                break
    return _without_plain_contents(kept, heads, known)


def _without_plain_contents(lines: Sequence[str], heads: set[str], known: Sequence[str]) -> list[str]:
    """The lines without a contents page that lost its leaders: headings, each with a page's number no lower than that
    of the one before, below a heading of their own.
    """
    kept: list[str] = []
    at = 0
    while at < len(lines):
        end, page = at, 0
        while end < len(lines) and (found := _PAGE.search(lines[end])) and int(found[1]) >= page:
            if letters_of(lines[end][: found.start()]) not in heads:
                break
            end, page = end + 1, int(found[1])
        if end - at >= FEWEST_ENTRIES and kept and letters_of(kept[-1]) in heads:
            entries = {letters_of(line) for line in lines[at:end]}
            if not any(letters_of(line) in entries for line in known):
                at = end
                continue
        kept.append(lines[at])
        at += 1
    return kept


def _without_pairs(changes: Sequence[Change], repeated: set[str]) -> Iterator[Change]:
    """The changes without what goes and comes in the same place in other letters or otherwise broken.

    So come headings in capitals, and tables whose narrow columns break their words.
    """
    at = 0
    while at < len(changes):
        pair = sorted(changes[at : at + 2], key=lambda change: change.kind)
        if [change.kind for change in pair] == ["deleted", "inserted"]:
            gone, come = pair[0].before, pair[1].after
            signs = signs_differ((Piece("delete", gone), Piece("insert", come)))
            if gone != come and not signs and _is_laid_out(letters_of(gone), letters_of(come), repeated):
                at += 2
                continue
        yield changes[at]
        at += 1


def _is_noise(change: Change, repeated: set[str]) -> bool:
    """Whether a change is one of layout only: the same letters otherwise broken or in capitals, or something that a
    page repeats, such as a table's head."""
    if signs_differ(change.pieces):
        return False
    return _is_noise_by_pieces(change, repeated) or _is_noise_as_a_whole(change, repeated)


def _is_noise_as_a_whole(change: Change, repeated: set[str]) -> bool:
    """The same of all the words of a passage, where they were laid against each other at a place of little luck."""
    before = "".join(piece.text for piece in change.pieces if piece.op != "insert")
    after = "".join(piece.text for piece in change.pieces if piece.op != "delete")
    return bool(before and after) and _is_laid_out(letters_of(before), letters_of(after), repeated)


def _is_noise_by_pieces(change: Change, repeated: set[str]) -> bool:
    gone = ""
    for piece in change.pieces:
        letters = letters_of(piece.text)
        if piece.op == "delete":
            gone += letters
        elif piece.op == "insert":
            if not _is_laid_out(gone, letters, repeated):
                return False
            gone = ""
        elif gone:
            return False
    return not gone


def _is_laid_out(gone: str, come: str, repeated: set[str]) -> bool:
    """Whether letters are those that went, with nothing among them but lines that pages repeat.

    Only lines with words may have come among others: a digit before a figure makes another figure.
    """
    if len(come) - len(gone) > LONGEST_REPEATED:
        return False
    lines = {line for line in repeated if not gone or any(letter.isalpha() for letter in line)}
    sizes = sorted({len(line) for line in lines})
    reached: list[set[int]] = [set() for _ in range(len(come) + 1)]
    reached[0].add(0)
    for at, passed in enumerate(reached[:-1]):
        fitting = (size for size in sizes if passed and at + size <= len(come))
        ahead = [size for size in fitting if come[at : at + size] in lines]
        for done in passed:
            if done < len(gone) and gone[done] == come[at]:
                reached[at + 1].add(done + 1)
            for size in ahead:
                reached[at + size].add(done)
        passed.clear()
    return len(gone) in reached[-1]
