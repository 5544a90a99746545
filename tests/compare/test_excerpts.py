"""Suggested changes of long texts, which keep what stands around them instead of the whole text."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.compare import excerpts
from app.compare.colliding import colliding
from app.compare.suggest import Collides, carried_out, in_effect, suggestions
from app.models import nodes
from app.models.nodes import Node
from app.models.review import Suggestion, excerpt_of, said_in, value_json, value_of
from app.models.text import plain

LINES = [f"Line {at} of what the council does about matter {at} in the year." for at in range(900)]
WORDS = "the council will put services online that residents can use at any hour".split()


def section(lines: Sequence[str]) -> Node:
    return nodes.Section(id="s", body=plain("\n".join(lines)))


def reworded(lines: Sequence[str], *ats: int, word: str = "Sentence") -> list[str]:
    return [line.replace("Line", word) if at in ats else line for at, line in enumerate(lines)]


def made_by(old: Node, new: Node, author: str = "Ann", source: str = "copy") -> list[Suggestion]:
    return list(suggestions(old, new, author=author, at="2026-03-01T10:00:00Z", source=source))


def edited(chance: random.Random, lines: Sequence[str]) -> list[str]:
    found = list(lines)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(found))
        deed = chance.randrange(4)
        if deed == 0:
            found.insert(at, f"New {chance.random()} line.")
        elif deed == 1 and len(found) > 1:
            del found[at]
        else:
            words = found[at].split()
            words[chance.randrange(len(words))] = "otherwise"
            found[at] = " ".join(words)
    return found


class DescribeASuggestionInALongText:
    def it_keeps_what_changes_and_what_stands_around_it(self):
        (only,) = made_by(section(LINES), section(reworded(LINES, 450)))
        before, after = excerpt_of(only.before), excerpt_of(only.after)
        size = len(before.blocks)
        assert before.ahead + size + before.behind == len(LINES)
        assert before.blocks == section(LINES[before.ahead : before.ahead + size]).body
        assert after.blocks == section(reworded(LINES, 450)[before.ahead : before.ahead + size]).body
        assert 10 < size < 150

    def it_says_what_stands_in_the_excerpt(self):
        (only,) = made_by(section(LINES), section(reworded(LINES, 450)))
        assert LINES[450] in said_in(only.before).split("\n")
        assert LINES[450].replace("Line", "Sentence") in said_in(only.after).split("\n")
        assert value_of("section", "body", only.before) == excerpt_of(only.before).blocks

    def they_take_no_more_room_each_the_more_there_are(self):
        few = made_by(section(LINES), section(reworded(LINES, *range(0, 900, 90))))
        many = made_by(section(LINES), section(reworded(LINES, *range(0, 900, 9))))
        assert len(many) == 10 * len(few)
        assert sum(len(each.before) for each in many) < 11 * sum(len(each.before) for each in few)
        all_of_them = made_by(section(LINES), section(reworded(LINES, *range(900))))
        assert sum(len(each.before) for each in all_of_them) < 100 * sum(len(each.before) for each in few)

    def it_is_the_whole_text_where_that_is_short(self):
        lines = LINES[:20]
        (only,) = made_by(section(lines), section(reworded(lines, 9)))
        assert only.before == value_json(section(lines).body)

    @given(st.integers(0, 100_000))
    def they_lead_to_the_reviewers_text(self, seed: int):
        chance = random.Random(seed)
        old = [f"{at} {' '.join(chance.choices(WORDS, k=7))}." for at in range(chance.randint(2, 40))]
        new = edited(chance, old)
        root = section(old)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(excerpts, "AROUND", 200)
            found = made_by(section(old), section(new))
        for each in found:
            assert not in_effect(root, each)
            root = carried_out(root, each)
        assert root == section(new)

    @given(st.integers(0, 100_000))
    def it_does_what_it_would_if_it_kept_the_whole_text(self, seed: int):
        """With a third of what is really kept: with two lines it would not always tell where a line belongs."""
        chance = random.Random(seed)
        old = [f"{at} {' '.join(chance.choices(WORDS, k=7))}." for at in range(chance.randint(2, 80))]
        new, now = section(edited(chance, old)), section(edited(chance, old))
        did: list[list[Node | None]] = []
        for around in (1000, 1_000_000):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(excerpts, "AROUND", around)
                found = made_by(section(old), new)
            did.append([self.put_into(now, each) for each in found])
        assert did[0] == did[1]

    def put_into(self, now: Node, suggestion: Suggestion) -> Node | None:
        try:
            return carried_out(now, suggestion)
        except Collides:
            return None

    def it_is_found_where_lines_were_put_ahead_of_it_since(self):
        (only,) = made_by(section(LINES), section(reworded(LINES, 450)))
        now = ["One.", "Two.", *LINES]
        assert carried_out(section(now), only) == section(["One.", "Two.", *reworded(LINES, 450)])

    def it_is_merged_where_lines_beside_it_and_words_in_its_own_were_changed_since(self):
        (only,) = made_by(section(LINES), section(reworded(LINES, 450)))
        now = [line.replace("in the year", "each year") for line in LINES]
        after = [line.replace("in the year", "each year") for line in reworded(LINES, 450)]
        assert carried_out(section(now), only) == section(after)

    def it_collides_where_its_words_were_changed_otherwise(self):
        (only,) = made_by(section(LINES), section(reworded(LINES, 450)))
        with pytest.raises(Collides):
            carried_out(section(reworded(LINES, 450, word="Clause")), only)

    def it_collides_where_all_around_it_is_gone(self):
        (only,) = made_by(section(LINES), section(reworded(LINES, 450)))
        with pytest.raises(Collides):
            carried_out(section(["Nothing of this is left."]), only)

    def it_collides_with_what_others_put_at_the_end_of_the_text(self):
        (only,) = made_by(section(LINES), section([*LINES, "Ann was here."]))
        with pytest.raises(Collides):
            carried_out(section([*LINES, "Bob was here."]), only)

    @pytest.mark.parametrize("first", ["Line", "Sentence"], ids=["as it was", "as it is to be"])
    def it_is_about_its_own_place_where_another_says_the_same(self, first: str):
        lines = ["Roads.", *reworded(LINES[:80], 40, word=first), "Parks.", *LINES[:80], "The end."]
        (only,) = made_by(section(lines), section(reworded(lines, 122)))
        assert carried_out(section(["New.", *lines]), only) == section(["New.", *reworded(lines, 122)])
        with pytest.raises(Collides):
            carried_out(section(reworded(lines, 122, word="Clause")), only)

    def it_collides_where_lines_that_say_the_same_leave_two_places_for_it(self):
        lines = ["Lights come in May.", *["None."] * 3, "Fares stay.", "Halls open."]
        (only,) = made_by(section(lines), section([*lines[:2], "None so far.", *lines[3:]]))
        with pytest.raises(Collides):
            carried_out(section(["Lights come in June.", "None.", "None.", "Halls open."]), only)

    def it_is_merged_where_lines_that_say_the_same_stand_elsewhere(self):
        lines = ["None.", "Lights come in May.", "None.", "Fares stay.", "Halls open.", "None."]
        (only,) = made_by(section(lines), section([*lines[:3], "Fares go up.", *lines[4:]]))
        now = ["None.", "Lights come in June.", "None.", "Fares stay.", "None."]
        assert carried_out(section(now), only) == section([*now[:3], "Fares go up.", "None."])

    def it_collides_where_nothing_is_left_of_what_it_was_put_into(self):
        (only,) = made_by(section(LINES), section([*LINES[:450], "Ann was here.", *LINES[450:]]))
        with pytest.raises(Collides):
            carried_out(section(["Now it is about bees.", "And honey."]), only)

    def it_changes_nothing_where_the_text_says_so_already(self):
        (only,) = made_by(section(LINES), section(reworded(LINES, 450)))
        now = section(["One.", *reworded(LINES, 3, 450)])
        assert carried_out(now, only) is now


class DescribeASuggestionThatKeepsALongTextWhole:
    @given(st.integers(0, 100_000))
    def it_is_shortened_to_what_a_new_one_keeps(self, seed: int):
        chance = random.Random(seed)
        at = chance.randrange(len(LINES))
        came = [*LINES[:at], "New.", *LINES[at + chance.randint(0, 2) :]]
        old, new = section(LINES), section(came)
        whole = Suggestion(
            id="1", node="s", field="body", before=value_json(old.body), after=value_json(new.body)
        )
        (made,) = made_by(old, new)
        short = excerpts.shortened(whole)
        assert (short.before, short.after) == (made.before, made.after)
        assert carried_out(old, short) == new

    def it_is_left_as_it_is_where_it_is_short_or_of_no_text(self):
        (short,) = made_by(section(LINES[:20]), section(reworded(LINES[:20], 9)))
        long = "x" * 20_000
        (title,) = made_by(
            nodes.Section(id="s", title=f"{long} one"), nodes.Section(id="s", title=f"{long} two")
        )
        assert (excerpts.shortened(short), excerpts.shortened(title)) == (short, title)


class DescribeCollisionsInALongText:
    def they_are_found_between_copies_of_one_text(self):
        old = section(LINES)
        ann = made_by(old, section(reworded(LINES, 30, 450, 800)), source="1:0")
        bob = made_by(old, section(reworded(LINES, 100, 450, word="Clause")), "Bob", source="2:0")
        assert colliding(old, [*ann, *bob]) == [(ann[1].id, bob[1].id)]

    def they_are_found_where_lines_came_ahead_of_them(self):
        old = section(LINES)
        ann = made_by(old, section([LINES[0], "New.", *LINES[1:450], "Ann was here.", *LINES[450:]]))
        bob = made_by(old, section([*LINES[:450], "Bob was here.", *LINES[450:]]), "Bob", source="other")
        assert colliding(old, [*ann, *bob]) == [(ann[1].id, bob[0].id)]

    def they_are_sought_only_where_nothing_stands_between(self, monkeypatch: pytest.MonkeyPatch):
        def never(root: Node, suggestion: Suggestion) -> Node:
            raise AssertionError("Two that are far from each other were tried.")

        monkeypatch.setattr("app.compare.colliding.carried_out", never)
        old = section(LINES)
        ann = made_by(old, section(reworded(LINES, *range(0, 900, 30))), source="1:0")
        bob = made_by(old, section(reworded(LINES, *range(10, 900, 30))), "Bob", source="2:0")
        assert colliding(old, [*ann, *bob]) == []

    def they_are_sought_so_between_reviewers_of_one_copy_too(self, monkeypatch: pytest.MonkeyPatch):
        def never(root: Node, suggestion: Suggestion) -> Node:
            raise AssertionError("Two that are far from each other were tried.")

        monkeypatch.setattr("app.compare.colliding.carried_out", never)
        old, ann = section(LINES), section(["New.", *reworded(LINES, *range(30, 900, 30))])
        bob = section(["New.", *reworded(reworded(LINES, *range(30, 900, 30)), *range(10, 900, 30))])
        assert colliding(old, [*made_by(old, ann), *made_by(ann, bob, "Bob")]) == []
