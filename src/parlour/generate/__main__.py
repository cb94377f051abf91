"""`python -m parlour.generate` writes the generated files; with `--check` it only compares."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

import parlour
from parlour.generate import (
    directory_types,
    kinds,
    limits,
    machines,
    protocol,
    schema,
    stream_form,
    typescript,
)

ROOT = Path(parlour.__file__).parents[2]
PAGES: dict[str, Callable[[], str]] = {
    "docs/kinds.md": kinds.render,
    "docs/limits.md": limits.render,
    "docs/machines.md": machines.render,
    "docs/protocol.md": protocol.render,
    "docs/schema/frames.schema.json": schema.render,
    "web/protocol/generated/directory.ts": directory_types.render,
    "web/protocol/generated/frames.ts": typescript.render,
    "web/protocol/generated/stream_dictionary.ts": stream_form.dictionary,
    "web/protocol/generated/stream_form.ts": stream_form.form,
}


Check = Annotated[bool, typer.Option(help="Write nothing; fail if a file is out of date.")]


def main(check: Check = False) -> None:
    """Bring the generated files up to date."""
    stale = [name for name, render in PAGES.items() if is_stale(ROOT / name, render())]
    for name in stale:
        if not check:
            write(ROOT / name, PAGES[name]())
        typer.echo(f"{'out of date' if check else 'written'}: {name}")
    if check and stale:
        typer.echo("Run: python -m parlour.generate")
        raise typer.Exit(1)


def is_stale(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text(encoding="utf-8") != text


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
