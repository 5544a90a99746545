"""The sentences that the layers below the window make and the window shows, read from their source.

`python -m tests.ui.everyone.sentences` writes the lists of `app/ui/sentences` anew.
"""

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import islice, product
from textwrap import wrap
from typing import NamedTuple

from app.models.errors import Refused
from app.resources import resource_root

APP = resource_root().parent / "app"
LISTS = APP / "ui" / "sentences"
LAYERS = ("compare", "document", "exporters", "importers", "models", "services", "store")
SAID_IN = {"Fault": 2, "Finding": 3, "ReportFinding": 2, "Verdict": None}
"""What shows a sentence besides a refusal, and at which place it stands; None where it is always named."""
NAMES = frozenset(("message", "said", "leaks", "refused"))
"""What such a sentence is called where it is given by name."""
KEYS = frozenset(("template", "version"))
"""Words put into sentences that are keys of files, the same in each language."""
WORD = re.compile(r"[^\W\d_]{3}")
MOST = 64
"""So many sentences does one expression make at most."""
DEEP = 6


class Source(NamedTuple):
    """A module below the window: its layer, its tree, and in which function each of its expressions stands."""

    layer: str
    tree: ast.Module
    inside: dict[ast.AST, ast.FunctionDef | None]


@cache
def sources() -> tuple[Source, ...]:
    """All modules of the layers below the window."""
    found = []
    for layer in LAYERS:
        for path in sorted((APP / layer).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found.append(Source(layer, tree, dict(_inside(tree, None))))
    return tuple(found)


def _inside(
    tree: ast.AST, function: ast.FunctionDef | None
) -> Iterator[tuple[ast.AST, ast.FunctionDef | None]]:
    for each in ast.iter_child_nodes(tree):
        yield each, function
        yield from _inside(each, each if isinstance(each, ast.FunctionDef) else function)


@cache
def refusals() -> frozenset[str]:
    """The names of all kinds of refusals."""
    found = {Refused.__name__}
    for each in (each for source in sources() for each in ast.walk(source.tree)):
        if isinstance(each, ast.ClassDef) and any(getattr(base, "id", "") in found for base in each.bases):
            found.add(each.name)
    return frozenset(found)


def made() -> dict[str, set[str]]:
    """The forms of all sentences that are made below the window, by their layer; in each, {} is what is put in."""
    found: dict[str, set[str]] = defaultdict(set)
    for source in sources():
        making = Making(source)
        for said in shown(source):
            found[source.layer] |= making.forms(said)
        found[source.layer] |= making.put_in
    taken: set[str] = set()
    for layer in LAYERS:
        found[layer] = {form for form in found[layer] - taken if _is_said(form)}
        taken |= found[layer]
    return found


def _is_said(form: str) -> bool:
    """Whether a translator has something to do with a form."""
    return form not in KEYS and bool(WORD.search(form.replace("{}", " "))) and (" " in form or form.isalpha())


def shown(source: Source) -> Iterator[ast.expr]:
    """The expressions of a module whose words come to be shown."""
    kinds = refusals()
    for each in ast.walk(source.tree):
        if isinstance(each, ast.Call):
            yield from _given(each, kinds)
        elif isinstance(each, ast.Yield | ast.Return) and each.value is not None:
            yield from _told(each.value, source.inside[each])
        elif isinstance(each, ast.Assign | ast.AnnAssign) and each.value is not None:
            target = each.targets[0] if isinstance(each, ast.Assign) else each.target
            yield from _tabled(getattr(target, "id", ""), each.value)


def _tabled(name: str, value: ast.expr) -> Iterator[ast.expr]:
    """The sentences of tables: how findings are mended, and what an import left out, which is counted."""
    words = [each for each in ast.walk(value) if isinstance(each, ast.Constant) and " " in str(each.value)]
    if name in ("_MENDED", "TO_WRITE"):
        keys = value.keys if isinstance(value, ast.Dict) else ()
        yield from (each for each in words if each not in keys)
    elif name == "LEFT_OUT" and isinstance(value, ast.Dict):
        counted = ast.FormattedValue(ast.Constant(0), -1)
        for each in words:
            if each not in value.keys:
                yield ast.JoinedStr([counted, ast.Constant(f" {each.value}.")])


def _given(call: ast.Call, refusals: frozenset[str]) -> Iterator[ast.expr]:
    name = _name(call.func)
    if name in refusals:
        yield from call.args[:1]
    elif name in SAID_IN:
        if (at := SAID_IN[name]) is not None:
            yield from call.args[at : at + 1]
        yield from (each.value for each in call.keywords if each.arg in NAMES)
    elif name in ("append", "insert", "extend") and _name(getattr(call.func, "value", None)) == "notes":
        yield call.args[-1]
    else:
        yield from (each.value for each in call.keywords if each.arg in ("leaks", "refused"))


def _told(value: ast.expr, function: ast.FunctionDef | None) -> Iterator[ast.expr]:
    """What a function gives as notes, or as faults in a file that somebody wrote: pairs of a place and a sentence."""
    if function is None:
        return
    if function.name == "notes":
        yield value
    elif isinstance(value, ast.Tuple) and len(value.elts) == 2 and _FAULTS.search(_returns(function)):
        yield value.elts[1]


_FAULTS = re.compile(r"Fault|tuple\[(Steps|tuple\[str \| int, \.\.\.\]|Sequence\[str \| int\]), str\]")
"""What gives pairs of the steps to a place in a file and a sentence."""


def _returns(function: ast.FunctionDef) -> str:
    return ast.unparse(function.returns) if function.returns is not None else ""


def _name(function: ast.AST | None) -> str:
    return getattr(function, "attr", None) or getattr(function, "id", "")


class Making:
    """How a module puts sentences together. `put_in` are the words put into them that are sentences' parts as well."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.put_in: set[str] = set()
        self._known: dict[ast.expr, set[str]] = {}
        self._functions = {
            each.name: each for each in ast.walk(source.tree) if isinstance(each, ast.FunctionDef)
        }

    def forms(self, said: ast.expr, deep: int = 0) -> set[str]:
        """All that an expression may say, with {} for what only running the program tells."""
        if said not in self._known:
            self._known[said] = set()  # what is made of itself is made of nothing more
            self._known[said] = self._made(said, deep) if deep <= DEEP else set()
        return self._known[said]

    def _made(self, said: ast.expr, deep: int) -> set[str]:
        if isinstance(said, ast.Constant):
            return {_escaped(said.value)} if isinstance(said.value, str) else set()
        if isinstance(said, ast.JoinedStr):
            ways = [self._ways(each, deep) for each in said.values]
            return {"".join(each) for each in islice(product(*ways), MOST)}
        if isinstance(said, ast.IfExp):
            return self.forms(said.body, deep) | self.forms(said.orelse, deep)
        if isinstance(said, ast.BoolOp):
            return set().union(*(self.forms(each, deep) for each in said.values))
        if isinstance(said, ast.BinOp) and isinstance(said.op, ast.Add):
            both = product(self.forms(said.left, deep) or {"{}"}, self.forms(said.right, deep) or {"{}"})
            return {"".join(each) for each in islice(both, MOST)}
        if isinstance(said, ast.Name):
            return set().union(*(self.forms(each, deep + 1) for each in self._values(said)))
        if isinstance(said, ast.Call):
            return self._called(said, deep)
        if isinstance(said, ast.Subscript) and isinstance(said.value, ast.Dict):
            return set().union(*(self.forms(each, deep) for each in said.value.values))
        return set()

    def _ways(self, part: ast.expr, deep: int) -> list[str]:
        """What stands in one part of a sentence that is put together: a choice is written out, else it is left open."""
        if not isinstance(part, ast.FormattedValue):
            return sorted(self.forms(part, deep))
        if isinstance(part.value, ast.IfExp) and part.format_spec is None:
            chosen = (part.value.body, part.value.orelse)
            return [way for each in chosen for way in (sorted(self.forms(each, deep)) or ["{}"])]
        self.put_in |= self.forms(part.value, deep + 1)
        return ["{}"]

    def _called(self, call: ast.Call, deep: int) -> set[str]:
        if _name(call.func) == "format" and isinstance(call.func, ast.Attribute):
            return {re.sub(r"\{[^{}]*\}", "{}", each) for each in self._raw(call.func.value, deep)}
        for (
            given
        ) in call.args:  # said_at(path, text, steps, sentence) puts a sentence behind its place in a file
            if _name(call.func) == "said_at":
                self.put_in |= self.forms(given, deep + 1)
        function = self._functions.get(_name(call.func))
        if function is None:
            return set()
        returned = (
            each.value
            for each in ast.walk(function)
            if isinstance(each, ast.Return) and each.value is not None
        )
        return set().union(*(self.forms(each, deep + 1) for each in returned))

    def _raw(self, said: ast.expr, deep: int) -> set[str]:
        return {each.replace("{{", "{").replace("}}", "}") for each in self.forms(said, deep)}

    def _values(self, name: ast.Name) -> Iterator[ast.expr]:
        """What a name may stand for: what it is set to in its function, is given for it, or its module says."""
        function = self._source.inside.get(name)
        found = list(_set_to(name.id, function)) if function is not None else []
        if function is not None and not found and (given := list(self._given_for(name.id, function))):
            return iter(given)
        return iter(found or _set_to(name.id, self._source.tree, top=True))

    def _given_for(self, name: str, function: ast.FunctionDef) -> Iterator[ast.expr]:
        """What this module, and others of the layer, give for an argument of a function of its own."""
        names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
        if name not in names:
            return
        at = names.index(name) - (names[0] in ("self", "cls"))
        for source, call in _calls().get(function.name, ()):
            if source is self._source or (source.layer == self._source.layer and _is_alone(function)):
                yield from call.args[at : at + 1]
                yield from (given.value for given in call.keywords if given.arg == name)


@cache
def _calls() -> dict[str, list[tuple[Source, ast.Call]]]:
    """All calls by the name of what is called."""
    found: dict[str, list[tuple[Source, ast.Call]]] = defaultdict(list)
    for source in sources():
        for each in ast.walk(source.tree):
            if isinstance(each, ast.Call):
                found[_name(each.func)].append((source, each))
    return found


@cache
def _how_often() -> dict[str, int]:
    count: dict[str, int] = defaultdict(int)
    for source in sources():
        for each in ast.walk(source.tree):
            if isinstance(each, ast.FunctionDef):
                count[each.name] += 1
    return count


def _is_alone(function: ast.FunctionDef) -> bool:
    """Whether no other function has the name, so that calls of it are known from other modules."""
    return _how_often()[function.name] == 1


def _set_to(name: str, tree: ast.AST, *, top: bool = False) -> Iterator[ast.expr]:
    for each in ast.iter_child_nodes(tree) if top else ast.walk(tree):
        if isinstance(each, ast.Assign):
            for target in each.targets:
                if isinstance(target, ast.Name) and target.id == name:
                    yield each.value
                elif isinstance(target, ast.Tuple) and isinstance(each.value, ast.Tuple):
                    pairs = zip(target.elts, each.value.elts, strict=False)
                    yield from (value for one, value in pairs if getattr(one, "id", "") == name)
        elif isinstance(each, ast.AnnAssign | ast.NamedExpr) and each.value is not None:
            yield from (each.value,) if getattr(each.target, "id", "") == name else ()


def _escaped(words: str) -> str:
    return words.replace("{", "{{").replace("}", "}}")


def listed() -> dict[str, tuple[str, ...]]:
    """The forms that translators are given, by the layer which makes them."""
    return {layer: import_module(f"app.ui.sentences.of_{layer}").FORMS for layer in LAYERS}


def write_lists() -> None:
    """Writes the lists as the layers make their sentences now."""
    for layer, forms in made().items():
        lines = (line for form in sorted(forms) for line in _lines(form))
        text = _HEAD.format(layer) + "".join(f"{line}\n" for line in lines) + ")\n"
        (LISTS / f"of_{layer}.py").write_text(text, encoding="utf-8")


_HEAD = '''"""Forms of the sentences that `app.{0}` makes, as the package says they are written. Imports `ui` only."""

from app.ui.looked_up import QT_TRANSLATE_NOOP

# fmt: off
FORMS = (
'''
_WIDTH = 100


def _lines(form: str) -> Iterator[str]:
    """A form as it stands in a list; a long one in several lines."""
    if len(form) <= _WIDTH - 24:
        yield f'    QT_TRANSLATE_NOOP("Sentences", {_quoted(form)}),'
        return
    yield '    QT_TRANSLATE_NOOP("Sentences",'
    parts = wrap(form, _WIDTH, drop_whitespace=False, break_on_hyphens=False)
    yield from (f"        {_quoted(part)}" for part in parts[:-1])
    yield f"        {_quoted(parts[-1])}),"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


if __name__ == "__main__":
    write_lists()
