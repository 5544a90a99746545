"""Report templates: a council's own is found, and every fault in one is named by file, line and key."""

import re
from pathlib import Path

import pytest

from app.models.errors import Refused
from app.resources import resource_root
from app.services.reporting import read_template, template, template_keys


class DescribeTemplates:
    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ('type = "rich"', 'type = "ritch"', "line 72: parts[4].entries[1].type is “ritch”; permitted: "),
            ('key = "purpose"', "", "parts[4].entries[1].key: the entry has no key"),
            ('key = "purpose"', 'key = "item"', "parts[4].entries[1].key: “item” is used twice"),
            ('key = "purpose"', 'key = "title"', "“title” is a name of the program's own"),
            ('key = "purpose"', 'key = "Purpose"', "parts[4].entries[1].key is “Purpose”"),
            ('heading = "{title}"', 'heading = "{titel}"', "parts[3].heading: “{titel}” stands for nothing"),
            ('source = "themes"', 'source = "dreams"', ".source is “dreams”; permitted: author, call_in"),
            ('source = "themes"', 'source = "decision_date"', "“decision_date” is not of the strategy"),
            ('source = "decision"', 'source = "title"', "“title” is not of a decision; permitted: call_in"),
            ('exempt = "yes" }', 'excempt = "yes" }', "required_when: “excempt” is no entry"),
            ('entry = "{part}.{n}"', 'entry = "{n}.{m}"', "numbers.entry: “{m}” stands for nothing; permitted: {n}"),
            ('key = "item"', 'key = "thing"', "numbers.appendix: “{item}” has no entry"),
            ('form = "table"', 'form = "tabel"', "parts[2].form is “tabel”; permitted: asked, grid, lines, part"),
            ("size = 11", "size = 6", "look.size: 6 points is too small to read"),
            ("[numbers]", "[numbers]\nparts = 1", "numbers.parts is not a setting; permitted: part, entry"),
            ('name = "Blackpool', 'title = "Blackpool', "title is not a setting"),
            ('form = "title"', 'form = "grid"', "parts[3].entries: a grid of nothing; permitted: one entry or more"),
            ('type = "yes or no"', 'type = "choice"', "choices: permitted: two options or more for a choice"),
        ],
    )  # fmt: skip
    def they_are_refused_by_file_line_and_key(self, tmp_path: Path, old: str, new: str, said: str):
        text = (resource_root() / "reports" / "blackpool-executive.toml").read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "ours.toml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(Refused) as caught:
            read_template(path)
        assert re.match(r"ours\.toml: line \d+: ", str(caught.value))
        assert said in str(caught.value)

    def they_are_made_by_copying_one(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
        monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
        own = tmp_path / "config" / "engross" / "houses" / "reports"
        own.mkdir(parents=True)
        text = (resource_root() / "reports" / "wrexham-executive-board.toml").read_text(encoding="utf-8")
        (own / "harbourne.toml").write_text(
            text.replace("Purpose of the report", "Why this comes to you"), encoding="utf-8"
        )
        assert {"harbourne", "thurrock-cabinet"} <= set(template_keys())
        assert template("harbourne").parts[2].heading == "Why this comes to you"
        assert template("harbourne").key == "harbourne"
