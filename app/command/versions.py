"""`engross save-version`: a name, a date and a row of the version-control table for the draft as it stands."""

import argparse

from app.command.parts import Command, add_json, print_json
from app.models.errors import Refused
from app.services.targets import DRAFT, library_at, read_target, strategy_in


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="TARGET", help="LIBRARY or LIBRARY#STRATEGY")
    parser.add_argument("--label", metavar="V9", required=True, help="the version's label")
    parser.add_argument(
        "--date", metavar="D", default="", help="its date: 2026-03-12, 12/03/2026, 12 March 2026 (today)"
    )
    parser.add_argument("--changes", metavar="TEXT", default="", help="a brief description of the changes")
    parser.add_argument("--comments", metavar="TEXT", default="", help="comments, such as who asked for them")
    add_json(parser)


def _save_version(given: argparse.Namespace) -> int:
    from app.services.importing import one_line
    from app.services.versions import save_version

    if not given.label.strip():
        raise Refused("The label is empty; write one such as --label V9.")
    target = read_target(given.target)
    with library_at(target.place, write=True) as library:
        strategy, version = strategy_in(library, target.name)
        if version.casefold() != DRAFT:
            raise Refused(f"A version is made of the draft; leave “@{version}” out of the target.")
        said = [one_line(text) for text in (given.label, given.date, given.changes, given.comments)]
        row = save_version(library, strategy, *said)
    if given.json:
        keys = ("label", "date", "changes", "comments", "fingerprint")
        print_json({"strategy": strategy} | {key: getattr(row, key) for key in keys})
    else:
        print(f"Saved {row.label}, {row.date}, fingerprint {row.fingerprint[:12]}.")
    return 0


COMMANDS = {"save-version": Command(_declare, _save_version)}
