"""Faults in TOML are found on the line they stand on."""

import pytest

from app.services.toml_lines import line_of

TEXT = """\
name = "A"
text = '''
name = "not this"
'''
[look]
size = 11 # points
[[parts]]
heading = "One"
[[parts.entries]]
type = "rich"
[[parts.entries]]
type = "date"
[[parts]]
[[parts.entries]]
type = "money"
choices = [
  { key = "a" },
  { key = "b" },
]
[sign_offs."x"]
date = 2026-01-01
"""


class DescribeLines:
    @pytest.mark.parametrize(
        ("steps", "line"),
        [
            (("name",), 1),
            (("look", "size"), 6),
            (("look", "font"), 5),
            (("parts", 0, "heading"), 8),
            (("parts", 0, "entries", 1, "type"), 12),
            (("parts", 1, "entries", 0, "type"), 15),
            (("parts", 1, "entries", 0, "choices", 1, "key"), 18),
            (("parts", 1, "heading"), 13),
            (("sign_offs", "x", "date"), 21),
            (("gone",), 0),
            ((), 0),
        ],
    )
    def it_finds_the_key_or_the_nearest_above(self, steps: tuple[str | int, ...], line: int):
        assert line_of(TEXT, steps) == line
