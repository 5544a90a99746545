"""The two sides of a comparison, read. Imports little, so that files are read while slower things are imported."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from app.importers.reading import Reading, start_reading
from app.services.targets import DRAFT, Reached, Target, reach

if TYPE_CHECKING:
    from app.compare.align import Cancelled
    from app.importers.source import Source


class Side(Struct, frozen=True):
    """One side of a comparison: a strategy (`reached`) where it is one, and the file as read where it is a file."""

    name: str
    reached: Reached | None = None
    source: Source | None = None


class Sides(Struct, frozen=True):
    """Both sides of a comparison, read."""

    old: Side
    new: Side

    @property
    def as_they_stand(self) -> bool:
        """Whether both are files that are not copies of one strategy: then neither is asked what its parts are."""
        return (
            self.old.source is not None
            and self.new.source is not None
            and not _same_strategy(self.old, self.new)
        )


class SidesReading:
    """Both sides of a comparison; files are being read at the same time. Ask for `result` once.

    Raises Refused, at once or then, where one cannot be read.
    """

    def __init__(self, old: Target, new: Target) -> None:
        self._targets = old, new
        self._readings: list[Reading | None] = []
        with self._ended_on_fault():
            for target in self._targets:
                is_file = target.is_document and Path(target.place).suffix.lower() != ".json"
                self._readings.append(start_reading(Path(target.place)) if is_file else None)

    def result(self) -> Sides:
        """Both sides, once they have been read."""
        found: list[Side] = []
        with self._ended_on_fault():
            for target, reading in zip(self._targets, self._readings, strict=True):
                found.append(
                    Side(Path(target.place).name, source=reading.result()) if reading else _reached(target)
                )
            return Sides(_told_apart(found[0]), _told_apart(found[1]))

    @contextmanager
    def _ended_on_fault(self) -> Generator[None]:
        try:
            yield
        except BaseException:
            for reading in self._readings:
                if reading:
                    reading.cancel()
            raise


def read_sides(old: Target, new: Target) -> Sides:
    """Both sides of a comparison; two files are read at the same time. Raises Refused where one cannot be read."""
    return SidesReading(old, new).result()


def read_side(path: Path, *, cancelled: Cancelled = lambda: False) -> Side:
    """A document's file as one side of a comparison. Raises Refused where it cannot be read, or is no longer wanted."""
    if path.suffix.lower() == ".json":
        return Side(path.name, reach(Target(str(path))))
    return _told_apart(Side(path.name, source=start_reading(path).result(cancelled)))


def _reached(target: Target) -> Side:
    """A strategy as a side, by its title and version; one in a file by the file's name."""
    reached = reach(target)
    if target.is_document:
        return Side(Path(target.place).name, reached)
    return Side(f"{reached.content.root.title}, {reached.version}", reached)


def _told_apart(side: Side) -> Side:
    """A side that is a copy Engross exported, with the strategy it holds."""
    if side.source is None or not side.source.content:
        return side
    from app.importers.returned import take_back

    returned = take_back(side.source)
    if returned is None:
        return side
    version = side.source.properties.get("engross.version", "") or DRAFT
    return structs.replace(side, reached=Reached(returned.content, version))


def _same_strategy(left: Side, right: Side) -> bool:
    """Whether both sides are strategies that share an identity."""
    if left.reached is None or right.reached is None:
        return False
    return left.reached.content.root.id == right.reached.content.root.id
