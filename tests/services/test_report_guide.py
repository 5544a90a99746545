"""The guide to report templates names every key, type, form and source there is."""

from pathlib import Path

import pytest

from app.models.report import SOURCES, EntryType, Form, Numbers, Template, Words
from app.models.report import Entry as ReportEntry
from app.models.report import Part as ReportPart

GUIDE = Path(__file__).parents[2].joinpath("docs", "report-templates.md").read_text(encoding="utf-8")


class DescribeTheGuide:
    @pytest.mark.parametrize("part", [Template, ReportPart, ReportEntry, Numbers, Words])
    def it_names_every_key(self, part: type):
        keys = set(part.__struct_fields__) - {"key"}  # type: ignore[attr-defined]
        said = {key for key in keys if any(f"{mark}{key}" in GUIDE for mark in ("`", "[[", "[", "parts."))}
        assert keys - said == set()

    def it_names_every_type_form_and_source(self):
        names = {*EntryType.__args__, *Form.__args__, *SOURCES}  # type: ignore[attr-defined]
        assert {name for name in names if f"`{name}`" not in GUIDE and f"`{{{name}}}`" not in GUIDE} == set()
