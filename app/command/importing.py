"""`engross import`: a document becomes a strategy of a library. Starts reading before it loads anything slow."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.command.parts import Command, add_json, count, print_json, say, shown
from app.importers.reading import Reading, start_reading
from app.importers.request import Wanted
from app.models.errors import Refused
from app.models.text import one_line

if TYPE_CHECKING:
    from app.services.importing import Imported

SURE = 0.6
PLAIN = "plain"


def _declare_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="a .docx, .docm, .dotx, .md, .txt or .json file"
    )
    parser.add_argument(
        "--into", metavar="LIBRARY", required=True, help="the library; made if it is not there"
    )
    parser.add_argument("--house", metavar="KEY", default="", help="the house style (plain)")
    parser.add_argument(
        "--title", metavar="T", default="", help="the title, where the document's own will not do"
    )
    add_json(parser)


def _import(given: argparse.Namespace) -> int:
    wanted = Wanted(one_line(given.title), given.house or PLAIN, one_line(given.file.stem))
    started = None if given.file.suffix.lower() == ".json" else start_reading(given.file, wanted=wanted)
    imported = _taken_in(given, started)
    if given.json:
        print_json(_import_json(shown(given.into), imported))
    else:
        _tell_import(given.into, imported)
    return 0


def _taken_in(given: argparse.Namespace, started: Reading | None) -> Imported:
    """The document in its library. What is slow to load is loaded here, while another process reads."""
    from app.services.importing import import_file
    from app.services.targets import whole_library

    try:
        into = whole_library(given.into)
    except Refused:
        if started is not None:
            started.cancel()
        raise
    return import_file(given.file, into, title=given.title, house=given.house, started=started)


def _import_json(library: str, imported: Imported) -> dict[str, Any]:
    from app.services.importing import history_of, kinds_in

    proposal = imported.proposal
    root = proposal.content.root
    placements = [
        {
            "text": place.text[:60],
            "node": place.node,
            "kind": place.kind,
            "field": place.field,
            "sure": place.sure,
        }
        for place in proposal.placements
    ]
    return {
        "library": library,
        "strategy": imported.strategy,
        "title": root.title,
        "house": root.house,
        "fingerprint": root.fingerprint,
        "kinds": kinds_in(root),
        "placements": placements,
        "furniture": proposal.furniture,
        "notes": proposal.notes + _again(imported),
        "history": history_of(root),
    }


def _again(imported: Imported) -> tuple[str, ...]:
    if not imported.again:
        return ()
    return (
        "The library holds this strategy already; the copy was added as another one, under identities of its own.",
    )


def _tell_import(library: str, imported: Imported) -> None:
    from app.models.nodes import KINDS
    from app.services.importing import kinds_in

    proposal = imported.proposal
    root = proposal.content.root
    print(f"Imported “{root.title}” ({imported.strategy}) into {shown(library)}, house style {root.house}.")
    for kind, number in kinds_in(root).items():
        if kind in KINDS and kind != "strategy":
            print(f"  {count(number, KINDS[kind].label.lower(), KINDS[kind].plural.lower())}")
    if root.history:
        print(f"  {count(len(root.history), 'row')} of its version-control table")
    unsure = [place for place in proposal.placements if place.sure < SURE]
    if unsure:
        print(f"\n{count(len(unsure), 'paragraph')} placed by a guess; please look at them:")
    for place in unsure:
        print(f"  {place.kind} ({place.sure:.0%}): {place.text[:60]}")
    if proposal.furniture:
        print(f"\n{count(len(proposal.furniture), 'line')} left out as page furniture, or worked out anew:")
    for line, times in Counter(proposal.furniture).items():
        print(f"  {line}" + (f"  (× {times})" if times > 1 else ""))
    for note in proposal.notes + _again(imported):
        say(note)


COMMANDS = {"import": Command(_declare_import, _import)}
