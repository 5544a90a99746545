"""What a reader found in a copy that reviewers have worked on: its states, who changed what, and their comments.

Plain values that cross a process boundary as MessagePack: a copy is read in a process of its own, like any other file.
Imports models, sources and the reading process only.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct, structs

from app.importers.guard import Limits, format_of
from app.importers.reading import Reading
from app.importers.source import Source, SourceBlock
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


class Packed(Struct, frozen=True):
    """A reviewed copy in which what its stages have in common stands once: most of their blocks are the same.

    `reviewed` has stages without blocks, pictures and content; `blocks` tells for each which of `apart` are its own.
    """

    reviewed: Reviewed
    apart: tuple[SourceBlock, ...]
    blocks: tuple[tuple[int, ...], ...]
    pictures: dict[str, bytes]
    pictured: tuple[tuple[str, ...], ...]
    contents: dict[int, bytes]


def packed(reviewed: Reviewed) -> bytes:
    """A reviewed copy as MessagePack; blocks that are one in memory are one in it."""
    apart: dict[int, tuple[int, SourceBlock]] = {}
    blocks: list[tuple[int, ...]] = []
    contents: dict[int, bytes] = {}
    sources = [stage.source for stage in reviewed.stages]
    for at, source in enumerate(sources):
        blocks.append(tuple(apart.setdefault(id(each), (len(apart), each))[0] for each in source.blocks))
        if not at or source.content != sources[at - 1].content:
            contents[at] = source.content
    bare = tuple(
        structs.replace(stage, source=structs.replace(stage.source, blocks=(), pictures={}, content=b""))
        for stage in reviewed.stages
    )
    pictures = {digest: data for source in sources for digest, data in source.pictures.items()}
    return msgspec.msgpack.encode(
        Packed(
            structs.replace(reviewed, stages=bare),
            tuple(each for _, each in apart.values()),
            tuple(blocks),
            pictures,
            tuple(tuple(source.pictures) for source in sources),
            contents,
        )
    )


def unpacked(data: bytes) -> Reviewed:
    """The reviewed copy of `packed`, whose stages share in memory what they have in common."""
    found = msgspec.msgpack.decode(data, type=Packed)
    stages: list[Stage] = []
    content = b""
    for at, stage in enumerate(found.reviewed.stages):
        content = found.contents.get(at, content)
        source = structs.replace(
            stage.source,
            blocks=tuple(found.apart[one] for one in found.blocks[at]),
            pictures={digest: found.pictures[digest] for digest in found.pictured[at]},
            content=content,
        )
        stages.append(structs.replace(stage, source=source))
    return structs.replace(found.reviewed, stages=tuple(stages))


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
    return unpacked(answer.reviewed)
