"""The document's paragraphs as rows: what is known of them is kept from one step of the review to the next."""

import random

import pytest

from app.importers.proposal import Placement
from app.models import tree
from app.models.errors import NotPermitted
from app.models.nodes import Strategy
from app.services import import_review
from app.services.import_review import Review, is_unsure
from app.ui.importing import source_model
from app.ui.importing.source_model import SourceModel
from tests.ui.conftest import made


@pytest.fixture
def review():
    parts = [
        made("section", f"s{n}", f"Part {n}", f"It is said\nand said again {n}", made("section", f"i{n}", f"Inner {n}"))
        for n in range(6)
    ]  # fmt: skip
    placed = []
    for n in range(6):
        sure = 0.5 if n % 2 else 1.0
        placed += [
            Placement(f"Part {n}", f"s{n}", "section", "title", sure),
            Placement("It is said", f"s{n}", "section", "body"),
            Placement(f"and said again {n}", f"s{n}", "section", "body", sure),
            Placement(f"Inner {n}", f"i{n}", "section", "title", 0.4),
        ]
    root = made("strategy", "s", "Plan", "", *parts)
    assert isinstance(root, Strategy)
    return Review(root, tuple(placed))


@pytest.fixture
def model(review):
    shown = SourceModel(str)
    shown.show_review(review)
    shown.unsure_rows()
    shown.rows_of("s1")
    return shown


def known(model, ids):
    return [model.rows_of(id) for id in ids], model.unsure_rows()


def without(review: Review, id: str) -> Review:
    root = tree.remove(review.root, id)
    assert isinstance(root, Strategy)
    return Review(root, review.placements)


def step(chance: random.Random, review: Review) -> Review:
    ids = [node.id for node in tree.walk(review.root)][1:]
    id, row = chance.choice(ids), chance.randrange(len(review.placements))
    ways = (
        lambda: import_review.merged(review, id),
        lambda: import_review.confirmed(review, (id,)),
        lambda: import_review.split(review, row)[0],
        lambda: import_review.with_kind(review, id, "principles"),
        lambda: without(review, id),
    )
    try:
        return chance.choice(ways)()
    except NotPermitted:
        return review


class DescribeWhatIsKnownOfTheRows:
    @pytest.mark.parametrize("seed", range(8))
    def it_is_that_of_a_model_made_anew_after_every_step_and_its_undoing(self, model, review, seed):
        chance, seen = random.Random(seed), [review]
        for _ in range(12):
            seen.append(step(chance, seen[-1]))
        for each in (*seen, *reversed(seen)):
            model.show_review(each)
            ids = [node.id for root in (review.root, each.root) for node in tree.walk(root)]
            anew = SourceModel(str)
            anew.show_review(each)
            assert known(model, ids) == known(anew, ids)

    def it_is_looked_up_only_for_the_paragraphs_that_a_step_changed(self, model, review, monkeypatch):
        asked, gathered = [], []
        monkeypatch.setattr(source_model, "is_unsure", lambda r, p: asked.append(p.text) or is_unsure(r, p))
        monkeypatch.setattr(source_model, "_rows_by_target", lambda review: gathered.append(review) or {})
        model.show_review(import_review.merged(review, "s3"))
        assert model.rows_of("s2") == [8, 9, 10, 12, 13, 14]
        assert model.rows_of("s3") == []
        assert model.unsure_rows() == [3, 4, 6, 7, 11, 15, 19, 20, 22, 23]
        assert asked == ["Part 3", "It is said", "and said again 3"]
        assert gathered == []
