"""`engross new`, `list` and `backup`: what is done to a library as a whole."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.command.parts import Command, add_json, print_json, say, shown
from app.models.errors import Refused
from app.services.targets import library_at, whole_library

if TYPE_CHECKING:
    from app.models.nodes import Strategy
    from app.store.rows import StrategyRow


def _declare_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "library", metavar="LIBRARY", help="the library's file or URL; made if it is not there"
    )
    parser.add_argument("--house", metavar="KEY", default="plain", help="the house style (plain)")
    parser.add_argument("--title", metavar="T", required=True, help="the strategy's title")
    add_json(parser)


def _new(given: argparse.Namespace) -> int:
    from app.services.houses import house
    from app.services.importing import begin

    root = begin(whole_library(given.library), house(given.house), given.title)
    if given.json:
        result = {"library": shown(given.library), "strategy": root.id, "title": root.title}
        print_json(result | {"house": root.house, "fingerprint": root.fingerprint})
    else:
        print(f"Began “{root.title}” ({root.id}) in {shown(given.library)}, house style {root.house}.")
    return 0


def _declare_library(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("library", metavar="LIBRARY", help="the library's file or URL")
    add_json(parser)


def _list(given: argparse.Namespace) -> int:
    from app.models.approval import version_states
    from app.services.days import review_of

    with library_at(whole_library(given.library)) as library:
        for warning in library.warnings:
            say(warning)
        rows = library.strategies()
        reviews = {row.id: review_of(library, row.id, datetime.now().astimezone().date()) for row in rows}
        states = {row.id: version_states(library.decisions(row.id)) for row in rows}
        if given.json:
            found = [
                _strategy_json(row, library.head(row.id), reviews[row.id], states[row.id]) for row in rows
            ]
            print_json({"strategies": found})
            return 0
    for row in rows:
        print(f"{row.title}\n  {row.id} · house style {row.house} · {row.status} · {row.fingerprint[:12]}")
        for version in row.versions:
            state = states[row.id].get(version.fingerprint, "")
            said = (version.label, version.date, version.changes, version.comments, state and f"[{state}]")
            print("  " + "  ".join(filter(None, said)))
        if reviews[row.id]:
            print(f"  {reviews[row.id]}")
    if not rows:
        print("This library holds no strategy yet.")
    return 0


def _strategy_json(
    row: StrategyRow, root: Strategy, review: str, states: Mapping[str, str]
) -> dict[str, Any]:
    from app.services.importing import history_of

    keys = ("label", "date", "changes", "comments", "fingerprint")
    return {
        "id": row.id,
        "title": row.title,
        "house": row.house,
        "status": row.status,
        "fingerprint": row.fingerprint,
        **({"review": review} if review else {}),
        "versions": [
            {key: getattr(version, key) for key in keys}
            | ({"state": state} if (state := states.get(version.fingerprint)) else {})
            for version in row.versions
        ],
        "history": history_of(root, row.versions),
    }


def _declare_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("library", metavar="LIBRARY", help="the library's file or URL")
    parser.add_argument(
        "--to",
        metavar="FILE",
        required=True,
        help="a file, or a folder for a file named by the time",
    )
    add_json(parser)


def _backup(given: argparse.Namespace) -> int:
    from app.services.libraries import back_up

    to = Path(given.to)
    if given.to.endswith(("/", os.sep)) and not to.is_dir():
        raise Refused(f"The folder {shown(to)} does not exist; make it first, or name a file.")
    with library_at(whole_library(given.library)) as library:
        made = back_up(library, to)
    if given.json:
        print_json({"library": shown(given.library), "file": shown(made)})
    else:
        print(f"Copied {shown(given.library)} to {shown(made)}.")
    return 0


COMMANDS = {
    "new": Command(_declare_new, _new),
    "list": Command(_declare_library, _list),
    "backup": Command(_declare_backup, _backup),
}
