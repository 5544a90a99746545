"""`engross import`, `show`, `export` and `check`: documents in, strategies looked at, documents out."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.command.parts import Command, add_json, count, print_json, say, shown
from app.services.targets import Reached, reach, read_target

if TYPE_CHECKING:
    from app.models.nodes import Node
    from app.services.importing import Imported

TARGET = "LIBRARY, LIBRARY#STRATEGY, LIBRARY#STRATEGY@VERSION, or a document's file"
SURE = 0.6


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
    from app.services.importing import import_file

    imported = import_file(given.file, read_target(given.into).place, title=given.title, house=given.house)
    if given.json:
        print_json(_import_json(shown(given.into), imported))
    else:
        _tell_import(given.into, imported)
    return 0


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


def _declare_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="TARGET", help=TARGET)
    add_json(parser)


def _show(given: argparse.Namespace) -> int:
    reached = reach(read_target(given.target))
    root = reached.content.root
    if given.json:
        print_json(_show_json(reached))
        return 0
    from app.document.numbering import numbers

    numbered = numbers(root, _house(reached))
    print(f"{root.title} · {reached.version} · {reached.content.fingerprint[:12]}")
    _print_tree(root, numbered, 1)
    return 0


def _print_tree(node: Node, numbered: dict[str, str], depth: int) -> None:
    from app.models.nodes import KINDS, name_of

    for child in node.children:
        heading = " ".join(filter(None, (numbered.get(child.id, ""), name_of(child, 12))))
        print(f"{'  ' * depth}{KINDS[child.kind].label}: {heading}")
        _print_tree(child, numbered, depth + 1)


def _show_json(reached: Reached) -> dict[str, Any]:
    from app.document.control import control_rows
    from app.document.numbering import numbers
    from app.services.importing import history_of, kinds_in

    root, house = reached.content.root, _house(reached)
    approval = reached.approval
    control = control_rows(
        root,
        house,
        approval.body if approval else "",
        approval.date if approval else "",
        version=reached.version,
        version_date=reached.date,
    )
    return {
        "id": root.id,
        "title": root.title,
        "house": root.house,
        "version": reached.version,
        "fingerprint": root.fingerprint,
        "control": dict(control),
        "kinds": kinds_in(root),
        "history": history_of(root, reached.versions),
        "tree": _node_json(root, numbers(root, house)),
    }


def _node_json(node: Node, numbered: dict[str, str]) -> dict[str, Any]:
    from app.models.nodes import KINDS, defaults_of
    from app.models.text import blocks_text

    fields: dict[str, Any] = {}
    unset = defaults_of(type(node))
    for field in KINDS[node.kind].fields:
        value = getattr(node, field.name)
        if value != unset[field.name]:
            fields[field.name] = blocks_text(value) if field.type == "rich" else value
    return {
        "id": node.id,
        "kind": node.kind,
        "number": numbered.get(node.id, ""),
        "heading": node.title,
        "text": blocks_text(node.body),
        "fields": fields,
        "children": [_node_json(child, numbered) for child in node.children],
    }


def _declare_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="TARGET", help=TARGET)
    parser.add_argument(
        "--to", metavar="FILE", required=True, type=Path, help="ends in .docx, .pdf, .html, .md or .json"
    )
    parser.add_argument(
        "--house", metavar="KEY", default="", help="another house style than the strategy's own"
    )
    add_json(parser)


def _export(given: argparse.Namespace) -> int:
    from app.services.exporting import export

    reached = reach(read_target(given.target))
    export(reached, given.to, given.house)
    if given.json:
        result = {
            "file": shown(given.to),
            "format": given.to.suffix.lower().lstrip("."),
            "version": reached.version,
        }
        print_json(result | {"fingerprint": reached.content.fingerprint})
    else:
        print(f"Wrote {shown(given.to)}: “{reached.content.root.title}”, {_version_words(reached)}.")
    return 0


def _version_words(reached: Reached) -> str:
    named = reached.version if re.match(r"(?i)v|draft", reached.version) else f"version {reached.version}"
    return f"{named}, fingerprint {reached.content.fingerprint[:12]}"


def _declare_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="TARGET", help=TARGET)
    parser.add_argument("--strict", action="store_true", help="exit with 1 where anything was found")
    add_json(parser)


def _check(given: argparse.Namespace) -> int:
    from app.document.checks import findings

    reached = reach(read_target(given.target))
    found = findings(reached.content.root, _house(reached))
    if given.json:
        keys = ("rule", "node", "path", "message", "severity")
        print_json({"findings": [{key: getattr(each, key) for key in keys} for each in found]})
    else:
        for each in found:
            print(f"{each.severity}: {' › '.join(each.path)}: {each.message}")
        print("Nothing to mend." if not found else f"{count(len(found), 'finding')}.")
    return 1 if given.strict and found else 0


def _house(reached: Reached) -> Any:
    from app.services.houses import house

    return house(reached.content.root.house)


COMMANDS = {
    "import": Command(_declare_import, _import),
    "show": Command(_declare_show, _show),
    "export": Command(_declare_export, _export),
    "check": Command(_declare_check, _check),
}
