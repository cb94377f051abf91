"""What stands beside the code: docstrings of classes and of fields, and the section they are in."""

import ast
import inspect
import re
from collections.abc import Iterator
from types import ModuleType
from typing import NamedTuple

SECTION = re.compile(r"^# (?P<title>\S.*?) -{10,}$")
"""The house's rule across the page: `# Words in the chat ------…`."""


class Written(NamedTuple):
    """One class or constant as its author wrote it."""

    name: str
    doc: str
    fields: dict[str, str]
    """Docstrings of its fields, of those that have one."""
    section: str


def written(module: ModuleType) -> dict[str, Written]:
    """Everything defined at the top of a module, in its order, by name."""
    source = inspect.getsource(module)
    tree = ast.parse(source)
    titles = sections(source)
    found: dict[str, Written] = {}
    for name, doc, node in definitions(tree):
        section = max((line for line in titles if line < node.lineno), default=0)
        fields = {field: text for field, text, _ in definitions(node)}
        found[name] = Written(name, doc, fields, titles.get(section, ""))
    return found


def sections(source: str) -> dict[int, str]:
    """The titles of the sections by the lines on which they begin."""
    lines = enumerate(source.splitlines(), start=1)
    matches = ((number, SECTION.match(line)) for number, line in lines)
    return {number: match["title"] for number, match in matches if match}


def definitions(node: ast.AST) -> Iterator[tuple[str, str, ast.stmt]]:
    """Name, docstring and place of each class and each assignment in a body."""
    body: list[ast.stmt] = getattr(node, "body", [])
    for statement, after in zip(body, [*body, None][1:], strict=True):
        match statement:
            case ast.ClassDef(name=name):
                yield name, ast.get_docstring(statement) or "", statement
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                yield name, text_of(after), statement
            case _:
                pass


def text_of(statement: ast.stmt | None) -> str:
    """The docstring that stands below an assignment."""
    match statement:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return inspect.cleandoc(text)
        case _:
            return ""


def one_line(text: str) -> str:
    """A docstring as one line of a table."""
    return " ".join(text.split()).replace("|", "\\|")
