"""Paragraphs of a returned copy that another program gave the form of the one before them."""

import pytest

from app.document.anchors import Shown, field_bookmark
from app.importers.returned import forms
from app.importers.returned.places import Places
from app.importers.source import TAKEN_FORM, ListMark, SourceBlock, SourceParagraph
from app.models.nodes import Section, Strategy
from app.models.text import Run, plain


class DescribeALongText:
    def it_is_read_once_for_all_its_paragraphs(self, monkeypatch: pytest.MonkeyPatch):
        lines = [f"Line {at} of many." for at in range(200)]
        root = Strategy(id="s", children=(Section(id="s1", title="Ports", body=plain("\n".join(lines))),))
        blocks: list[SourceBlock] = [
            SourceParagraph(
                (Run(line),), mark=ListMark(0), anchors=(field_bookmark("s1", "body", at), TAKEN_FORM)
            )
            for at, line in enumerate(lines)
        ]
        read: list[str] = []

        def counted(text: str) -> str:
            read.append(text)
            return " ".join(text.split())

        monkeypatch.setattr(forms, "squeezed", counted)
        found = forms.with_own_forms(blocks, Places(root, Shown()))
        assert all(isinstance(each, SourceParagraph) and each.mark is None for each in found)
        assert len(read) == 2 * len(lines)
