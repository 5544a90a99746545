"""The structure of a pack: the structure trees of its parts under one root (ISO 32000-1, 14.7).

Keys of the parent tree, identities, roles and classes of one part are kept apart from those of all others. A part
without structure gets the least that lets it be read aloud: each page as a paragraph, or as a picture.
"""

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from app.exporters.pack.source import PdfSource
from app.exporters.pack.syntax import STRINGS, Ref, Value, hexed, string_bytes, whole, words_of
from app.exporters.pdf.writer import PdfFile, array, ref, text

_IDENTITY = re.compile(rb"/ID[\x00\t\n\f\r ]*(" + STRINGS.pattern + rb")", re.S)
_HEADERS = re.compile(rb"/Headers[\x00\t\n\f\r ]*(\[[^\]]*\])", re.S)
_ROLE = re.compile(rb"/S[\x00\t\n\f\r ]*(/[^\x00\t\n\f\r ()<>\[\]{}/%]+)")
_CLASS = re.compile(rb"/C[\x00\t\n\f\r ]*(/[^\x00\t\n\f\r ()<>\[\]{}/%]+|\[[^\]]*\])")
_NAME = re.compile(rb"/[^\x00\t\n\f\r ()<>\[\]{}/%]+")


class Renaming(Struct, frozen=True):
    """Names within structure elements that are called otherwise in the pack; `prefix` stands before identities."""

    roles: dict[bytes, bytes]
    classes: dict[bytes, bytes]
    prefix: bytes

    def apply(self, raw: bytes) -> bytes:
        """An object with its names changed; most objects hold none."""
        if self.prefix and (b"/ID" in raw or b"/Headers" in raw):
            raw = _IDENTITY.sub(lambda found: b"/ID" + self.identity(found[1]), raw)
            raw = _HEADERS.sub(
                lambda found: b"/Headers" + STRINGS.sub(lambda each: self.identity(each[0]), found[1]), raw
            )
        if self.roles:
            raw = _ROLE.sub(lambda found: b"/S" + self.roles.get(found[1], found[1]), raw)
        if self.classes:
            raw = _CLASS.sub(
                lambda found: b"/C" + _NAME.sub(lambda each: self.classes.get(each[0], each[0]), found[1]),
                raw,
            )
        return raw

    def identity(self, token: bytes) -> bytes:
        """The identity of an element in the pack."""
        return hexed(self.prefix + (string_bytes(token) or b""))


class Tagged(Struct, frozen=True):
    """Whether a part has structure of its own, and how its names were changed."""

    is_tagged: bool
    renaming: Renaming


