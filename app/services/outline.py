"""A strategy written as plain text with its kinds named, as the samples are, to a tree. Imports models only.

    ## theme [place] Digital place
    aim: Harbourne is a connected coast.
    objectives: obj-economy, obj-coast

    A narrative of *paragraphs*, **bold** words, - bullets and | tables |.

    :closing
    What belongs to the field `closing`.

The heading's depth is the node's depth. `[key]` is what links and versions call the node by; its identity is made
of it, so a sample is the same wherever it is built. `Title :: text` writes a short node on one line.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from app.models.errors import Refused
from app.models.kinds import Field
from app.models.nodes import KINDS, Node
from app.models.text import Block, Blocks, Cell, Item, List, Paragraph, Run, Table

HEADING = re.compile(r"^(?P<depth>#+) (?P<kind>[a-z_]+)(?: \[(?P<key>[a-z0-9-]+)\])?(?: (?P<title>.*))?$")
FIELD = re.compile(r"^(?P<name>[a-z_]+): (?P<value>.*)$")
INLINE = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\[(?P<words>[^\]]+)\]\((?P<link>[^)]+)\)")


def identity(sample: str, key: str) -> str:
    """The id of the node that a sample calls `key`: 13 letters and digits, always the same."""
    return (
        base64.b32encode(hashlib.sha256(f"{sample}/{key}".encode()).digest()[:8]).decode().rstrip("=").lower()
    )


def read_outline(text: str, sample: str) -> tuple[Node, ...]:
    """The nodes at the least depth that `text` holds, in order. Raises Refused, naming the heading, for a fault."""
    return _nodes(
        [
            _Heading(sample, part)
            for part in re.split(r"^(?=#+ [a-z_]+)", text, flags=re.MULTILINE)
            if part.strip()
        ]
    )


class _Heading:
    """One heading of an outline with the lines up to the next."""

    def __init__(self, sample: str, part: str) -> None:
        first, *self.lines = part.splitlines()
        found = HEADING.match(first)
        if not found or found["kind"] not in KINDS:
            raise Refused(f"“{first}” is not a heading of a sample; write # kind [key] Title.")
        self.depth, self.kind, self.sample = len(found["depth"]), KINDS[found["kind"]], sample
        self.title, _, self.rest = (found["title"] or "").partition(" :: ")
        self.key = found["key"] or f"{found['kind']} {self.title}"

    def node(self, children: tuple[Node, ...]) -> Node:
        values: dict[str, Any] = {
            "id": identity(self.sample, self.key),
            "title": self.title,
            "children": children,
        }
        lines = self.lines
        while lines and (found := FIELD.match(lines[0])):
            values[found["name"]] = self.value(found["name"], found["value"])
            lines = lines[1:]
        for name, blocks in _parts(lines, self.sample):
            values[name] = blocks
        if self.rest:
            values["body"] = (Paragraph(_runs(self.rest, self.sample)),)
        return self.kind.make(**values)

    def value(self, name: str, text: str) -> Any:
        field = next((field for field in self.kind.fields if field.name == name), None)
        if field is None:
            raise Refused(f"“{self.title}”: a {self.kind.label.lower()} has no field “{name}”.")
        return field_value(field, text, self.sample)


def field_value(field: Field, text: str, sample: str) -> Any:
    """What a field holds, from the text that stands for it; links are keys of the sample, parted by commas."""
    if field.type == "rich":
        return (Paragraph(_runs(text, sample)),)
    if field.type == "links":
        return tuple(identity(sample, key.strip()) for key in text.split(",") if key.strip())
    if field.type == "yesno":
        return text == "yes"
    try:
        if field.type == "money":
            return Decimal(text)
        return int(text) if field.type in ("number", "percent") else text
    except (ValueError, InvalidOperation) as fault:
        raise Refused(f"“{text}” is no value for {field.label}; write a number.") from fault


def _nodes(headings: list[_Heading]) -> tuple[Node, ...]:
    found: list[Node] = []
    while headings:
        first, *others = headings
        below = next((at for at, other in enumerate(others) if other.depth <= first.depth), len(others))
        found.append(first.node(_nodes(others[:below])))
        headings = others[below:]
    return tuple(found)


def _parts(lines: list[str], sample: str) -> Iterator[tuple[str, Blocks]]:
    """The name of each rich field and its blocks; the body first, then what follows a line such as `:closing`."""
    name, start = "body", 0
    for at, line in enumerate([*lines, ":"]):
        if line.startswith(":"):
            if blocks := _blocks("\n".join(lines[start:at]), sample):
                yield name, blocks
            name, start = line[1:].strip(), at + 1


def _blocks(text: str, sample: str) -> Blocks:
    return tuple(
        _block(part.splitlines(), sample) for part in re.split(r"\n\s*\n", text.strip()) if part.strip()
    )


def _block(lines: list[str], sample: str) -> Block:
    if lines[0].startswith("|"):
        rows = [line.strip("| ").split(" | ") for line in lines if not line.startswith("|---")]
        return Table(tuple(tuple(Cell((Paragraph(_runs(cell, sample)),)) for cell in row) for row in rows))
    if lines[0].startswith("- "):
        return List(tuple(Item((Paragraph(_runs(line.removeprefix("- "), sample)),)) for line in lines))
    return Paragraph(_runs(" ".join(lines), sample))


def _runs(text: str, sample: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    done = 0
    for found in INLINE.finditer(text):
        runs.append(Run(text[done : found.start()]))
        link = found["link"] or ""
        runs.append(
            Run(
                found["bold"] or found["italic"] or found["words"],
                bold=bool(found["bold"]),
                italic=bool(found["italic"]),
                link=f"#{identity(sample, link[1:])}" if link.startswith("#") else link,
            )
        )
        done = found.end()
    runs.append(Run(text[done:]))
    return tuple(run for run in runs if run.text)
