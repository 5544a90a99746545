"""`engross compare`: what differs between two targets, told or written as a redline."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.command.parts import Command, add_json, count, print_json, say, shown
from app.models.errors import Refused
from app.services.targets import check_apart, read_target, user

if TYPE_CHECKING:
    from app.compare.change import Comparison
    from app.services.sides import Sides

REDLINES = (".docx", ".pdf", ".html")
MOST_LETTERS = 300


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="a target or a document's file")
    parser.add_argument("new", metavar="NEW", help="a target or a document's file")
    parser.add_argument("--all", action="store_true", help="typographic differences too")
    parser.add_argument(
        "--to", metavar="FILE", default="", help="write a redline: .docx (tracked changes), .pdf, .html"
    )
    parser.add_argument("--author", metavar="NAME", default="", help="who the tracked changes are by (you)")
    add_json(parser)


def _compare(given: argparse.Namespace) -> int:
    to = Path(given.to) if given.to else None
    if to is not None and to.suffix.lower() not in REDLINES:
        raise Refused(f"A redline is written as {', '.join(REDLINES)}; give the file one of these endings.")
    from app.services.sides import SidesReading

    old, new = read_target(given.old), read_target(given.new)
    if to is not None:
        check_apart(to, old, new)
    reading = SidesReading(old, new)
    from app.services.comparing import changes_between  # in the time that reading takes

    if to is not None:
        _prepare_to_write(to)
    sides = reading.result()
    quiet = to is not None and to.suffix.lower() == ".docx" and not given.json
    found = None if quiet else changes_between(sides, noise=given.all)
    if to is not None:
        _write(sides, found, to, given.author)
        if not given.json:
            print(f"Wrote {shown(to)}.")
    if found is None:
        return 0
    if given.json:
        print_json(_json(given, found))
    elif to is None:
        _tell(found)
    if found.unrelated:
        say("The two have next to nothing in common; check that they are the ones you meant.")
    return 0


def _prepare_to_write(to: Path) -> None:
    from app.exporters.writing import prepare

    prepare(to.suffix.lower())


def _write(sides: Sides, found: Comparison | None, to: Path, author: str) -> None:
    from app.exporters.writing import write
    from app.services.comparing import redline

    summary = None if to.suffix.lower() == ".docx" else found
    write(redline(sides, author=author or user() or "Engross", summary=summary), to)


def _json(given: argparse.Namespace, found: Comparison) -> dict[str, Any]:
    names = (
        "kind",
        "node",
        "node_kind",
        "path",
        "field",
        "before",
        "after",
        "words_deleted",
        "words_inserted",
        "cell",
        "how",
    )
    return {
        "old": shown(given.old),
        "new": shown(given.new),
        "changes": [
            {name: getattr(change, name) for name in names}
            | {"substantive": change.substantive, "why": change.why}
            for change in found.in_order_of_weight
        ],
        "summary": found.summary,
        "unrelated": found.unrelated,
    }


def _tell(found: Comparison) -> None:
    if not found.changes:
        print("No differences.")
        return
    from app.compare.telling import in_brief, spots
    from app.document.change_summary import where_of

    for change in found.in_order_of_weight:
        mark = "●" if change.substantive else "○"
        why = f" ({', '.join(change.why)})" if change.why else ""
        print(f"{mark} {change.kind}{why}  {where_of(change)}")
        if change.of_looks_alone:
            print(f"    {change.how}: {' '.join(change.after.split())[:MOST_LETTERS]}")
            continue
        places = spots(change)
        for sign, op, whole in (("-", "delete", change.before), ("+", "insert", change.after)):
            words = (
                in_brief(places, op, MOST_LETTERS)
                if change.pieces
                else " ".join(whole.split())[:MOST_LETTERS]
            )
            if words:
                print(f"    {sign} {words}")
        if change.how:
            print(f"    {change.how}")
    counted = found.summary
    print(
        f"{counted.substantive:,} substantive, {counted.other:,} other; "
        f"{count(counted.words_deleted, 'word')} deleted, {counted.words_inserted:,} inserted."
    )


COMMANDS = {"compare": Command(_declare, _compare)}
