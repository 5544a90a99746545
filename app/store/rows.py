"""What a library answers with: rows, reports and refusals as values. Imports models only, so that it costs nothing."""

from msgspec import Struct

from app.models.control import VersionRow
from app.models.errors import Refused


class StaleHead(Refused):
    """Somebody else has changed the strategy since the tree that was to be replaced was read; nothing was written."""


class Damaged(Refused):
    """Something stored cannot be read back as it was written. `readable` are the strategies whose drafts still can."""

    def __init__(self, sentence: str, readable: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.readable = readable


class AlreadyThere(Refused):
    """Something stands where a library was to be made; it was left alone."""


class Locked(Refused):
    """Another Engross has the library open for writing."""


class ReadOnly(Refused):
    """The library's file or its folder may not be written to; it can be opened to be read."""


class NoRoom(Refused):
    """The disk is full."""


class Closed(Refused):
    """The library was closed while something was done with it in the background."""


class Unreachable(Refused):
    """The database of a shared library does not answer."""


class StrategyRow(Struct, frozen=True):
    """A strategy of a library. `fingerprint` is of its draft; `status` is "draft" until a decision approves it.

    `approved` is the fingerprint that the standing approval seals; empty where there is none.
    """

    id: str
    title: str
    house: str
    fingerprint: str
    status: str = "draft"
    versions: tuple[VersionRow, ...] = ()
    binned: str = ""
    approved: str = ""


class JournalRow(Struct, frozen=True):
    """One edit. `id` counts from 1 within its strategy; `before` is empty for the first. `at` is UTC, ISO 8601.

    `state` is "done", "undone" (redo brings it back) or "dropped" (undone, then edited past; still a moment to visit).
    """

    id: int
    before: str
    after: str
    label: str
    at: str
    who: str = ""
    join: str = ""
    state: str = "done"

    @property
    def undone(self) -> bool:
        """Whether redo would bring this edit back."""
        return self.state == "undone"


class LedgerRow(Struct, frozen=True):
    """A line of the audit ledger: who did what, when (UTC, ISO 8601); `digest` covers the line and `previous`."""

    number: int
    at: str
    who: str
    action: str
    record: str
    previous: str
    digest: str


class Fault(Struct, frozen=True):
    """Something fsck found. `where` reads "Strategy title › Heading"."""

    where: str
    what: str


class FsckReport(Struct, frozen=True):
    """What fsck read: the number of stored objects, and every fault."""

    ok: bool
    objects: int
    faults: tuple[Fault, ...] = ()
