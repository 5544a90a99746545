"""No test is left out because its name does not begin as pytest is told that a test's does."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def left_out(text: str, beginnings: tuple[str, ...]) -> Iterator[str]:
    """The functions of described things that are neither tests nor fixtures, and that nothing in the file asks for."""
    tree = ast.parse(text)
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for described in tree.body:
        if isinstance(described, ast.ClassDef) and described.name.startswith("Describe"):
            for each in described.body:
                if isinstance(each, ast.FunctionDef) and not each.name.startswith((*beginnings, "_")):
                    is_fixture = any("fixture" in ast.unparse(by) for by in each.decorator_list)
                    if not is_fixture and each.name not in asked:
                        yield each.name


class DescribeTests:
    def they_are_all_found(self):
        told = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]
        beginnings = tuple(each.rstrip("*") for each in told.get("ini_options", told)["python_functions"])
        files = (CHECKOUT / "tests").rglob("test_*.py")
        found = {file.name: [*left_out(file.read_text(encoding="utf-8"), beginnings)] for file in files}
        assert len(found) > 100
        assert {name: names for name, names in found.items() if names} == {}

    def they_are_told_where_they_are_not(self):
        text = "class DescribeTrees:\n    def it_grows(self):\n        pass\n    def leaves_fall(self):\n        pass\n"
        assert [*left_out(text, ("it_",))] == ["leaves_fall"]
