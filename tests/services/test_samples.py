from collections import Counter
from pathlib import Path

import pytest

from app.models.errors import NotFound, Refused
from app.models.nodes import KINDS, Risk, Strategy, name_of
from app.models.text import blocks_text
from app.models.tree import find, problems, text_of, walk, words_in
from app.services.editing import Editing
from app.services.libraries import open_library
from app.services.samples import SampleEdit, apply, build_samples, main, sample_names, sample_versions
from app.store.library import Library


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("samples") / "samples.engross"
    build_samples(file)
    return file


@pytest.fixture
def library(samples: Path):
    with open_library(samples, read_only=True) as opened:
        yield opened


def trees(library: Library) -> list[Strategy]:
    return [library.head(row.id) for row in library.strategies()]


class DescribeTheSamples:
    def they_are_an_english_and_a_welsh_council(self, library: Library):
        assert sample_names() == ("dyffryn-gwyr", "harbourne")
        assert {row.house for row in library.strategies()} == {"blackpool", "wrexham"}
        assert all(any(letter in text for text in map(_whole, trees(library))) for letter in "ŵŷ")

    def they_have_five_versions_each_unlike_the_one_before(self, library: Library):
        for row in library.strategies():
            assert len({version.fingerprint for version in row.versions}) == 5
            assert [v.date for v in row.versions] == sorted(v.date for v in row.versions)
            assert all(v.changes and v.who for v in row.versions)
            assert row.versions[-1].fingerprint == row.fingerprint

    def they_are_sound_and_as_long_as_real_strategies(self, library: Library):
        for root in trees(library):
            assert list(problems(root)) == []
            assert 4_000 <= words_in(root) <= 6_000

    def they_have_links_that_lead_to_parts_of_the_kinds_that_are_declared(self, library: Library):
        for root in trees(library):
            for node in walk(root):
                for field in (field for field in KINDS[node.kind].fields if field.type == "links"):
                    for link in getattr(node, field.name):
                        assert find(root, link).kind in field.links, (name_of(node), field.name)

    def they_are_as_rich_as_the_documents_that_councils_write(self, library: Library):
        english, welsh = (
            Counter(node.kind for node in walk(library.head(row.id)))
            for row in sorted(library.strategies(), key=lambda row: row.house)
        )
        assert (english["principle"], english["theme"], english["layer"]) == (13, 4, 4)
        assert (welsh["principle"], welsh["theme"], welsh["signatory"]) == (9, 8, 2)
        assert welsh["term"] >= 40
        for counted in (english, welsh):
            assert counted["risk"] >= 7
            assert all(
                counted[kind] for kind in ("milestone", "measure", "cost", "response", "term", "appendix")
            )

    def they_have_risks_that_are_scored_and_answered(self, library: Library):
        for root in trees(library):
            for risk in (node for node in walk(root) if isinstance(node, Risk)):
                assert risk.likelihood * risk.impact > risk.likelihood_after * risk.impact_after > 0
                assert risk.answered_by
                assert blocks_text(risk.response)

    def they_hold_in_their_english_themes_four_six_eight_and_nine_priorities(self, library: Library):
        (root,) = (root for root in trees(library) if root.house == "blackpool")
        themes = [node for node in walk(root) if node.kind == "theme"]
        assert [sum(child.kind == "priority" for child in theme.children) for theme in themes] == [4, 6, 8, 9]

    def they_show_a_promise_softened_and_then_restored(self, library: Library):
        (row,) = (row for row in library.strategies() if row.house == "wrexham")
        said = ["must be able" in _whole(library.content(row.id, v.label).root) for v in row.versions]
        assert said == [True, True, False, True, True]


def _whole(root: Strategy) -> str:
    return "\n".join(f"{node.title}\n{text_of(node)}" for node in walk(root))


class DescribeApply:
    def it_refuses_words_that_do_not_stand_there(self, tmp_path: Path):
        build_samples(tmp_path / "s.engross")
        with open_library(tmp_path / "s.engross") as opened:
            editing = Editing(opened, opened.strategies()[0].id)
            sample = "harbourne" if editing.root.house == "blackpool" else "dyffryn-gwyr"
            with pytest.raises(NotFound, match="“no such words” does not stand in"):
                apply(editing, SampleEdit(node="strategy", replace="no such words"), sample)
            with pytest.raises(NotFound, match="“nowhere” does not stand under"):
                apply(editing, SampleEdit(move="risks", under="strategy", after="nowhere"), sample)
            with pytest.raises(NotFound, match="no field “colour”"):
                apply(editing, SampleEdit(node="strategy", set={"colour": "red"}), sample)


class DescribeTheModule:
    def it_leaves_a_library_that_is_there_alone(self, samples: Path, capsys: pytest.CaptureFixture[str]):
        before = samples.read_bytes()
        assert main([str(samples)]) == 2
        assert "exists already" in capsys.readouterr().err
        assert samples.read_bytes() == before

    def it_refuses_to_build_twice(self, samples: Path):
        with pytest.raises(Refused, match="exists already"):
            build_samples(samples)

    def it_names_authors_that_were_given(self):
        assert {version.author for version in sample_versions("harbourne")} == {
            "Priya Raman",
            "Tom Ellery",
            "Gillian Stroud",
        }
