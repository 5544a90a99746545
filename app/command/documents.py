"""`engross show`, `export` and `check`: strategies looked at, documents out."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.command.parts import Command, add_json, count, print_json, say, shown
from app.services.targets import Reached, check_apart, library_at, reach, read_target, strategy_in

if TYPE_CHECKING:
    from app.exporters.signing import Signer
    from app.models.nodes import Node

TARGET = "LIBRARY, LIBRARY#STRATEGY, LIBRARY#STRATEGY@VERSION, or a document's file"


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
    parser.add_argument(
        "--sign", metavar="CERT.p12", type=Path, help="sign the PDF with this certificate and its private key"
    )
    parser.add_argument(
        "--passphrase-file", metavar="FILE", type=Path,
        help="holds the certificate's passphrase, if neither ENGROSS_PASSPHRASE does nor you are to be asked",
    )  # fmt: skip
    add_json(parser)


def _export(given: argparse.Namespace) -> int:
    from app.services.exporting import as_approved, export

    signer = _signer(given) if given.sign or given.passphrase_file else None
    target = read_target(given.target)
    check_apart(given.to, target)
    reached = as_approved(reach(target))
    export(reached, given.to, given.house, signer)
    if given.json:
        result = {
            "file": shown(given.to),
            "format": given.to.suffix.lower().lstrip("."),
            "version": reached.version,
        }
        seal = {"seal": reached.approval.seal} if reached.approval else {}
        signed = {"signed": signer.name} if signer else {}
        print_json(result | {"fingerprint": reached.content.fingerprint, **seal, **signed})
    else:
        by = f", signed by {signer.name}" if signer else ""
        print(f"Wrote {shown(given.to)}: “{reached.content.root.title}”, {_version_words(reached)}{by}.")
    return 0


def _signer(given: argparse.Namespace) -> Signer:
    from app.models.errors import Refused
    from app.services.signing import passphrase_for, signer_at

    if not given.sign:
        raise Refused("A passphrase is given but no certificate; add --sign CERT.p12.")
    if given.to.suffix.lower() != ".pdf":
        raise Refused("Only PDF files are signed; end the name with .pdf.")
    return signer_at(given.sign, passphrase_for(given.sign, given.passphrase_file, _asked))


def _asked(words: str) -> str | None:
    import getpass

    return getpass.getpass(words) if sys.stdin.isatty() else None


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
    if said := _review(given.target):
        say(said)
    if given.json:
        keys = ("rule", "node", "path", "message", "severity")
        print_json({"findings": [{key: getattr(each, key) for key in keys} for each in found]})
    else:
        for each in found:
            print(f"{each.severity}: {' › '.join(each.path)}: {each.message}")
        print("Nothing to mend." if not found else f"{count(len(found), 'finding')}.")
    return 1 if given.strict and found else 0


def _review(text: str) -> str:
    """What is to be said of the review of a library's strategy; nothing for a document's file."""
    from app.services.days import review_of

    target = read_target(text)
    if target.is_document:
        return ""
    with library_at(target.place) as library:
        strategy, _ = strategy_in(library, target.name)
        return review_of(library, strategy, datetime.now().astimezone().date())


def _house(reached: Reached) -> Any:
    from app.services.houses import house

    return house(reached.content.root.house)


COMMANDS = {
    "show": Command(_declare_show, _show),
    "export": Command(_declare_export, _export),
    "check": Command(_declare_check, _check),
}
