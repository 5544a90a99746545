"""The directions of imports that pyproject.toml declares hold, and the declaration itself bites."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest
from importlinter import cli

CHECKOUT = Path(__file__).resolve().parent.parent
LAYERS = ". models compare document importers exporters store services command ui".split()


class DescribeImports:
    def it_keeps_every_declared_contract(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.chdir(CHECKOUT)
        assert cli.lint_imports(no_cache=True) == cli.EXIT_STATUS_SUCCESS

    @pytest.mark.parametrize(
        ("module", "import_line", "contract"),
        [
            ("models", "import PySide6.QtCore", "Qt is known to the window only"),
            ("services", "import pyqtgraph", "Qt is known to the window only"),
            ("exporters", "import sqlalchemy", "The database is known to the store only"),
            ("compare", "import app.document", "Imports go down only"),
            ("importers", "import app.exporters", "Imports go down only"),
        ],
    )
    def it_finds_an_import_that_breaks_a_contract(
        self, tmp_path: Path, module: str, import_line: str, contract: str
    ):
        package = tmp_path / "app"
        for layer in LAYERS:
            (package / layer).mkdir()
            (package / layer / "__init__.py").touch()
        for alone in ("cli", "resources"):
            (package / f"{alone}.py").touch()
        (package / module / "__init__.py").write_text(import_line + "\n")
        (tmp_path / "pyproject.toml").write_bytes((CHECKOUT / "pyproject.toml").read_bytes())

        said = subprocess.run(
            [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
            cwd=tmp_path, capture_output=True, text=True, env={"PYTHONPATH": str(tmp_path)},
        )  # fmt: skip

        assert said.returncode == 1
        assert f"{contract} BROKEN" in said.stdout


class DescribeTheDeclaration:
    def it_names_every_package(self):
        contracts = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
            "importlinter"
        ]["contracts"]
        named = {part.strip(" ()") for layer in contracts[0]["layers"] for part in layer.split("|")}
        packages = {f"app.{folder.parent.name}" for folder in (CHECKOUT / "app").glob("*/__init__.py")}
        assert packages <= named


class DescribeDependencies:
    FIXED = frozenset(("python-docx",))
    """Set by the design for whoever extends the program; so far it reads back in tests what is written."""

    def they_are_what_the_program_imports(self):
        project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        named = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
        sources = "\n".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "app").rglob("*.py"))
        modules: dict[str, list[str]] = {}
        for module, packages in packages_distributions().items():
            for package in packages:
                modules.setdefault(package.lower(), []).append(module)
        unused = [
            name
            for name in (re.split(r"[^\w-]", each)[0] for each in named)
            # What takes long is named in a string, and imported once it is needed.
            if name not in self.FIXED
            and not any(
                re.search(rf"^\s*(?:import|from) {module}\b|[\"+]{module}[.\":]", sources, re.MULTILINE)
                for module in modules.get(name.lower(), ["PySide6"] if name.startswith("PySide6") else [])
            )
        ]
        assert unused == []


class DescribeWordsOfDates:
    def they_are_never_those_of_the_computers_language(self):
        """Qt sets that language for the whole program, and `strftime` would name months by it."""
        told = re.compile("%[-]?[aAbBhpcxXrEO]")
        found = [
            f"{path.relative_to(CHECKOUT)}:{line}"
            for path in sorted((CHECKOUT / "app").rglob("*.py"))
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            for line, form in _forms_of_dates(node)
            if told.search(form)
        ]
        assert found == []


def _forms_of_dates(node: ast.AST) -> Iterator[tuple[int, str]]:
    """What tells how a moment is written: behind the colon in an f-string, or what `strftime` is given."""
    within: list[ast.expr] = []
    if isinstance(node, ast.FormattedValue) and node.format_spec:
        within = [node.format_spec]
    elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("strftime", "strptime", "format"):
        within = node.args
    for each in within:
        for part in ast.walk(each):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.lineno, part.value
