"""What changed between two trees in a sentence, as the version table's "brief description of changes". No Qt."""

from collections import Counter
from collections.abc import Iterator

from app.compare.changes import Change, compare
from app.models import tree
from app.models.nodes import KINDS, Node, Strategy, name_of

MOST, MOST_FACTS = 8, 3
_SCORES = ("likelihood", "impact")
_DATED, _DATES = ("priority", "milestone"), ("start", "end", "date")
_VERBS = {"reworded": "reworded", "inserted": "added", "deleted": "removed", "moved": "moved",
          "formatting": "reformatted", "renumbered": ""}  # fmt: skip


def described(old: Strategy, new: Strategy) -> str:
    """The changes, the weighty first: "2 priorities added under Digital place; risk “Supplier fails” rescored"."""
    changes = compare(old, new).changes
    phrases = [*_added(old, new), *_removed(old, new), *_edited(changes, old, new)]
    if len(phrases) > MOST:
        phrases = [*phrases[:MOST], f"{len(phrases) - MOST} further changes"]
    text = "; ".join(phrases)
    return text[:1].upper() + text[1:]


def _added(old: Node, new: Node) -> Iterator[str]:
    """What is new, gathered by kind and place; what is new inside something new goes without saying."""
    counted: Counter[tuple[str, str]] = Counter()
    for parent in tree.walk(new):
        if parent.id in old.ids:
            counted.update((child.kind, parent.id) for child in parent.children if child.id not in old.ids)
    single = {
        child.kind + parent.id: child
        for parent in tree.walk(new)
        for child in parent.children
        if child.id not in old.ids
    }
    for (kind, parent), many in counted.items():
        yield _counted(kind, many, single[kind + parent], "added", new, parent)


def _removed(old: Node, new: Node) -> Iterator[str]:
    counted: Counter[tuple[str, str]] = Counter()
    gone: dict[tuple[str, str], Node] = {}
    for parent in tree.walk(old):
        if parent.id in new.ids:
            for child in parent.children:
                if child.id not in new.ids:
                    counted[child.kind, parent.id] += 1
                    gone[child.kind, parent.id] = child
    for (kind, parent), many in counted.items():
        yield _counted(kind, many, gone[kind, parent], "removed", old, parent)


def _counted(kind: str, many: int, one: Node, verb: str, root: Node, parent: str) -> str:
    place = "" if parent == root.id else f" under {name_of(tree.find(root, parent))}"
    if many == 1:
        return f"{_called(one)} {verb}{place}"
    return f"{many} {KINDS[kind].plural.lower()} {verb}{place}"


def _verb(change: Change) -> str:
    """What a change did to its part, as one says it; nothing for one that is not worth a word."""
    field = change.field.lower()
    if field.startswith(_SCORES):
        return "rescored"
    if change.node_kind in _DATED and field in _DATES:
        return "rescheduled"
    if change.kind == "field":
        return "changed"
    return "reworded" if change.kind in ("inserted", "deleted") else _VERBS[change.kind]


def _edited(changes: tuple[Change, ...], old: Node, new: Node) -> Iterator[str]:
    """What happened to the parts that both trees have, each part said once."""
    verbs: dict[str, list[str]] = {}
    facts = [f"“{c.field}”" for c in changes if c.node == new.id and c.kind == "field"]
    for change in changes:
        if change.node == new.id and change.kind == "field":
            continue  # that the strategy as a whole has changed would say nothing
        if change.node in new.ids and change.node in old.ids:
            verb, said = _verb(change), verbs.setdefault(change.node, [])
            if verb and verb not in said:
                said.append(verb)
    for id, said in verbs.items():
        if said:
            yield f"{_called(tree.find(new, id))} {' and '.join(said)}"
    if len(facts) > MOST_FACTS:
        yield f"{len(facts)} facts about the document changed"
    elif facts:
        yield f"{', '.join(facts[:-1])}{' and ' * (len(facts) > 1)}{facts[-1]} changed"


def _called(node: Node) -> str:
    kind, name = KINDS[node.kind].label.lower(), name_of(node, words=6)
    return kind if name == KINDS[node.kind].label else f"{kind} “{name}”"
