"""What all stories of one Word file share: styles, numbering, pictures, notes and counts. Imports this package only."""

from lxml import etree

from app.importers.guard import Limits
from app.importers.pictures import is_picture
from app.importers.source import SourceBlock
from app.importers.word.names import W
from app.importers.word.numbering import Numbering
from app.importers.word.package import Package, Relationship
from app.importers.word.styles import RunLook, Styles
from app.importers.word.tally import Tally


class NotePart:
    """The footnotes or endnotes of a file by id. `taken` are those that a reference has been met for."""

    def __init__(
        self, part: str, root: "etree._Element | None", relationships: dict[str, Relationship]
    ) -> None:
        self.part = part
        self.relationships = relationships
        self.taken: set[str] = set()
        self.elements = {
            element.get(W + "id") or "": element
            for element in (root if root is not None else ())
            if element.get(W + "type") in (None, "normal")
        }

    @property
    def untaken(self) -> list[str]:
        """The ids of the notes that nothing in the text refers to."""
        return [identity for identity in self.elements if identity not in self.taken]


class WordFile:
    """A Word file whose stories (body, notes, running heads) are being read."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self.package = package
        self.limits = limits
        self.tally = Tally(package.name, limits)
        self.relationships = package.relationships(package.main)
        self.styles = Styles(self._related("styles"))
        self.numbering = Numbering(
            self._related("numbering"), lambda style: self.styles.style(style).paragraph.number
        )
        self.pictures: dict[str, bytes] = {}
        self.others: list[str] = []
        self.plain_looks: dict[str, RunLook] = {}
        self.late: list[SourceBlock] = []
        self.long_notes = 0
        self._picture_bytes = 0
        self._digests: dict[str, str] = {}
        self._notes: dict[str, NotePart] = {}

    def part_of(self, kind: str) -> str:
        """The name of the part of that kind which the main part points at; empty for none."""
        return next((r.target for r in self.relationships.values() if r.kind == kind and not r.external), "")

    def _related(self, kind: str) -> "etree._Element | None":
        return self.package.root(self.part_of(kind))

    def notes(self, kind: str) -> NotePart:
        """The notes of a kind, "footnotes" or "endnotes"."""
        known = self._notes.get(kind)
        if known is None:
            part = self.part_of(kind)
            links = self.package.relationships(part) if part else {}
            known = self._notes[kind] = NotePart(part, self._related(kind), links)
        return known

    def skip_deleted(self, element: "etree._Element") -> None:
        """Leaves out and counts what was deleted with change tracking, and the notes that it refers to."""
        self.tally.deletions += 1
        for kind in ("footnote", "endnote"):
            for reference in element.iter(f"{W}{kind}Reference"):
                self.notes(f"{kind}s").taken.add(reference.get(W + "id") or "")

    def picture(self, part: str) -> str:
        """The digest under which a picture's bytes are kept; empty where it cannot be kept, which is counted."""
        if part in self._digests:
            return self._digests[part]
        digest = self._digests[part] = self._kept(part)
        return digest

    def pass_over(self, part: str) -> None:
        """Notes the digest of a picture that is not kept; an empty one where it cannot be read."""
        from app.models.content import digest_of  # here, for the reason below

        known = part in self.package and self.package.size(part) <= self.limits.picture
        self.others.append(digest_of(self.package.read(part)) if known else "")

    def _kept(self, part: str) -> str:
        if part not in self.package:
            self.tally.left_out["picture missing"] += 1
            return ""
        size = self.package.size(part)
        if size > self.limits.picture or self._picture_bytes + size > self.limits.all_pictures:
            self.tally.left_out["picture size"] += 1
            self.pass_over(part)
            return ""
        data = self.package.read(part)
        if not is_picture(data):
            self.tally.left_out["picture kind"] += 1
            self.pass_over(part)
            return ""
        from app.models.content import (
            digest_of,  # here, for it brings in every kind of node: 10 ms at each start
        )

        digest = digest_of(data)
        if digest not in self.pictures:
            self._picture_bytes += size
            self.pictures[digest] = data
        return digest