class Marks:
    """The structure of one pack, grown part by part."""

    def __init__(self, file: PdfFile, language: str) -> None:
        self._file = file
        self._language = language
        self._root = file.reserve()
        self._document = file.reserve()
        self._kids: list[int] = []
        self._parents: list[bytes] = []
        self._base = self._next = 0
        self._identities: list[tuple[bytes, bytes]] = []
        self._roles: dict[bytes, bytes] = {}
        self._classes: dict[bytes, bytes] = {}
        self._parts = 0
        self._opening: dict[bytes, bytes] = {}
        self._element = 0
        self._own_keys: dict[int, tuple[int, bool]] = {}
        self._inside: list[bytes] = []
        self._arrays: dict[int, tuple[int, list[bytes]]] = {}

    def key(self, old: int) -> bytes:
        """The key in the parent tree of what had the key `old` in the part that is being copied."""
        return b"%d" % (self._base + max(old, 0))

    def add(
        self,
        source: PdfSource,
        title: str,
        write: Callable[[Value], bytes],
        numbers: dict[int, bytes],
    ) -> Tagged:
        """Takes in a part's structure under an element of its own, which bears its title and language."""
        self._parts += 1
        self._base = self._next
        self._element = self._file.reserve()
        self._kids.append(self._element)
        place = source.catalogue.get(b"/StructTreeRoot")
        tree = source.dictionary(place)
        renaming = Renaming({}, {}, b"")
        held = tree.get(b"/K")
        kids = source.array(held) or ([held] if source.value(held) is not None else [])
        if not kids:
            self._call(source, title)
            return Tagged(False, renaming)
        if isinstance(place, Ref):
            numbers[int(place)] = ref(self._element)
        renaming = self._names(source, tree, write)
        self._inside = [
            write(kid) if isinstance(kid, Ref) else ref(self._file.put(write(kid))) for kid in kids
        ]
        self._call(source, title)
        self._arrays = {}
        for key, value in source.named(tree.get(b"/ParentTree"), b"/Nums"):
            new = self._base + max(whole(key), 0)
            if isinstance(source.value(value), list):
                self._arrays[new] = len(self._parents), [write(each) for each in source.array(value)]
            self._parents.append(b"%d %b" % (new, write(value)))
            self._next = max(self._next, new + 1)
        self._next = max(self._next, self._base + whole(source.value(tree.get(b"/ParentTreeNextKey"))))
        for name, value in source.named(tree.get(b"/IDTree")):
            self._identities.append((renaming.prefix + (string_bytes(name) or b""), write(value)))
        return Tagged(True, renaming)

    def more(self, place: int, key: Value, alt: str | None) -> int | None:
        """The mark of something that is added to a page with structure: words, or a picture that shows `alt`.

        It is read after the rest of the part. None where the page, by the `key` it had, has no structure itself.
        """
        new = self._base + max(whole(key, -1), 0)
        if new not in self._arrays:
            return None
        at, marked = self._arrays[new]
        said = b"/S/P" if alt is None else b"/S/Figure/Alt" + text(alt)
        element = self._file.put(
            b"<<%b/P %b/Pg %b/K %d>>" % (said, ref(self._element), ref(place), len(marked))
        )
        marked.append(ref(element))
        self._inside.append(ref(element))
        self._parents[at] = b"%d[%b]" % (new, b" ".join(marked))
        return len(marked) - 1

    def close(self) -> None:
        """Writes the element of a part with structure, once all its pages are copied."""
        self._file.put(
            b"<</S/Part/P %b%b/K[%b]>>" % (ref(self._document), self._about, b" ".join(self._inside)),
            self._element,
        )

    def add_pages(self, source: PdfSource, places: Sequence[int]) -> None:
        """An element for each page of a part without structure, in the order of its pages."""
        elements: list[int] = []
        for place in places:
            key, reads = self._own_keys[place]
            element = self._file.reserve()
            elements.append(element)
            alt = (
                b"" if reads else b"/Alt" + text(f"A page of “{source.name}” that is a picture without text")
            )
            self._file.put(
                b"<</S/%b/P %b/Pg %b%b/K 0>>"
                % (b"P" if reads else b"Figure", ref(self._element), ref(place), alt),
                element,
            )
            self._parents.append(b"%d[%b]" % (key, ref(element)))
        self._inside = [ref(each) for each in elements]
        self.close()

    def page_key(self, place: int) -> bytes:
        """The key of a page without structure of its own."""
        key, self._next = self._next, self._next + 1
        reads = self._reads
        self._own_keys[place] = (key, reads)
        return b"%d" % key

    def before(self, tagged: bool, reads: bool) -> bytes:
        """The stream that goes before a page's own: it keeps the state of graphics, and marks what is not marked."""
        self._reads = reads
        code = b"q" if tagged else b"/%b<</MCID 0>>BDC q" % (b"P" if reads else b"Figure")
        if code not in self._opening:
            self._opening[code] = ref(self._file.stream(b"", code))
        return self._opening[code]

    def finish(self) -> int:
        """Writes root, parent tree and names. Returns the number of the root."""
        file = self._file
        file.put(b"<</S/Document/P %b/K%b>>" % (ref(self._root), array(map(ref, self._kids))), self._document)
        ordered = sorted(self._parents, key=lambda each: int(re.match(rb"\d+", each)[0]))  # type: ignore[index]
        parents = file.put(b"<</Nums[%b]>>" % b"\n".join(ordered))
        entries = b"/K[%b]/ParentTree %b/ParentTreeNextKey %d" % (
            ref(self._document),
            ref(parents),
            self._next,
        )
        if self._identities:
            names = b" ".join(hexed(name) + b" " + place for name, place in sorted(self._identities))
            entries += b"/IDTree<</Names[%b]>>" % names
        for key, held in ((b"/RoleMap", self._roles), (b"/ClassMap", self._classes)):
            if held:
                entries += key + b"<<" + b"".join(b"%b %b" % each for each in sorted(held.items())) + b">>"
        return file.put(b"<</Type/StructTreeRoot%b>>" % entries, self._root)

    def _call(self, source: PdfSource, title: str) -> None:
        """What the element of a part says of it; it is written when its pages are known."""
        self._about = b"/T" + text(title)
        language = words_of(source.value(source.catalogue.get(b"/Lang")))
        if language and language != self._language and language.replace("-", "").isalnum():
            self._about += b"/Lang" + text(language)

    def _names(
        self, source: PdfSource, tree: dict[bytes, Value], write: Callable[[Value], bytes]
    ) -> Renaming:
        """Takes in roles and classes; those that mean something else here already get a name of their own."""
        roles: dict[bytes, bytes] = {}
        for name, role in source.dictionary(tree.get(b"/RoleMap")).items():
            meant = source.value(role)
            if isinstance(meant, bytes) and self._roles.setdefault(name, meant) != meant:
                roles[name] = name + b"-%d" % self._parts
                self._roles[roles[name]] = meant
        classes: dict[bytes, bytes] = {}
        for name, value in source.dictionary(tree.get(b"/ClassMap")).items():
            said = write(value)
            if self._classes.setdefault(name, said) != said:
                classes[name] = name + b"-%d" % self._parts
                self._classes[classes[name]] = said
        prefix = b"p%d-" % self._parts if b"/IDTree" in tree else b""
        return Renaming(roles, classes, prefix)
