"""`engross report`: the committee report of a strategy at one version, in a council's layout."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.command.parts import Command, add_json, count, print_json, say, shown
from app.models.errors import Refused
from app.services.targets import check_apart, read_target


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "target", metavar="TARGET", help="LIBRARY, LIBRARY#STRATEGY or LIBRARY#STRATEGY@VERSION"
    )
    parser.add_argument(
        "--template", metavar="KEY", required=True, help="the layout, such as thurrock-cabinet"
    )
    parser.add_argument(
        "--answers", metavar="FILE.toml", type=Path, help="what the report's author has to say"
    )
    parser.add_argument("--to", metavar="FILE", type=Path, help="ends in .docx, .pdf, .html or .md")
    parser.add_argument(
        "--answers-skeleton",
        metavar="FILE.toml",
        type=Path,
        help="write an empty file of answers, with guidance",
    )
    parser.add_argument(
        "--strict", action="store_true", help="exit with 1 where anything is wanting or disagrees"
    )
    add_json(parser)


def _run(given: argparse.Namespace) -> int:
    from app.exporters.writing import write
    from app.services.reporting import report

    if (given.to is None) == (given.answers_skeleton is None):
        raise Refused("Give --to FILE for the report, or --answers-skeleton FILE.toml for a file of answers.")
    target = read_target(given.target)
    if given.answers_skeleton is not None:
        return _skeleton(given)
    check_apart(given.to, target)
    done = report(target, given.template, given.answers)
    write(done.document, given.to)
    version, fingerprint = done.reached.version, done.reached.content.fingerprint
    for each in done.findings:
        noted = f" ({each.setting})" if each.setting else ""
        say(f"{each.key}: {each.message}{noted}")
    if given.json:
        findings = [
            {"rule": f.rule, "key": f.key, "message": f.message, "setting": f.setting} for f in done.findings
        ]
        file = {
            "file": shown(given.to),
            "format": given.to.suffix.lower().lstrip("."),
            "template": given.template,
        }
        print_json(file | {"version": version, "fingerprint": fingerprint, "findings": findings})
    else:
        found = f", {count(len(done.findings), 'finding')}" if done.findings else ""
        print(f"Wrote {shown(given.to)}: “{done.document.properties.title}”, {version}{found}.")
    return 1 if given.strict and done.findings else 0


def _skeleton(given: argparse.Namespace) -> int:
    from app.exporters.writing import name_with, replace_file
    from app.services.reporting import skeleton

    to: Path = given.answers_skeleton
    if to.suffix.lower() != ".toml":
        raise Refused(f"Answers are written as .toml; give {name_with(to, '.toml')} instead of {to}.")
    if to.exists():
        raise Refused(f"“{to}” is there already and may hold answers; give another name.")
    replace_file(to, skeleton(read_target(given.target), given.template).encode("utf-8"))
    if given.json:
        print_json({"file": shown(to), "format": "toml", "template": given.template})
    else:
        print(f"Wrote {shown(to)}; fill it in and give it with --answers.")
    return 0


COMMANDS = {"report": Command(_declare, _run)}
