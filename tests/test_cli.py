import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app import cli
from app.cli import main
from app.command.window import why_no_window
from app.services.samples import build_samples

ENGLISH = "Digital Strategy 2026–2030"
MARKDOWN = """# Parks Strategy 2026–2029

## Background

The borough has 41 parks and Tŷ Gwŷdd meadow.

## Risks

- Drought. Trees will be watered.
"""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("samples") / "samples.engross"
    build_samples(file)
    return file


class Ran:
    """What a command answered."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The one line that says why nothing was done."""
        assert (self.code, self.out) == (2, "")
        assert self.err.count("\n") == 1
        return self.err


@pytest.fixture
def engross(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def run(*arguments: object) -> Ran:
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


def process(*arguments: str, **options: Any) -> "subprocess.CompletedProcess[bytes]":
    """The command as a process of its own."""
    return subprocess.run([sys.executable, "-m", "app.cli", *arguments], capture_output=True, **options)


class DescribeNew:
    def it_begins_a_strategy_in_a_new_library(self, engross: Any):
        made = engross("new", "council.engross", "--house", "wrexham", "--title", "Tŷ Strategy", "--json")
        assert made.code == 0
        (listed,) = engross("list", "council.engross", "--json").json["strategies"]
        assert (listed["id"], listed["title"], listed["house"]) == (
            made.json["strategy"],
            "Tŷ Strategy",
            "wrexham",
        )
        assert (listed["status"], listed["versions"]) == ("draft", [])
        assert engross("show", "council.engross", "--json").json["tree"]["children"]

    def it_adds_to_a_library_that_is_there(self, engross: Any):
        engross("new", "council.engross", "--title", "One")
        engross("new", "council.engross", "--title", "Two")
        titles = [row["title"] for row in engross("list", "council.engross", "--json").json["strategies"]]
        assert titles == ["One", "Two"]

    def it_makes_no_library_for_a_house_that_is_not_there(self, engross: Any, tmp_path: Path):
        refused = engross("new", "council.engross", "--house", "nowhere", "--title", "T").refusal
        assert "“nowhere”" in refused
        assert "wrexham" in refused
        assert not (tmp_path / "council.engross").exists()

    def it_keeps_control_characters_out_of_documents(self, engross: Any):
        engross("new", "c.engross", "--title", "Parks\n and\x01 play")
        engross("save-version", "c.engross", "--label", "V1", "--changes", "a\x02b\nc")
        (listed,) = engross("list", "c.engross", "--json").json["strategies"]
        assert (listed["title"], listed["versions"][0]["changes"]) == ("Parks and play", "a b c")
        assert engross("export", "c.engross", "--to", "c.docx").code == 0
        assert engross("show", "c.docx", "--json").json["title"] == "Parks and play"

    def it_wants_a_title(self, engross: Any):
        assert "title" in engross("new", "council.engross", "--title", " ").refusal


class DescribeImport:
    def it_takes_in_a_document_and_tells_where_everything_went(self, engross: Any, tmp_path: Path):
        (tmp_path / "parks.md").write_text(MARKDOWN, encoding="utf-8")
        told = engross("import", "parks.md", "--into", "council.engross", "--json").json
        assert told["library"] == "council.engross"
        assert told["title"].startswith("Parks Strategy")
        assert told["house"] == "plain"
        assert told["kinds"]["strategy"] == 1
        assert {"text", "node", "kind", "sure"} <= told["placements"][0].keys()
        shown = engross("show", "council.engross", "--json").json
        assert (shown["id"], shown["fingerprint"]) == (told["strategy"], told["fingerprint"])
        assert "41 parks and Tŷ Gwŷdd meadow" in json.dumps(shown, ensure_ascii=False)
        nodes = {place["node"] for place in told["placements"]}
        assert nodes <= {node["id"] for node in all_nodes(shown["tree"])}

    def it_takes_another_title_and_house(self, engross: Any, tmp_path: Path):
        (tmp_path / "parks.md").write_text(MARKDOWN, encoding="utf-8")
        arguments = ("--title", "Green", "--house", "blackpool", "--json")
        told = engross("import", "parks.md", "--into", "c.engross", *arguments).json
        assert (told["title"], told["house"]) == ("Green", "blackpool")
        assert engross("show", "c.engross#Green", "--json").json["house"] == "blackpool"

    def it_sums_up_for_people(self, engross: Any, tmp_path: Path):
        (tmp_path / "parks.md").write_text(MARKDOWN, encoding="utf-8")
        told = engross("import", "parks.md", "--into", "council.engross")
        assert told.code == 0
        assert "Imported “Parks Strategy" in told.out
        assert "1 section" in told.out

    def it_takes_back_its_own_export_and_a_second_copy_as_another_strategy(self, engross: Any, samples: Path):
        shown = engross("show", f"{samples}#{ENGLISH}", "--json").json
        engross("export", f"{samples}#{ENGLISH}", "--to", "copy.json")
        first = engross("import", "copy.json", "--into", "c.engross", "--json").json
        second = engross("import", "copy.json", "--into", "c.engross", "--json").json
        assert first["fingerprint"] == shown["fingerprint"]
        assert first["strategy"] != second["strategy"]
        assert first["kinds"] == second["kinds"]
        assert "holds this strategy already" in second["notes"][-1]

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("empty.docx", b"", "empty"),
            ("torn.docx", b"PK\x03\x04 and no more", "torn.docx"),
            ("other.json", b"{}", "content file"),
            ("words.json", b"These are words", "; choose a Word, Markdown or text document"),
        ],
    )
    def it_refuses_what_it_cannot_read_and_makes_no_library(
        self, engross: Any, tmp_path: Path, name: str, content: bytes, said: str
    ):
        (tmp_path / name).write_bytes(content)
        assert said in engross("import", name, "--into", "council.engross").refusal
        assert not (tmp_path / "council.engross").exists()

    def it_says_that_a_file_is_missing(self, engross: Any):
        assert "does not exist" in engross("import", "none.docx", "--into", "council.engross").refusal
        assert "does not exist" in engross("import", "none.json", "--into", "council.engross").refusal


