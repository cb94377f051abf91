"""The generated files are what the classes say, and an outdated one is named."""

from pathlib import Path
from typing import get_args

import pytest
import typer
from typer.testing import CliRunner

from parlour.chat.events import EVENT_CLASSES
from parlour.chat.refusals import RefusalCode
from parlour.generate import __main__ as generate
from parlour.generate import kinds, machines, protocol, schema, typescript
from parlour.wire import frames

SENT = {
    *get_args(frames.EndUserFrame),
    *get_args(frames.AgentFrame),
    *get_args(frames.ToEndUser),
    *get_args(frames.ToAgent),
}


@pytest.mark.parametrize("name", generate.PAGES)
def test_every_generated_file_is_current(name: str) -> None:
    assert not generate.is_stale(generate.ROOT / name, generate.PAGES[name]())


def test_outdated_files_are_listed_and_then_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    app = typer.Typer()
    app.command()(generate.main)
    checked = CliRunner().invoke(app, ["--check"])
    assert checked.exit_code == 1
    assert all(f"out of date: {name}" in checked.output for name in generate.PAGES)
    assert CliRunner().invoke(app, []).exit_code == 0
    assert CliRunner().invoke(app, ["--check"]).exit_code == 0
    (tmp_path / "docs/kinds.md").write_text("old")
    checked = CliRunner().invoke(app, ["--check"])
    assert checked.output.splitlines()[0] == "out of date: docs/kinds.md"


def test_the_pages_leave_nothing_out() -> None:
    page = kinds.render()
    for kind, event in EVENT_CLASSES.items():
        assert f"## {kind} {event.printed}\n\n`{event.__name__}`" in page
    page = protocol.render()
    assert all(f"### {frame.__name__}" in page for frame in SENT)
    assert all(f"| `{code}` |" in page for code in get_args(RefusalCode))
    assert machines.render().count("stateDiagram-v2") == 6


def test_the_browsers_types_are_told_apart() -> None:
    text = typescript.render()
    for frame in SENT:
        tag = frame.__struct_config__.tag
        assert f'export interface {frame.__name__} {{\n  readonly type: "{tag}";\n' in text
    for kind, event in EVENT_CLASSES.items():
        assert f"export interface {event.__name__} {{\n  readonly kind: {kind};\n" in text
    assert "export type StoredChatEvent =\n" in text


def test_what_has_a_default_may_be_left_out() -> None:
    text = typescript.render()
    assert "  readonly retry?: boolean;" in text
    assert "  readonly chat?: ChatId | null;" in text
    assert "  readonly visibility: " in text, "stored events have all their fields"


def test_the_schema_has_every_frame_and_event() -> None:
    text = schema.render()
    assert all(f'    "{frame.__name__}": {{' in text for frame in SENT)
    assert all(f'    "{event.__name__}": {{' in text for event in EVENT_CLASSES.values())
