"""The guide to house styles names every key there is."""

from pathlib import Path

import pytest

from app.models.figures import Figures
from app.models.house import Columns, House, Layout, Numbering, Order, Wording
from app.models.look import Furniture, Look

GUIDE = Path(__file__).parents[2].joinpath("docs", "house-styles.md").read_text(encoding="utf-8")


class DescribeTheGuide:
    @pytest.mark.parametrize(
        "part", [House, Columns, Order, Numbering, Layout, Wording, Look, Furniture, Figures]
    )
    def it_names_every_key(self, part: type):
        unsaid = {"key", "page"}
        keys = set(part.__struct_fields__) - unsaid  # type: ignore[attr-defined]
        assert {key for key in keys if f"`{key}" not in GUIDE and f"[{key}" not in GUIDE} == set()
