"""What panels are given of an open strategy, as interfaces: so that each can be tested alone. Imports nothing of Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.models.approval import Noted, Recorded
    from app.models.content import Content
    from app.models.control import VersionRow
    from app.models.nodes import Strategy
    from app.store.rows import JournalRow, StrategyRow


class PictureSource(Protocol):
    """Where an editor gets the pictures it shows, and leaves those it is given."""

    def picture(self, digest: str) -> bytes | None:
        """The bytes of a picture; None where there is none of that digest."""
        ...

    def keep(self, data: bytes) -> str:
        """Takes in a picture and gives back its digest."""
        ...


class OpenLibrary(Protocol):
    """An open library, as `app.store.library.Library` is one. Every call may raise Refused."""

    path: Path | None
    path_or_url: str
    read_only: bool

    def strategies(self, *, binned: bool = False) -> tuple[StrategyRow, ...]: ...

    def head(self, strategy_id: str) -> Strategy: ...

    def content(self, strategy_id: str, version: str | None = None) -> Content: ...

    def journal(self, strategy_id: str, newest: int | None = None) -> tuple[JournalRow, ...]: ...

    def moment(self, strategy_id: str, journal_id: int) -> Strategy: ...

    def versions(self, strategy_id: str) -> tuple[VersionRow, ...]: ...

    def decisions(self, strategy_id: str) -> tuple[Recorded, ...]: ...

    def steps(self, strategy_id: str) -> tuple[Noted, ...]: ...

    def add(self, content: Content, label: str = "Imported", who: str = "") -> str: ...

    def commit(
        self,
        strategy_id: str,
        base_fingerprint: str,
        root: Strategy,
        label: str,
        who: str = "",
        join: str = "",
        pictures: Mapping[str, bytes] | None = None,
    ) -> None: ...

    def undo(self, strategy_id: str) -> str | None: ...

    def redo(self, strategy_id: str) -> str | None: ...

    def save_version(
        self, strategy_id: str, label: str, date: str, changes: str = "", comments: str = "", who: str = ""
    ) -> VersionRow: ...

    def remove(self, strategy_id: str, who: str = "") -> None: ...

    def restore(self, strategy_id: str, who: str = "") -> None: ...

    def close(self) -> None: ...
