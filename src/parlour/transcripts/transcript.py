"""A chat as its end-user saw it, line by line: what the audience table gives them and nothing else.

What was said off the record is left out. Pure.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from parlour.chat import events as e
from parlour.ids import Millis
from parlour.texts.markup import plain_text
from parlour.transcripts.words import Words
from parlour.value import Value
from parlour.wire import views as v
from parlour.wire.audience import NameOf, end_user_view

TextOf = Callable[[e.AnyChatEvent], str | None]
"""What was said, or the file's name, or the question; `None`: erased, or there is none."""


class Line(Value):
    """`who`: empty for what happened; then `text` is a sentence."""

    at: Millis
    side: Literal["end_user", "agent", "happening"]
    who: str
    text: str


def lines_of(
    rows: Iterable[tuple[Millis, e.AnyChatEvent]], text_of: TextOf, name_of: NameOf, words: Words
) -> Sequence[Line]:
    """In the order of the ledger."""
    lines: list[Line] = []
    for at, event in rows:
        if getattr(event, "off_record", False):
            continue
        view = end_user_view(event, text_of(event), name_of)
        line = _line(at, view, words) if view is not None else None
        if line is not None:
            lines.append(line)
    return lines


def _line(at: Millis, view: v.AnyEndUserEvent, words: Words) -> Line | None:
    match view:
        case v.SeenRequest(question=question):
            return _said_by_end_user(at, question, words) if question else None
        case v.SeenOwnPost(text=text):
            return _said_by_end_user(at, text, words)
        case v.SeenPushedUrl(name=name, form="html", text=str() as html):
            return Line(at=at, side="agent", who=name or words.agent, text=plain_text(html))
        case v.SeenAgentPost(name=name, text=text) | v.SeenPushedUrl(name=name, text=text):
            said = words.erased if text is None else text
            return Line(at=at, side="agent", who=name or words.agent, text=said)
        case v.SeenOwnFile(file_name=name):
            return _said_by_end_user(at, words.file.format(name=name or words.erased), words)
        case v.SeenAgentFile(name=name, file_name=file):
            said = words.file.format(name=file or words.erased)
            return Line(at=at, side="agent", who=name or words.agent, text=said)
        case v.SeenAgentEntered(name=name):
            return _happened(at, words.joined.format(name=name or words.agent))
        case v.SeenAgentLeft(name=name):
            return _happened(at, words.left.format(name=name or words.agent))
        case v.SeenTransferToQueue():
            return _happened(at, words.passed_on)
        case v.SeenEnd():
            return _happened(at, words.ended)
        case _:
            return None


def _said_by_end_user(at: Millis, text: str | None, words: Words) -> Line:
    return Line(at=at, side="end_user", who=words.you, text=words.erased if text is None else text)


def _happened(at: Millis, sentence: str) -> Line:
    return Line(at=at, side="happening", who="", text=sentence)
