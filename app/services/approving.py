"""Taking a strategy through its committees: recording decisions, so that one version becomes the approved one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from app.models.approval import Decision, Recorded, Route, checked_decision
from app.models.control import version_date
from app.models.errors import Refused
from app.resources import resource_root
from app.services.houses import own_folders
from app.services.toml_files import read_toml

if TYPE_CHECKING:
    from app.store.library import Library

DRAFT = "draft"


class Decided(Struct, frozen=True):
    """A recorded decision and what whoever recorded it ought to know."""

    recorded: Recorded
    version: str
    warnings: tuple[str, ...] = ()


def read_decision(path: Path) -> Decision:
    """The decision of a TOML file. Raises Refused with file, key and what may stand there."""
    found = read_toml(path, Decision)
    dates = {
        name: version_date(getattr(found, name))
        for name in ("date", "published", "effective")
        if getattr(found, name)
    }
    return structs.replace(found, **dates)


def route_of(house: str) -> Route | None:
    """The route of a house style: a council's own, else the program's, else none."""
    folders = (resource_root() / "routes", *(folder / "routes" for folder in own_folders()))
    found = [folder / f"{key}.toml" for folder in folders for key in ("plain", house)]
    paths = [path for path in found if path.is_file()]
    return read_toml(paths[-1], Route) if paths else None


def decide(library: Library, strategy: str, version: str, decision: Decision, who: str = "") -> Decided:
    """Records a decision about a version; the draft will do where it is just what a version holds.

    Raises Refused where the decision cannot be, or the draft was never saved as a version.
    """
    label = _version_of(library, strategy, version)
    root = library.content(strategy, label).root
    today = datetime.now().astimezone().date().isoformat()
    warnings = checked_decision(decision, route_of(root.house), library.decisions(strategy), today)
    saved = next(row for row in library.versions(strategy) if row.label == label)
    if decision.date < saved.date:
        warnings.append(f"The decision is dated {decision.date}, before {label} was saved ({saved.date}).")
    return Decided(library.decide(strategy, label, decision, who), label, tuple(warnings))


def _version_of(library: Library, strategy: str, version: str) -> str:
    """The label of the saved version that is meant."""
    saved = library.versions(strategy)
    fingerprint = library.content(strategy, None if version == DRAFT else version).fingerprint
    if version != DRAFT:
        matching = [row for row in saved if row.fingerprint == fingerprint]
        named = [row.label for row in matching if row.label.casefold() == version.casefold()]
        return (named or [matching[-1].label])[0]
    if not saved:
        raise Refused(
            "Nothing has been saved as a version yet; a decision is about a version, so save one first."
        )
    for row in reversed(saved):
        if row.fingerprint == fingerprint:
            return row.label
    raise Refused(
        f"The draft has changed since {saved[-1].label}; save it as a version, or name the version that was decided on."
    )