def all_nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(below for child in node["children"] for below in all_nodes(child))]


class DescribeShow:
    def it_gives_the_tree_of_a_version(self, engross: Any, samples: Path):
        shown = engross("show", f"{samples}#{ENGLISH}@V0.1", "--json").json
        assert (shown["title"], shown["version"], shown["house"]) == (ENGLISH, "V0.1", "blackpool")
        assert shown["control"]
        assert [row["version"] for row in shown["history"]] == ["V0.1"]
        assert shown["kinds"]["priority"] == 24
        tree = shown["tree"]
        assert {"id", "kind", "number", "heading", "text", "fields", "children"} == tree.keys()
        assert tree["fields"]["organisation"] == "Harbourne Borough Council"
        (fibre,) = (node for node in all_nodes(tree) if node["heading"] == "Fibre in the sea wall")
        assert fibre["text"].endswith("The budget for the three years is £1.2m.")
        assert fibre["fields"]["owner"] == "Head of Regeneration"

    def it_gives_the_draft_where_no_version_is_named(self, engross: Any, samples: Path):
        shown = engross("show", f"{samples}#{ENGLISH}", "--json").json
        assert shown["version"] == "draft"
        assert len(shown["history"]) == 5
        assert shown == engross("show", f"{samples}#{ENGLISH}@draft", "--json").json

    def it_prints_headings_with_their_numbers(self, engross: Any, samples: Path):
        assert "Priority:" in engross("show", f"{samples}#{ENGLISH}").out

    def it_reads_a_document(self, engross: Any, tmp_path: Path):
        (tmp_path / "parks.md").write_text(MARKDOWN, encoding="utf-8")
        assert engross("show", "parks.md", "--json").json["title"].startswith("Parks Strategy")
        assert list(tmp_path.glob("*.engross")) == []

    @pytest.mark.parametrize(
        ("target", "said"),
        [
            ("none.engross", "no library at none.engross"),
            ("{samples}", "2 strategies"),
            ("{samples}#Parks", "no strategy “Parks”"),
            ("{samples}#" + ENGLISH + "@V77", "no version V77"),
            ("ftp://host/lib", "ftp"),
        ],
    )
    def it_refuses_a_target_that_leads_nowhere(self, engross: Any, samples: Path, target: str, said: str):
        assert said in engross("show", target.replace("{samples}", str(samples))).refusal


