"""Whether the pictures of a copy are those of a version: by their bytes, or else by how they look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from app.importers.looks import Look, likeness, look_of

LONGEST_NAME = 60
MOST_NAMED = 3


class Shown(Struct, frozen=True):
    """The pictures of a file: `digests` of a Word file's, in order, with `looks` to be asked for those by digest.

    `others` are the digests of what a Word file shows besides, such as figures that were drawn for it. Of a PDF file,
    which `is_pages`, the looks are `seen`; None where they were too many.
    """

    digests: tuple[str, ...] = ()
    looks: Callable[[], dict[str, Look]] = dict
    others: tuple[str, ...] = ()
    is_pages: bool = False
    seen: tuple[Look, ...] | None = None


class Approved(Struct, frozen=True):
    """The pictures of a version: digests in order, what each shows, the bytes; and the captions of its drawn figures by
    their digests.
    """

    digests: tuple[str, ...]
    called: tuple[str, ...]
    files: dict[str, bytes]
    drawings: dict[str, str] = {}


class Differing(Struct, frozen=True):
    """How the pictures differ: what those show of which another, or none, is there; how many were `added` and `gone`;
    whether they have changed `places`. `coarse` are shown by too few points to tell, all of them where `uncounted`.
    """

    others: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    added: int = 0
    places: bool = False
    coarse: int = 0
    uncounted: bool = False

    @property
    def count(self) -> int:
        """How many pictures differ."""
        return len(self.others) + len(self.gone) + self.added + self.places


def differing(file: Shown, version: Approved) -> Differing:
    """What parts the pictures of a file from those of a version."""
    if file.is_pages and file.seen is None:
        return Differing(uncounted=True)
    strange = sum(each not in version.drawings for each in file.others)
    lost = [] if file.is_pages else [c for each, c in version.drawings.items() if each not in file.others]
    if not file.is_pages and file.digests == version.digests:
        found = _Matched((), ())
    else:
        found = _Matched(_looks(file), _wanted(version))
    missing, added = (*found.missing, *lost), found.added + strange
    others = min(len(missing), added)
    return Differing(missing[:others], missing[others:], added - others, found.moved, found.coarse)


class _Seen(Struct, frozen=True):
    """A picture: the digest of its bytes, empty where they are not known, how it looks, and what it shows."""

    digest: str
    look: Look
    called: str = ""


def _looks(file: Shown) -> list[_Seen]:
    if file.is_pages:
        return [_Seen("", look) for look in file.seen or ()]
    looks = file.looks()
    return [_Seen(digest, looks.get(digest, Look())) for digest in file.digests]


def _wanted(version: Approved) -> list[_Seen]:
    """The version's pictures, but for those that no program can show: a copy has their words instead."""
    looks = {digest: look_of(version.files.get(digest, b"")) for digest in set(version.digests)}
    pairs = zip(version.digests, version.called, strict=True)
    return [_Seen(digest, looks[digest], called) for digest, called in pairs if looks[digest].points]


class _Matched:
    """The pictures of a file, each matched with one of the version's that is the same or looks so."""

    def __init__(self, there: Sequence[_Seen], wanted: Sequence[_Seen]) -> None:
        self._there, self._wanted = there, wanted
        self._places: dict[int, int] = {}
        self.coarse = 0
        # Those that are alike to the byte first, then those in the same place: two may look the same.
        self._match(lambda one, at: self._by_digest(one))
        if len(there) == len(wanted):
            self._match(lambda one, at: self._by_look(one, (at,)))
        self._match(lambda one, at: self._by_look(one, range(len(there))))
        self.missing = tuple(one.called for at, one in enumerate(wanted) if at not in self._places)
        self.added = len(there) - len(self._places)
        places = [self._places[at] for at in sorted(self._places)]
        self.moved = places != sorted(places)

    def _match(self, find: Callable[[_Seen, int], int | None]) -> None:
        for at, one in enumerate(self._wanted):
            if at not in self._places and (place := find(one, at)) is not None:
                self._places[at] = place

    def _left(self, places: Iterable[int]) -> list[int]:
        taken = set(self._places.values())
        return [place for place in places if place not in taken]

    def _by_digest(self, wanted: _Seen) -> int | None:
        left = self._left(range(len(self._there)))
        return next((place for place in left if self._there[place].digest == wanted.digest), None)

    def _by_look(self, wanted: _Seen, places: Iterable[int]) -> int | None:
        """The first of some places that looks the same, or else may."""
        left = self._left(places)
        like = {place: likeness(self._there[place].look, wanted.look) for place in left}
        if (same := next((place for place in left if like[place] == "same"), None)) is not None:
            return same
        coarse = next((place for place in left if like[place] == "coarse"), None)
        self.coarse += coarse is not None
        return coarse


def said(found: Differing) -> str:
    """What differs, as the end of a sentence that begins with the words' being the same."""
    parts: list[str] = []
    if found.others:
        parts.append(f"{_which(found.others)} {'was' if len(found.others) == 1 else 'were'} replaced")
    if found.gone:
        parts.append(f"{_which(found.gone)} {'is' if len(found.gone) == 1 else 'are'} missing")
    if found.added:
        parts.append(f"{found.added} picture{'s were' if found.added > 1 else ' was'} added")
    if found.places:
        parts.append("pictures have changed places")
    return " and ".join(parts)


def _which(called: Sequence[str]) -> str:
    names = [name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…" for name in called]
    if len(names) > MOST_NAMED:
        return f"{len(names)} pictures"
    listed = " and ".join(f"“{name}”" for name in names)
    return f"the picture{'s' * (len(names) > 1)} {listed}"


def note(found: Differing, of: int) -> str:
    """What could not be told of a version's pictures, in a sentence; "" where all was."""
    if found.uncounted:
        return "Its words were compared; its pictures, which are too many, were not: look at them yourself."
    if not found.coarse:
        return ""
    is_are, them = ("is", "it") if found.coarse == 1 else ("are", "them")
    which = f"its picture {is_are}" if of == 1 else f"{found.coarse} of its {of} pictures {is_are}"
    return f"Its words are the same; {which} too coarse to be compared: look at {them} beside the approved copy's."
