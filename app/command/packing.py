"""`engross pack`: an agenda pack from its description, the exempt papers apart from the public ones."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.command.parts import Command, add_json, count, print_json, say, shown


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("agenda", metavar="AGENDA.toml", type=Path, help="the meeting, its items and papers")
    parser.add_argument("--to", metavar="PACK.pdf", type=Path, required=True, help="the public edition")
    parser.add_argument(
        "--exempt-to",
        metavar="FILE.pdf",
        type=Path,
        help="the exempt papers, where there are any; otherwise “PACK (exempt).pdf”",
    )
    add_json(parser)


def _run(given: argparse.Namespace) -> int:
    from app.services.packs.making import make_file

    made = make_file(given.agenda, given.to, given.exempt_to)
    for note in made.notes:
        say(note)
    if given.json:
        print_json(
            {
                "files": [
                    {
                        "file": shown(path),
                        "edition": edition,
                        "pages": bound.pages,
                        "pdf_ua": bound.accessible,
                        "pdf_a": bound.archival,
                    }
                    for edition, path, bound in made.files
                ],
                "papers": [
                    {
                        "item": each.item + made.first_item,
                        "letter": each.letter,
                        "file": each.paper.file,
                        "edition": each.edition,
                        "first": each.first,
                        "last": each.last,
                    }
                    for each in made.placed
                ],
                "searched": made.searched,
                "notes": made.notes,
            }
        )
        return 0
    for edition, path, bound in made.files:
        print(f"Wrote {shown(path)}: the {edition} edition, {count(bound.pages, 'page')}.")
    if made.searched:
        print(f"The public edition has none of {made.searched:,} runs of words from the exempt papers.")
    return 0


COMMANDS = {"pack": Command(_declare, _run)}
