"""Trees to compare and merge: a small strategy, random trees, and random edits of them."""

import random

from app.models import nodes, tree
from app.models.kinds import new_id
from app.models.nodes import KINDS, Node, Strategy, may_hold
from app.models.text import plain


def strategy() -> Strategy:
    first = nodes.Theme(
        id="t1",
        title="Digital customer",
        body=plain("Residents will find what they need at the first attempt.\nWe spend £1.2m on it by 2027."),
        children=(
            nodes.Priority(
                id="p1",
                body=plain("Replace the website with one that works on every phone."),
                owner="A. Owen",
            ),
            nodes.Priority(id="p2", body=plain("Open a help desk in every library of the borough.")),
            nodes.Priority(id="p3", body=plain("Publish waiting times for each service once a week.")),
        ),
    )
    second = nodes.Theme(id="t2", title="Digital place", body=plain("Fibre reaches every street."))
    vision = nodes.Vision(
        id="v",
        title="Our vision",
        statement=plain("A borough where nobody queues."),
        children=(first, second),
    )
    purpose = nodes.Section(
        id="s1", title="Purpose", body=plain("This strategy sets out what the council will do.")
    )
    return Strategy(id="s", title="Harbourne digital strategy", children=(purpose, vision))


MADE_UP = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lamda mu nu xi omicron pi rho sigma tau".split()
)


def made(random: random.Random, kind: str, depth: int = 0) -> Node:
    """A random node of a kind with random children, at most a few levels deep."""
    words = lambda n: " ".join(random.choice(MADE_UP) for _ in range(random.randint(0, n)))  # noqa: E731
    holds = KINDS[kind].holds
    children = tuple(
        made(random, random.choice(holds), depth + 1)
        for _ in range(random.randint(0, 3) if holds and depth < 4 else 0)
    )
    return KINDS[kind].make(id=new_id(), title=words(3), body=plain(words(12)), children=children)


def step(random: random.Random, root: Node) -> Node:
    """One random edit."""
    all_nodes = list(tree.walk(root))
    node = random.choice(all_nodes)
    choice = random.randint(0, 4)
    if choice == 0 or node is root:
        return tree.change(root, node.id, title=random.choice(MADE_UP))
    if choice == 1:
        return tree.remove(root, node.id)
    if choice == 2:
        homes = [n for n in all_nodes if may_hold(n.kind, node.kind) and n.id not in node.ids]
        return tree.move(root, node.id, random.choice(homes).id, random.randint(0, 3))
    if choice == 3 and KINDS[node.kind].holds:
        new = made(random, random.choice(KINDS[node.kind].holds), 3)
        return tree.insert(root, node.id, new, random.randint(0, 3))
    return tree.change(root, node.id, body=plain(" ".join(random.choices(MADE_UP, k=9))))
