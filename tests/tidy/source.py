"""The files that the house style looks at, read once."""

import ast
import builtins
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One file: its path from the root, its text, and if it is Python its syntax tree."""

    path: str
    text: str
    tree: ast.Module = field(init=False)

    def __post_init__(self) -> None:
        text = self.text if self.path.endswith(".py") else ""
        object.__setattr__(self, "tree", ast.parse(text, self.path))

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @cached_property
    def functions(self) -> list[Function]:
        return [node for node in self.nodes if isinstance(node, Function)]

    @cached_property
    def imported(self) -> dict[str, str]:
        """What each imported name stands for, as a dotted path."""
        found: dict[str, str] = {}
        for node in self.nodes:
            if isinstance(node, ast.Import):
                found |= {a.asname: a.name for a in node.names if a.asname}
                found |= {top_of(a.name): top_of(a.name) for a in node.names if not a.asname}
            elif isinstance(node, ast.ImportFrom):
                found |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
        return found

    def dotted(self, node: ast.AST) -> str | None:
        """The full path of the imported or built-in thing that is named here, if it is one."""
        match node:
            case ast.Name(id=name):
                return self.imported.get(name, name if hasattr(builtins, name) else None)
            case ast.Attribute(value=value, attr=attribute):
                before = self.dotted(value)
                return f"{before}.{attribute}" if before else None
            case _:
                return None

    def matches(self, patterns: Iterable[str]) -> bool:
        return any(fnmatch(self.path, pattern) for pattern in patterns)


def sources() -> Iterator[Source]:
    for top in ("src", "tests", "bench", "tools"):
        for path in sorted((ROOT / top).rglob("*.py")):
            yield Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "web").rglob("*.ts*")):
        relative = path.relative_to(ROOT)
        if path.suffix in {".ts", ".tsx"} and not {"node_modules", "generated"} & {*relative.parts}:
            yield Source(relative.as_posix(), path.read_text(encoding="utf-8"))


def top_of(module: str) -> str:
    return module.partition(".")[0]
