"""Whether the links of a copy lead only where a version's lead, or where its own words say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from app.models.nodes import Node, rich_fields
from app.models.text import Block, List, Paragraph, Table
from app.models.tree import walk

LONGEST_SHOWN = 80
_SCHEME = re.compile(r"^(?:https?://|mailto:)", re.I)


def strange_links(led: Iterable[str], root: Node, words: Iterable[str]) -> tuple[str, ...]:
    """The addresses that links of a copy lead to and none of the strategy's does, each once, in order.

    `words` are the copy's lines: programs make links of addresses that can be read. What leads into the copy itself
    counts for nothing, nor whether an address begins with http or https and how it is quoted.
    """
    known = {_bare(address) for node in walk(root) for address in _addresses_of(node)}
    left = [
        address for address in dict.fromkeys(led) if _SCHEME.match(address) and _bare(address) not in known
    ]
    if not left:
        return ()
    seen = "".join("".join(words).split()).casefold()
    return tuple(address for address in left if not _bare(address) or _bare(address) not in seen)


def said(strange: tuple[str, ...]) -> str:
    """Where a copy leads, as the end of a sentence that begins with the words' being the same; "" for nowhere."""
    if not strange:
        return ""
    first = strange[0] if len(strange[0]) <= LONGEST_SHOWN else f"{strange[0][: LONGEST_SHOWN - 1]}…"
    if len(strange) == 1:
        return f"a link was made to lead to “{first}”"
    return f"links were made to lead to {len(strange)} other addresses, such as “{first}”"


def _bare(address: str) -> str:
    """An address in so far as it tells where a link leads."""
    return "".join(_SCHEME.sub("", unquote(address)).casefold().split()).rstrip("/")


def _addresses_of(node: Node) -> Iterator[str]:
    for _, blocks in rich_fields(node):
        for address in _addresses_in(blocks):
            yield address
            yield address.encode("ascii", "replace").decode()  # as PDF files had them once


def _addresses_in(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (run.link for run in block.runs if run.link)
        elif isinstance(block, List):
            for item in block.items:
                yield from _addresses_in(item.blocks)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from _addresses_in(cell.blocks)