class DescribeSaveVersion:
    @pytest.mark.parametrize("date", ["2026-03-12", "12/03/2026", "12 March 2026", "12 Mar 2026"])
    def it_names_the_draft(self, engross: Any, date: str):
        engross("new", "c.engross", "--title", "T")
        said = ("--changes", "Agreed", "--comments", "By all")
        saved = engross("save-version", "c.engross", "--label", "V1", "--date", date, *said, "--json").json
        assert (saved["label"], saved["date"]) == ("V1", "2026-03-12")
        (listed,) = engross("list", "c.engross", "--json").json["strategies"]
        row = {"label": "V1", "date": "2026-03-12", "changes": "Agreed", "comments": "By all"}
        assert listed["versions"] == [row | {"fingerprint": listed["fingerprint"]}]
        assert [each["version"] for each in listed["history"]] == ["V1"]

    def it_takes_todays_date(self, engross: Any):
        engross("new", "c.engross", "--title", "T")
        saved = engross("save-version", "c.engross", "--label", "V1", "--json").json
        assert len(saved["date"]) == len("2026-03-12")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("c.engross", "--label", "V1"), "V1 already"),
            (("c.engross", "--label", "v 1"), "already"),
            (("c.engross", "--label", "draft"), "draft"),
            (("c.engross", "--label", ""), "empty"),
            (("c.engross", "--label", "V2", "--date", "soon"), "“soon” is not a date"),
            (("c.engross#T@V1", "--label", "V2"), "@V1"),
            (("c.engross",), "--label"),
            (("plan.docx", "--label", "V1"), "plan.docx"),
        ],
    )
    def it_refuses_a_version_that_cannot_be(self, engross: Any, arguments: tuple[str, ...], said: str):
        engross("new", "c.engross", "--title", "T")
        engross("save-version", "c.engross", "--label", "V1")
        assert said in engross("save-version", *arguments).refusal
        (listed,) = engross("list", "c.engross", "--json").json["strategies"]
        assert len(listed["versions"]) == 1


class DescribeExport:
    @pytest.mark.parametrize("suffix", ["docx", "pdf", "html", "md", "json"])
    def it_writes_every_format(self, engross: Any, samples: Path, tmp_path: Path, suffix: str):
        told = engross("export", f"{samples}#{ENGLISH}@V1.0", "--to", f"out.{suffix}", "--json").json
        shown = engross("show", f"{samples}#{ENGLISH}@V1.0", "--json").json
        expected = {"file": f"out.{suffix}", "format": suffix, "version": "V1.0"}
        assert told == expected | {"fingerprint": shown["fingerprint"]}
        assert (tmp_path / f"out.{suffix}").stat().st_size > 10_000

    def it_calls_the_draft_a_draft(self, engross: Any, samples: Path):
        told = engross("export", f"{samples}#{ENGLISH}", "--to", "out.json", "--json").json
        assert told["version"] == "draft"

    def it_writes_in_another_house_style(self, engross: Any, samples: Path, tmp_path: Path):
        engross("export", f"{samples}#{ENGLISH}", "--to", "own.html")
        assert engross("export", f"{samples}#{ENGLISH}", "--to", "other.html", "--house", "wrexham").code == 0
        assert (tmp_path / "own.html").read_bytes() != (tmp_path / "other.html").read_bytes()

    def it_refuses_an_unknown_suffix_and_a_missing_folder(self, engross: Any, samples: Path):
        assert ".docx" in engross("export", f"{samples}#{ENGLISH}", "--to", "out.odt").refusal
        assert "does not exist" in engross("export", f"{samples}#{ENGLISH}", "--to", "no/out.pdf").refusal
        assert "house style" in engross(
            "export", f"{samples}#{ENGLISH}", "--to", "out.pdf", "--house", "x"
        ).refusal  # fmt: skip


class DescribeCheck:
    def it_finds_what_an_outline_still_lacks(self, engross: Any):
        engross("new", "c.engross", "--title", "T")
        found = engross("check", "c.engross", "--json")
        assert found.code == 0
        assert found.json["findings"]
        for finding in found.json["findings"]:
            assert {"rule", "node", "path", "message", "severity"} <= finding.keys()
            assert finding["severity"] in ("must", "should", "consider")
        assert engross("check", "c.engross", "--strict").code == 1


