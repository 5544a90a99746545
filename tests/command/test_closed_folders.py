"""A folder that the user may not look into: each command says so in one line, whatever it wanted there."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import main
from app.services.samples import build_samples

STRATEGY = "#Digital Strategy 2026–2030"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("samples") / "samples.engross"
    build_samples(file)
    return file


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0)
    if os.access(folder, os.X_OK):
        folder.chmod(0o700)
        pytest.skip("this user may look into every folder")
    yield folder
    folder.chmod(0o700)


@pytest.mark.parametrize(
    "given",
    [
        "list {closed}/l.engross",
        "new {closed}/l.engross --title T",
        "import {plan} --into {closed}/l.engross",
        "import {closed}/plan.md --into {closed}/l.engross",
        "show {closed}/plan.docx",
        "export {samples} --to {closed}/x.docx",
        "send {samples} --to {closed}/x.docx",
        "backup {samples} --to {closed}/b.engross",
        "backup {samples} --to {closed}/",
        "compare {plan} {plan} --to {closed}/r.docx",
        "review {closed}/copy.docx --into {samples}",
        "verify {plan} {closed}/l.engross",
        "fsck {closed}/l.engross",
        "sync {samples} {closed}/l.engross",
        "pack {closed}/agenda.toml --to p.pdf",
        "report {samples} --template thurrock-cabinet --answers {closed}/a.toml --to x.docx",
        "report {samples} --template thurrock-cabinet --answers-skeleton {closed}/a.toml",
        "timetable --meeting 2026-10-09 --to {closed}/dates.ics",
    ],
)
def it_is_told_in_one_line(
    given: str, samples: Path, closed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    plan = tmp_path / "plan.md"
    plan.write_text("# Parks Strategy\n\n## Background\n\nThere are 41 parks.\n", encoding="utf-8")
    places = {"samples": samples, "closed": closed, "plan": plan}
    arguments = [each.format(**places) for each in given.split()]
    whole = ("sync", "backup")
    arguments = [
        each + STRATEGY if each == str(samples) and arguments[0] not in whole else each for each in arguments
    ]
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "should not have" not in said.err


def it_is_told_also_where_nobody_foresaw_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "/closed/l.engross")

    monkeypatch.setattr("app.command.libraries.whole_library", refused)
    assert main(["list", "/closed/l.engross"]) == 2
    assert capsys.readouterr().err == (
        "engross: you have no permission to use /closed/l.engross; ask its owner for it, or choose another.\n"
    )
