"""Answers kept in a file: what goes in comes out, and a file is whole or not there."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.errors import Refused
from app.resources import resource_root
from app.services.report_files import answers_file, load_answers, save_answers, toml_of

TEXTS = st.text(st.characters(exclude_categories=("Cs",)))
VALUES = st.one_of(
    TEXTS, st.booleans(), st.integers(-(2**53), 2**53), st.lists(TEXTS),
    st.lists(st.dictionaries(TEXTS, TEXTS, min_size=1), min_size=1),
)  # fmt: skip


class DescribeTheFileOfAnswers:
    @given(st.dictionaries(TEXTS, st.one_of(VALUES, st.dictionaries(TEXTS, st.dictionaries(TEXTS, TEXTS)))))
    def it_is_toml_of_the_same_values(self, table: dict[str, object]):
        assert tomllib.loads(toml_of(table)) == table

    @pytest.mark.parametrize("path", sorted((resource_root() / "samples").glob("*/report-*.toml")), ids=str)
    def it_holds_every_example(self, path: Path):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        assert tomllib.loads(toml_of(table)) == table

    def it_lies_beside_the_library(self, tmp_path: Path):
        found = answers_file("x", tmp_path / "a.engross", "s1", "thurrock-cabinet", tmp_path / "home")
        assert found == tmp_path / "a reports" / "s1 thurrock-cabinet.toml"

    def it_shows_no_password_of_a_server(self, tmp_path: Path):
        found = answers_file("postgresql://me:secret@host/db", None, "s1", "t", tmp_path)
        assert "secret" not in str(found)
        assert found.parent.parent == tmp_path

    def it_is_refused_where_it_cannot_be_written(self, tmp_path: Path):
        (tmp_path / "a reports").write_text("a file")
        with pytest.raises(Refused, match="cannot be made"):
            save_answers(tmp_path / "a reports" / "s.toml", {"item": "7"})

    def it_is_empty_where_there_is_none(self, tmp_path: Path):
        assert load_answers(tmp_path / "none.toml") == {}
