"""The rules: each looks at one source and yields its complaints, a line and a sentence."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator

from tests.tidy.house import (
    ARM_LINES_MAX,
    BANS,
    BROAD_EXCEPTS_ALLOWED,
    FILE_LINES_MAX,
    FOREIGN_NAMES,
    FUNCTION_LINES_MAX,
    LINE_LENGTH_MAX,
    NESTING_MAX,
    POSITIONAL_MAX,
    UNFINISHED,
    VAGUE_ERRORS,
    VAGUE_WHOLE_NAMES,
    VAGUE_WORDS,
    VOCABULARIES,
    VOCABULARY_LINES_MAX,
)
from tests.tidy.source import Function, Source

Complaint = tuple[int, str]
Rule = Callable[[Source], Iterable[Complaint]]


def file_length(source: Source) -> Iterator[Complaint]:
    allowed = VOCABULARY_LINES_MAX if source.matches(VOCABULARIES) else FILE_LINES_MAX
    if len(source.lines) > allowed:
        yield 1, f"{len(source.lines)} lines, at most {allowed}"


def line_length(source: Source) -> Iterator[Complaint]:
    if not source.path.endswith(".py"):
        return  # the formatter of the clients' sources does it
    for number, line in enumerate(source.lines, start=1):
        if len(line) > LINE_LENGTH_MAX:
            yield number, f"{len(line)} columns, at most {LINE_LENGTH_MAX}"


def function_length(source: Source) -> Iterator[Complaint]:
    for function in source.functions:
        count = code_lines(source, function)
        if count > FUNCTION_LINES_MAX and not is_flat_match(function):
            yield function.lineno, f"{function.name}: {count} lines, at most {FUNCTION_LINES_MAX}"


def code_lines(source: Source, function: Function) -> int:
    """Lines of code: no blank ones, no comments, no docstring."""
    described = docstring_of(function)
    silent = range(described.lineno, (described.end_lineno or 0) + 1) if described else range(0)
    numbers = range(function.lineno, (function.end_lineno or 0) + 1)
    lines = (source.lines[n - 1].strip() for n in numbers if n not in silent)
    return sum(1 for line in lines if line and not line.startswith("#"))


def is_flat_match(function: Function) -> bool:
    """Plain statements and one match whose arms are short."""
    described = docstring_of(function)
    body = [node for node in function.body if node is not described]
    matches = [node for node in body if isinstance(node, ast.Match)]
    others = [node for node in body if blocks(node) and not isinstance(node, ast.Match)]
    if len(matches) != 1 or others:
        return False
    arms = [case.body for case in matches[0].cases]
    return all((arm[-1].end_lineno or 0) - arm[0].lineno < ARM_LINES_MAX for arm in arms)


def docstring_of(function: Function) -> ast.stmt | None:
    match function.body[0]:
        case ast.Expr(value=ast.Constant(value=str())) as described:
            return described
        case _:
            return None


def nesting(source: Source) -> Iterator[Complaint]:
    yield from too_deep(source.tree.body, depth=0)
    for function in source.functions:
        yield from too_deep(function.body, depth=0)


def too_deep(body: list[ast.stmt], *, depth: int) -> Iterator[Complaint]:
    for node in body:
        inner = blocks(node)
        if inner and depth == NESTING_MAX:
            yield node.lineno, f"nested deeper than {NESTING_MAX}"
            continue
        for block in inner:
            yield from too_deep(block, depth=depth + 1)


def blocks(node: ast.stmt) -> list[list[ast.stmt]]:
    """The statement lists inside a compound statement; a function is a beginning of its own."""
    match node:
        case ast.If():
            return list(branches(node))
        case ast.For() | ast.AsyncFor() | ast.While():
            return [node.body, node.orelse]
        case ast.With() | ast.AsyncWith():
            return [node.body]
        case ast.Try() | ast.TryStar():
            caught = [handler.body for handler in node.handlers]
            return [node.body, *caught, node.orelse, node.finalbody]
        case ast.Match():
            return [case.body for case in node.cases]
        case _:
            return []


def branches(node: ast.If) -> Iterator[list[ast.stmt]]:
    """The bodies of if, elif …, else: an elif stands beside its if, not inside it."""
    yield node.body
    match node.orelse:
        case [ast.If() as other] if other.col_offset == node.col_offset:
            yield from branches(other)
        case orelse:
            yield orelse


def positional_arguments(source: Source) -> Iterator[Complaint]:
    for function in source.functions:
        names = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
        count = len(names) - (names[:1] in (["self"], ["cls"]))
        if count > POSITIONAL_MAX:
            yield (
                function.lineno,
                f"{function.name}: {count} positional arguments, at most {POSITIONAL_MAX}",
            )


def banned_names(source: Source) -> Iterator[Complaint]:
    bans = [b for b in BANS if source.matches([b.where]) and not source.matches(b.allowed)]
    for node in source.nodes:
        name = source.dotted(node)
        for ban in bans:
            if name and any(name == banned or beneath(name, banned) for banned in ban.names):
                yield getattr(node, "lineno", 1), f"{name} is banned: use {ban.instead}"


def beneath(name: str, banned: str) -> bool:
    return banned.endswith(".") and name.startswith(banned)


def broad_excepts(source: Source) -> Iterator[Complaint]:
    seen: set[ast.AST] = set()
    for function in reversed(source.functions):  # inner ones first: they own their handlers
        inside = set(ast.walk(function)) - seen
        seen |= inside
        if f"{source.path}::{function.name}" not in BROAD_EXCEPTS_ALLOWED:
            yield from broad_handlers(inside)
    yield from broad_handlers(set(source.nodes) - seen)


def broad_handlers(nodes: Iterable[ast.AST]) -> Iterator[Complaint]:
    for node in nodes:
        if isinstance(node, ast.ExceptHandler) and is_broad(node.type):
            yield node.lineno, "catches everything: name the error, or see BROAD_EXCEPTS_ALLOWED"


def is_broad(caught: ast.expr | None) -> bool:
    match caught:
        case None | ast.Name(id="Exception" | "BaseException"):
            return True
        case ast.Tuple(elts=several):
            return any(is_broad(one) for one in several)
        case _:
            return False


def vague_raises(source: Source) -> Iterator[Complaint]:
    for node in source.nodes:
        match node:
            case ast.Raise(exc=ast.Name(id=name) | ast.Call(func=ast.Name(id=name))):
                if name in VAGUE_ERRORS:
                    yield node.lineno, f"raises {name}: raise an error of its own that carries data"
            case _:
                pass


def vague_names(source: Source) -> Iterator[Complaint]:
    yield from vague_words(1, source.path)
    for node in source.nodes:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("test_"):
            yield from vague_words(node.lineno, node.name)
            if node.name.lower() in VAGUE_WHOLE_NAMES:
                yield node.lineno, f"{node.name} says nothing: name what it holds"


def vague_words(line: int, name: str) -> Iterator[Complaint]:
    vague = VAGUE_WORDS & {word.lower() for word in words(name)}
    if vague and name not in FOREIGN_NAMES:
        yield line, f"{name}: {', '.join(sorted(vague))} fits anything; say what it does"


def words(name: str) -> list[str]:
    """The words of a snake_case, kebab-case or CamelCase name."""
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)


def unfinished(source: Source) -> Iterator[Complaint]:
    for number, line in enumerate(source.lines, start=1):
        if UNFINISHED.search(line):
            yield number, "unfinished: finish it, or file an issue and say there"


RULES: tuple[Rule, ...] = (
    file_length,
    line_length,
    function_length,
    nesting,
    positional_arguments,
    banned_names,
    broad_excepts,
    vague_raises,
    vague_names,
    unfinished,
)