class DescribeFsckAndBackup:
    def it_finds_a_sound_library_sound(self, engross: Any, samples: Path):
        report = engross("fsck", samples, "--json")
        assert (report.code, report.json["ok"], report.json["faults"]) == (0, True, [])
        assert report.json["objects"] > 100

    def it_copies_a_library(self, engross: Any, samples: Path):
        assert engross("backup", samples, "--to", "copy.engross").code == 0
        assert engross("list", "copy.engross", "--json").json == engross("list", samples, "--json").json

    def it_backs_up_into_no_folder_that_is_not_there(self, engross: Any, samples: Path):
        assert "does not exist" in engross("backup", samples, "--to", "copies/").refusal
        assert not Path("copies").exists()

    @pytest.mark.parametrize("content", [b"", b"not a library, only words " * 100])
    def it_refuses_what_is_no_library_and_leaves_it_alone(self, engross: Any, tmp_path: Path, content: bytes):
        (tmp_path / "odd.engross").write_bytes(content)
        for command in (("list",), ("fsck",), ("show",), ("save-version", "--label", "V1")):
            assert "odd.engross" in engross(command[0], "odd.engross", *command[1:]).refusal
        assert (tmp_path / "odd.engross").read_bytes() == content


class DescribeTheCommandLine:
    @pytest.mark.parametrize(
        "arguments", [["frobnicate"], ["--frob"], ["new"], ["export", "x"], ["list", "a", "b"]]
    )
    def it_says_in_one_line_what_is_wrong(self, engross: Any, arguments: list[str]):
        assert "--help" in engross(*arguments).refusal

    def it_lists_every_command_in_its_help(self, engross: Any):
        said = engross("--help")
        assert said.code == 0
        assert all(row.name in said.out for row in cli.COMMANDS)

    @pytest.mark.parametrize("row", cli.COMMANDS, ids=lambda row: row.name)
    def it_explains_every_command(self, engross: Any, row: cli.Row):
        said = engross(row.name, "--help")
        assert said.code == 0
        assert "usage: engross " + row.name in said.out

    def it_needs_a_screen_for_the_window(self):
        assert "no screen" in why_no_window("linux", {}) or "not part" in why_no_window("linux", {})

    def it_logs_what_nobody_foresaw(self, engross: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
        def fail(*_: object) -> int:
            raise ZeroDivisionError("secret words")

        monkeypatch.setattr(cli, "_run", fail)
        said = engross("list", "private.engross", "--json").refusal
        log = tmp_path / "state" / "engross" / "engross.log"
        assert str(log) in said
        assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
        assert "engross list --json\n" in log.read_text(encoding="utf-8")

    def it_says_so_when_the_disk_is_full(self, engross: Any, monkeypatch: pytest.MonkeyPatch):
        def fill(*_: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(cli, "_run", fill)
        assert "disk is full" in engross("list", "x").refusal

    def it_ends_quietly_when_stopped(self, engross: Any, monkeypatch: pytest.MonkeyPatch):
        def stop(*_: object) -> int:
            raise KeyboardInterrupt

        monkeypatch.setattr(cli, "_run", stop)
        said = engross("list", "x")
        assert (said.code, said.out) == (130, "")

    def it_imports_nothing_slow_to_help(self):
        code = (
            "import sys; from app.cli import main; main(['--help']); "
            "print(sorted({'PySide6', 'sqlalchemy', 'lxml', 'reportlab', 'msgspec'} & set(sys.modules)))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == "[]"

    def it_never_imports_qt(self, samples: Path, tmp_path: Path):
        code = (
            "import sys; from app.cli import main\n"
            f"target, folder = {f'{samples}#{ENGLISH}'!r}, {str(tmp_path)!r}\n"
            "for name in ('o.pdf', 'o.docx'): main(['export', target, '--to', folder + '/' + name])\n"
            "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken6', 'app.ui'))])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == "[]"

    def it_writes_utf_8_in_every_locale(self, samples: Path):
        plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        done = process("list", str(samples), "--json", env=plain)
        assert done.returncode == 0
        assert "2026–2030" in done.stdout.decode("utf-8")

    def it_ends_quietly_when_nobody_reads_on(self, samples: Path):
        with subprocess.Popen(
            [sys.executable, "-m", "app.cli", "show", f"{samples}#{ENGLISH}", "--json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as running:
            assert running.stdout is not None
            assert running.stderr is not None
            running.stdout.close()
            assert running.stderr.read() == b""
        assert running.returncode == 0
