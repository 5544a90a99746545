"""The sample library: two councils' strategies, each drafted in five versions, made by the services a user works with.

`resources/samples/<name>/strategy.md` is a strategy as it was first written (see `outline.py`), `versions.toml`
what was edited from each version to the next. `python -m app.services.samples LIBRARY` builds the library.
"""

import sys
import tomllib
from pathlib import Path
from typing import Any

from msgspec import Struct, convert, structs

from app.models import tree
from app.models.content import Content
from app.models.errors import NotFound, Refused
from app.models.nodes import KINDS, Node, Strategy, name_of, rich_fields
from app.models.text import Block, Blocks, Item, List, Paragraph, Table
from app.resources import resource_root
from app.services.editing import Editing
from app.services.libraries import create_library
from app.services.outline import field_value, identity, read_outline
from app.services.versions import save_version


class SampleEdit(Struct, frozen=True, forbid_unknown_fields=True, rename={"with_": "with"}):
    """One edit. `node`, `under`, `after`, `move` and `remove` are keys of the outline.

    Either `replace` words of `node` `with` others, or `set` its fields, or `insert` an outline `under` a node and
    `after` a sibling, or `move` a node likewise, or `remove` one.
    """

    node: str = ""
    replace: str = ""
    with_: str = ""
    set: dict[str, str] = {}
    insert: str = ""
    under: str = ""
    after: str = ""
    move: str = ""
    remove: str = ""


class SampleVersion(Struct, frozen=True, forbid_unknown_fields=True):
    """A version and the edits that led to it from the one before."""

    label: str
    date: str
    author: str
    changes: str
    comments: str = ""
    edits: tuple[SampleEdit, ...] = ()


def sample_names() -> tuple[str, ...]:
    """The samples there are, by the name of their folder."""
    return tuple(sorted(file.parent.name for file in (resource_root() / "samples").glob("*/strategy.md")))


def build_samples(place: str | Path) -> tuple[str, ...]:
    """Makes a library with every sample in it; the identities of the strategies. Raises Refused where one is there."""
    with create_library(place) as library:
        return tuple(_build(library, name) for name in sample_names())


def sample_versions(name: str) -> tuple[SampleVersion, ...]:
    """The versions of a sample, first to last."""
    text = (resource_root() / "samples" / name / "versions.toml").read_text(encoding="utf-8")
    return convert(tomllib.loads(text)["versions"], tuple[SampleVersion, ...])


def _build(library: Any, name: str) -> str:
    (root,) = read_outline(
        (resource_root() / "samples" / name / "strategy.md").read_text(encoding="utf-8"), name
    )
    assert isinstance(root, Strategy)
    versions = sample_versions(name)
    library.add(Content(root), "First draft", versions[0].author)
    for version in versions:
        editing = Editing(library, root.id, version.author)
        for edit in version.edits:
            apply(editing, edit, name)
        save_version(
            library, root.id, version.label, version.date, version.changes, version.comments, version.author
        )
    return root.id


def apply(editing: Editing, edit: SampleEdit, sample: str) -> None:
    """Makes one edit through the editing service. Raises Refused where it names what is not there."""
    if edit.insert:
        parent = tree.find(editing.root, identity(sample, edit.under))
        for node in reversed(read_outline(edit.insert, sample)):
            editing.insert(parent.id, node, _behind(parent, edit.after, sample))
    elif edit.move:
        id, parent = identity(sample, edit.move), identity(sample, edit.under)
        left = tree.find(tree.remove(editing.root, id), parent)
        editing.move(id, parent, _behind(left, edit.after, sample))
    elif edit.remove:
        editing.remove(identity(sample, edit.remove))
    else:
        node = tree.find(editing.root, identity(sample, edit.node))
        if edit.replace:
            editing.change(node.id, **_reworded(node, edit.replace, edit.with_))
        else:
            editing.change(
                node.id, **{name: _value(node, name, text, sample) for name, text in edit.set.items()}
            )


def _behind(parent: Node, after: str, sample: str) -> int | None:
    """The place behind the sibling called `after`; None, the end, where none is named."""
    if not after:
        return None
    found = [at for at, child in enumerate(parent.children) if child.id == identity(sample, after)]
    if not found:
        raise NotFound(f"“{after}” does not stand under “{name_of(parent)}” in the sample {sample}.")
    return found[0] + 1


def _value(node: Node, name: str, text: str, sample: str) -> Any:
    if name == "title":
        return text
    field = next((field for field in KINDS[node.kind].fields if field.name == name), None)
    if field is None:
        raise NotFound(f"“{name_of(node)}” has no field “{name}”.")
    return field_value(field, text, sample)


def _reworded(node: Node, old: str, new: str) -> dict[str, Any]:
    """The rich fields of a node in which `old` stands, with `new` in its place."""
    found = {name: _replaced(blocks, old, new) for name, blocks in rich_fields(node)}
    changed = {name: blocks for name, blocks in found.items() if blocks != getattr(node, name)}
    if not changed:
        raise NotFound(f"“{old}” does not stand in “{name_of(node)}”.")
    return changed


def _replaced(blocks: Blocks, old: str, new: str) -> Blocks:
    def block(one: Block) -> Block:
        if isinstance(one, Paragraph):
            runs = tuple(structs.replace(run, text=run.text.replace(old, new)) for run in one.runs)
            return structs.replace(one, runs=runs)
        if isinstance(one, List):
            return structs.replace(
                one, items=tuple(Item(_replaced(item.blocks, old, new)) for item in one.items)
            )
        if isinstance(one, Table):
            rows = tuple(
                tuple(structs.replace(cell, blocks=_replaced(cell.blocks, old, new)) for cell in row)
                for row in one.rows
            )
            return structs.replace(one, rows=rows)
        return one

    return tuple(block(one) for one in blocks)


def main(arguments: list[str]) -> int:
    """Builds the sample library at the place that is named; the exit code."""
    if len(arguments) != 1:
        print("usage: python -m app.services.samples LIBRARY", file=sys.stderr)
        return 2
    try:
        built = build_samples(arguments[0])
    except Refused as reason:
        print(reason, file=sys.stderr)
        return 2
    print(f"Built {len(built)} sample strategies in {arguments[0]}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
