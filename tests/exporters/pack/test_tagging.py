"""Whether pages draw what is neither tagged nor page furniture."""

import pytest

from app.exporters.pack.tagging import draws_untagged


def tags(name: bytes) -> bool:
    return name == b"/MC0"


class DescribeUntaggedContent:
    @pytest.mark.parametrize(
        "code",
        [
            b"",
            b"q 1 0 0 1 0 0 cm Q BT ET 1 0 0 rg",
            b"/P<</MCID 0>>BDC BT (a EMC b) Tj ET EMC",
            b"/P <</MCID 0 /Lang(en \\) >> BDC)>> BDC\n(x)Tj EMC",
            b"/Artifact BMC 0 0 m 9 9 l S EMC",
            b"/Artifact<</Type/Pagination/BBox[0 0 1 1]>>BDC /Im1 Do EMC",
            b"/P/MC0 BDC f EMC",
            b"/P<</MCID 0>>BDC /Span<</ActualText(S)>>BDC (x)Tj EMC (y)Tj EMC",
            b"% (x)Tj\n",
            b"0 0 9 9 re W n",
        ],
    )
    def it_is_none_where_all_is_marked(self, code: bytes):
        assert not draws_untagged(code, tags)

    @pytest.mark.parametrize(
        "code",
        [
            b"(x)Tj",
            b"0 0 9 9 re\nf*",
            b"/Im1 Do",
            b"/P<</MCID 0>>BDC (x)Tj EMC 0 0 m 9 9 l S",
            b"/Span<</ActualText(S)>>BDC (x)Tj EMC",
            b"/P/MC1 BDC f EMC",
            b"/P BMC [(x)]TJ EMC",
            b"BI /W 1 /H 1 ID /P<</MCID 0>>BDC EI",
            b"EMC EMC b",
        ],
    )
    def it_is_found_outside_all_marks(self, code: bytes):
        assert draws_untagged(code, tags)

    def it_takes_no_longer_for_marks_without_end(self):
        assert draws_untagged(b"/P<</MCID 0>>BDC " * 20_000 + b"EMC " * 20_000 + b"f", tags)
        assert not draws_untagged(b"<<" * 50_000 + b"BDC /" * 5_000, tags)
