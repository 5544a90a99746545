"""The list of what reviewers say: in the order of the parts, and without going through those that nobody is about."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec import structs

from app.compare.carrying import all_carried_out
from app.compare.suggest import suggestions
from app.models import tree
from app.models.content import Content
from app.models.nodes import Node, Priority, Strategy, Theme, Vision
from app.models.review import Suggestion, value_json
from app.models.text import Item, List, Paragraph, Run, plain
from app.services import deciding
from app.store.library import Library


def strategy() -> Strategy:
    themes = tuple(
        Theme(
            id=f"t{n}",
            title=f"Theme {n}",
            children=tuple(Priority(id=f"p{n}{m}", title=f"Priority {n}.{m}") for m in range(3)),
        )
        for n in range(3)
    )
    return Strategy(id="s", title="Digital", children=(Vision(id="v", children=themes),))


def reworded(part: str) -> Suggestion:
    return Suggestion(
        id=f"about-{part}", node=part, field="body", base="x", before=value_json(()),
        after=value_json(plain("Other words.")), author="Ann", at="2026-11-01T10:00:00+00:00", source=f"f:{part}",
    )  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "l.engross") as made:
        made.add(Content(strategy()))
        made.take_in("s", [reworded(part) for part in ("p20", "gone", "p02", "t1", "p00")], [])
        yield made


class DescribeTheListOfSuggestions:
    def it_begins_with_what_is_about_no_part_any_more_and_follows_the_parts(self, library: Library):
        rows = deciding.listed(library, "s").suggestions
        assert [row.node for row in rows] == ["gone", "p00", "p02", "t1", "p20"]
        assert [row.kind for row in rows] == ["", "priority", "priority", "theme", "priority"]

    def it_follows_the_fields_of_a_part_and_the_words_in_them(self, tmp_path: Path):
        lines = ["One stands here.", "Two stays.", "Three stands here."]
        old = tree.change(strategy(), "p00", title="Old name", body=plain("\n".join(lines)))
        lines[2] = "Three stood here."
        ann = tree.change(old, "p00", body=plain("\n".join(lines)))
        lines[0] = "One stood here."
        bob = tree.change(ann, "p00", title="New name", body=plain("\n".join(lines)))
        with Library.create(tmp_path / "other.engross") as made:
            assert isinstance(old, Strategy)
            made.add(Content(old))
            for source, (was, now) in enumerate(((old, ann), (ann, bob))):
                found = suggestions(
                    was, now, author="A", at="2026-11-01T10:00:00+00:00", source=f"{source}:0"
                )
                made.take_in("s", list(found), [])
            rows = deciding.listed(made, "s").suggestions
        said = [(row.field, row.after.split("\n")[0]) for row in rows]
        assert said[:2] == [("title", "New name"), ("body", "One stood here.")]
        assert rows[2].after.endswith("Three stood here.")

    def it_goes_through_no_strategy_for_it(self, library: Library, monkeypatch: pytest.MonkeyPatch):
        walked: list[Node] = []
        monkeypatch.setattr(deciding, "walk", lambda root: walked.append(root) or iter(()))
        assert len(deciding.listed(library, "s").suggestions) == 5
        assert walked == []

    def it_tells_the_places_to_which_parts_would_go_if_accepted_now(self, library: Library):
        root = library.head("s")
        order = [tree.find(root, id) for id in ("p02", "p00", "p01")]
        mixed = tree.move(root, "p12", "t1", 0)
        turned = tree.replace(mixed, structs.replace(tree.find(mixed, "t0"), children=tuple(order)))
        turned = tree.move(turned, "p10", "t0", 3)
        turned = tree.insert(turned, "t1", Priority(id="new", title="New"), 1)
        found = suggestions(root, turned, author="Ann", at="2026-11-01T10:00:00+00:00", source="copy:0")
        library.take_in("s", list(found), [])
        stored = library.suggestions("s")
        rows = {row.id: row for row in deciding.listed(library, "s").suggestions}
        settled: list[str] = []
        for each in stored:
            if each.sort != "text" and each.state == "open":
                after = all_carried_out(root, [each], stored).root
                holder = tree.parent_of(after, each.node)
                assert holder is not None
                siblings = [child.id for child in holder.children]
                at = siblings.index(each.node)
                anchor = next((id for id in rows[each.id].anchors if id in siblings), "")
                assert anchor == (siblings[at - 1] if at else "")
                if each.sort == "moved":
                    name = tree.find(root, anchor).title if anchor else ""
                    said = f"after “{name}”" if anchor else "first"
                    assert rows[each.id].after == f"{said} under “{holder.title}”"
                settled += rows[each.id].unsettled
        assert settled

    def it_tells_where_a_list_level_would_change_beside_words(self, library: Library):
        steps = ("Buy", "Teach staff", "Review")
        flat = List(tuple(Item(plain(step)) for step in steps))
        under = List((Item((*plain("Teach all staff"), List((Item(plain("Review")),)))),))
        suggested = {
            "p01": (flat, List((Item(plain("Buy")), *under.items))),
            "p10": (flat, List(tuple(Item(plain(f"{step} now")) for step in steps))),
            "p11": (
                flat,
                List((*flat.items[:1], Item((Paragraph((Run("Teach staff", bold=True),)),)), flat.items[2])),
            ),
        }
        asked = [
            Suggestion(
                id=part, node=part, field="body", base="x", before=value_json((old,)), after=value_json((new,)),
                author="Ann", at="2026-11-01T10:00:00+00:00", source=f"g:{at}",
            )
            for at, (part, (old, new)) in enumerate(suggested.items())
        ]  # fmt: skip
        library.take_in("s", asked, [])
        rows = deciding.listed(library, "s").suggestions
        assert [row.node for row in rows if row.relevelled] == ["p01"]
        assert {row.node: row.restyled for row in rows if row.restyled} == {
            "p11": "“Teach staff” became bold"
        }

    def it_reads_a_text_once_that_one_leads_to_and_the_next_leads_from(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ):
        states = [
            value_json((List(tuple(Item(plain(f"Step {n}")) for n in range(most))),)) for most in range(4)
        ]
        chain = [
            Suggestion(
                id=f"chain-{at}", node="p01", field="body", base="x", before=before, after=after,
                author="Ann", at="2026-11-01T10:00:00+00:00", source=f"h:{at}",
            )
            for at, (before, after) in enumerate(pairwise(states))
        ]  # fmt: skip
        library.take_in("s", chain, [])
        library.judge([each.id for each in chain], "rejected", "Ann")
        read: list[str] = []
        value_of = deciding.value_of
        monkeypatch.setattr(deciding, "value_of", lambda *asked: read.append(asked[-1]) or value_of(*asked))
        rows = [row for row in deciding.listed(library, "s").suggestions if row.node == "p01"]
        assert [row.after.count("Step") for row in rows] == [1, 2, 3]
        assert sorted(each for each in read if "Step" in each or each == states[0]) == sorted(states)
