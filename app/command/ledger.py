"""`engross ledger` and `engross fsck`: what was done in a library, and whether it is all as it was written."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.command.parts import Command, add_json, count, print_json, say, shown
from app.services.targets import library_at, strategy_in, whole_library

if TYPE_CHECKING:
    from app.services.printed_seals import Held


def _declare_ledger(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("library", metavar="LIBRARY", help="the library's file or URL")
    parser.add_argument("--strategy", metavar="T", default="", help="only what was done to this strategy")
    parser.add_argument(
        "--to", metavar="FILE", type=Path, help="ends in .csv, .json or .pdf; printed without it"
    )
    add_json(parser)


def _ledger(given: argparse.Namespace) -> int:
    from app.services.ledger import ledger_of, write_ledger

    with library_at(whole_library(given.library)) as library:
        strategy = strategy_in(library, given.strategy)[0] if given.strategy else ""
        found = ledger_of(library, strategy)
    if given.to:
        write_ledger(found, given.to)
    if found.fault:
        say(f"{found.fault} Run “engross fsck”.")
    if given.json:
        print_json(
            found
            if not given.to
            else {"file": shown(given.to), "lines": len(found.lines), "head": found.head}
        )
    elif given.to:
        print(f"Wrote {shown(given.to)}: {count(len(found.lines), 'line')}, ending with {found.head[:12]}.")
    else:
        for line in found.lines:
            print(f"{line.number:>5}  {line.at}  {line.digest[:12]}  {line.who or 'unknown'}: {line.what}")
    return 1 if found.fault else 0


def _declare_fsck(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("library", metavar="LIBRARY", help="the library's file or URL")
    parser.add_argument(
        "--against", metavar="COPY", type=Path, nargs="+", default=[],
        help="Word or PDF copies of approved versions, whose seals the library must hold",
    )  # fmt: skip
    add_json(parser)


def _fsck(given: argparse.Namespace) -> int:
    place = whole_library(given.library)
    with library_at(place) as library:
        report = library.fsck()
    held = _held(place, given.against)
    ok = report.ok and all(each.agrees for each in held)
    if given.json:
        faults = [{"where": fault.where, "what": fault.what} for fault in report.faults]
        against = [
            {"file": shown(each.file), "seal": each.seal, "agrees": each.agrees, "what": each.what}
            for each in held
        ]
        print_json(
            {"ok": ok, "objects": report.objects, "faults": faults, **({"against": against} if held else {})}
        )
        return 0 if ok else 1
    for fault in report.faults:
        print(f"{fault.where}: {fault.what}")
    found = "all as they were written" if report.ok else count(len(report.faults), "fault")
    print(f"{count(report.objects, 'object')} read: {found}.")
    for each in held:
        print(f"{shown(each.file)}: {each.what}.")
    return 0 if ok else 1


def _held(place: str, copies: list[Path]) -> list[Held]:
    """Each copy held against the library; a row that was altered is a disagreement with all of them."""
    from app.services.printed_seals import Held, held_against
    from app.store.rows import Damaged

    if not copies:
        return []
    with library_at(place) as library:
        found: list[Held] = []
        for each in copies:
            try:
                found.append(held_against(library, each))
            except Damaged as fault:
                found.append(Held(str(each), "", False, str(fault).rstrip(".")))
    return found


COMMANDS = {"ledger": Command(_declare_ledger, _ledger), "fsck": Command(_declare_fsck, _fsck)}
