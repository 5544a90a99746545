"""The guides name only what is there: files, pictures, commands with their options, keys."""

import io
import re
import shlex
from contextlib import redirect_stderr
from pathlib import Path
from urllib.parse import unquote

import pytest

from app.cli import COMMANDS, parser_for
from app.ui.window.actions import OWN_KEYS, TABLE
from app.ui.window.help_words import PANEL_KEYS

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide"
PAGES = (
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted(GUIDE.glob("*.md")),
)
LARGEST = 120_000
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
_COMMAND = re.compile(r"^\$ engross (.+(?:\\\n.+)*)$", re.MULTILINE)


def links_of(page: Path) -> list[str]:
    """The targets of the page's links and pictures that lie in this repository."""
    found = _LINK.findall(_FENCED.sub("", page.read_text(encoding="utf-8")))
    return [link for link in found if "://" not in link and not link.startswith("mailto:")]


def anchors_in(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    headings = _HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-") for heading in headings}


def commands_of(text: str) -> list[list[str]]:
    """The arguments of each `$ engross` line in the fenced blocks of a page; what follows a `#` is a remark."""
    lines = [found for block in _FENCED.findall(text) for found in _COMMAND.findall(block)]
    return [shlex.split(line.replace("\\\n", " "), comments=True) for line in lines]


def accepts(arguments: list[str]) -> str:
    """Why the command line's parser refuses the arguments; empty where it does not. Nothing is run."""
    names = {row.name for row in COMMANDS}
    if arguments[0] not in names:
        return "" if len(arguments) == 1 else f"there is no command {arguments[0]}"
    said = io.StringIO()
    try:
        with redirect_stderr(said):
            parser_for(arguments[0]).parse_args(arguments)
    except SystemExit:
        return said.getvalue().strip() or "only help"
    return ""


class DescribeGuides:
    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def it_links_only_to_what_is_there(self, page: Path):
        missing: list[str] = []
        for link in links_of(page):
            path, _, part = unquote(link).partition("#")
            target = (page.parent / path).resolve() if path else page
            if not target.exists() or (part and part not in anchors_in(target)):
                missing.append(link)

        assert missing == []

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def it_shows_only_commands_that_the_parser_knows(self, page: Path):
        shown = commands_of(page.read_text(encoding="utf-8"))

        assert [(each, why) for each in shown if (why := accepts(each))] == []

    def it_knows_a_wrong_option_a_wrong_command_and_a_missing_argument(self):
        text = "```\n$ engross list a.engross --wrong   # remark\n$ engross lits a.engross\n$ engross verify a\n```\n"

        assert all(accepts(each) for each in commands_of(text))
        assert len(commands_of(text)) == 3

    def it_gives_every_command_a_section_with_an_example(self):
        text = (GUIDE / "command-line.md").read_text(encoding="utf-8")
        shown = {each[0] for each in commands_of(text)}

        assert {row.name for row in COMMANDS} - shown == set()
        assert {f"engross {row.name}" for row in COMMANDS} - set(_HEADING.findall(text)) == set()

    def it_is_all_reached_from_the_index(self):
        index = links_of(ROOT / "docs" / "user-guide.md")

        assert {f"guide/{page.name}" for page in GUIDE.glob("*.md")} - set(index) == set()

    def it_keeps_every_picture_small_and_says_what_it_shows(self):
        pictures = {
            (page.parent / link).resolve()
            for page in PAGES
            for link in links_of(page)
            if link.endswith(".png")
        }
        bare = [page.name for page in PAGES if "![](" in page.read_text(encoding="utf-8")]

        assert [each.name for each in pictures if each.stat().st_size > LARGEST] == []
        assert bare == []

    def it_tells_every_key_of_the_menus(self):
        text = (GUIDE / "shortcuts.md").read_text(encoding="utf-8")
        told = set(re.split(r"[,;|…]\s*| or ", text.replace("\n", "|")))
        keys = {keys for _, _, _, _, keys in TABLE if keys} | set(OWN_KEYS.values())

        assert keys - {each.strip() for each in told} == set()

    def it_tells_the_same_keys_of_comparing_as_the_sheet_in_the_window(self):
        rows = (GUIDE / "shortcuts.md").read_text(encoding="utf-8").splitlines()
        told = {
            key.strip() for row in rows if row.startswith("| Compare") for key in row.split("|")[2].split(",")
        }
        shown = {key for keys, _ in dict(PANEL_KEYS)["Compare"] for key in keys.split(" / ")}

        assert shown == told
