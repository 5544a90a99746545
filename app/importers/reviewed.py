"""What a reader found in a copy that reviewers have worked on: its states, who changed what, and their comments.

Plain values that cross a process boundary as MessagePack: a copy is read in a process of its own, like any other file.
Imports models, sources and the reading process only.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from app.importers.guard import Limits, format_of
from app.importers.reading import Reading
from app.importers.source import Source
from app.models.errors import Refused

RevisionKind = Literal["inserted", "deleted", "moved", "formatting", "structure"]
COMMENT_ANCHOR = "_egc_"


class Revision(Struct, frozen=True, omit_defaults=True):
    """One tracked change as the file has it. `place` is the beginning of the paragraph it stands in."""

    kind: RevisionKind
    author: str
    date: str = ""
    words: str = ""
    place: str = ""


class Remark(Struct, frozen=True, omit_defaults=True):
    """A comment of the file. `parent` is the id of the one it answers."""

    id: str
    author: str = ""
    date: str = ""
    text: str = ""
    parent: str = ""
    resolved: bool = False


class Quote(Struct, frozen=True, omit_defaults=True):
    """The words that a comment stands on, and up to 40 letters before them in the same paragraph."""

    words: str = ""
    before: str = ""


class Stage(Struct, frozen=True, omit_defaults=True):
    """The file with the changes of `author`, and of all authors of earlier stages, accepted, and the others' rejected.

    The first stage accepts nobody's. A paragraph in which a comment begins bears an anchor, `COMMENT_ANCHOR` + its id.
    """

    author: str
    source: Source
    quotes: dict[str, Quote] = {}


class Reviewed(Struct, frozen=True, omit_defaults=True):
    """A reviewed copy: its stages from all rejected to all accepted, every revision and every comment, in order.

    `notes` tell what of the reviewers' words could not be read.
    """

    stages: tuple[Stage, ...]
    revisions: tuple[Revision, ...] = ()
    remarks: tuple[Remark, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def rejected(self) -> Source:
        """The file with every change rejected."""
        return self.stages[0].source

    @property
    def accepted(self) -> Source:
        """The file with every change accepted."""
        return self.stages[-1].source


LIMITS = Limits(memory=1_600_000_000, memory_by_size=40, seconds=40.0, paragraphs=500_000, cells=400_000)
"""A copy that was sent has as many paragraphs and cells as its strategy prints: of 30,000 parts, about 260,000 and
210,000."""


def read_copy(
    path: Path, *, limits: Limits = LIMITS, cancelled: Callable[[], bool] | None = None
) -> Reviewed:
    """A reviewer's Word copy in all its states. Raises Refused, with one sentence, for any file that is none."""
    if path.is_file() and path.stat().st_size and format_of(path) != "word":
        raise Refused(f"“{path.name}” is not a Word file; a reviewed copy is a .docx with tracked changes.")
    answer = Reading(path, limits, "reviewed").answer(cancelled)
    if not answer.reviewed:
        raise Refused(answer.refused)
    return msgspec.msgpack.decode(answer.reviewed, type=Reviewed)
