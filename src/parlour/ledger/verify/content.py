"""Rules on words, files and co-browse: the codes M1 to M6, K1, C1 to C4."""

from collections.abc import Iterator
from hashlib import sha256

from parlour.chat import events as e
from parlour.ids import CommandId
from parlour.ledger.protocol import MessageText, Recorded
from parlour.ledger.verify.facts import CONTENT, Facts
from parlour.ledger.verify.rules import Found

IN_ORDER = frozenset({1, 2, 3})  # files take their time


def check(facts: Facts, row: Recorded) -> Iterator[Found]:
    event = row.event
    if row.kind in CONTENT:
        yield from _content(facts, row)
    match event:
        case (
            e.AgentPost(agent_id=agent_id)
            | e.AgentPushedUrl(agent_id=agent_id)
            | e.AgentFileSent(agent_id=agent_id)
        ):
            if agent_id not in facts.participants:
                yield "M2", f"{row.kind} by {agent_id}, who is not in"
        case e.PrivateWord():
            yield from _private_word(facts, event)
        case e.CoBrowseEvent():
            yield from _cobrowse(facts, event, row)
        case _:
            pass
    if isinstance(event, e.FileEvent):
        yield from _file(facts, event)


def check_text(row: Recorded, text: MessageText | None) -> Iterator[Found]:
    """`text` is what is kept of the row's text; one that was erased is missing, and may be."""
    if text is None:
        return
    event = row.event
    if not isinstance(event, e.WITH_TEXT):
        yield "M6", "a text at a row that tells of none"
        return
    if event.message_id != text.message_id or row.stream != f"chat/{text.chat_id}":
        yield "M6", f"the text {text.message_id} at the row of {event.message_id}"
    if event.digest != sha256((text.salt + text.body).encode()).hexdigest():
        yield "M6", f"the text {text.message_id} is not the one that was written"


def _content(facts: Facts, row: Recorded) -> Iterator[Found]:
    command_id: CommandId = getattr(row.event, "command_id", CommandId(""))
    client_id, _, number = command_id.rpartition(":")
    if not client_id or not number.isdigit():
        yield "M3", f"{command_id!r} is no command id"
    elif row.kind in IN_ORDER:
        if int(number) < facts.said_last.get(client_id, 0):
            yield "M4", f"{command_id} comes after a later one of its client"
        facts.said_last[client_id] = int(number)
    if command_id in facts.command_ids:
        yield "M3", f"command {command_id} has two rows of content"
    facts.command_ids.add(command_id)
    waits = facts.phase in ("Q", "O")
    allowed = facts.created is not None and facts.created.terms.posts_in_queue
    if waits and not (row.kind == 2 and allowed):
        yield "M1", f"{row.kind} while the chat waits"


def _private_word(facts: Facts, event: e.PrivateWord) -> Iterator[Found]:
    agent_id = event.agent_id
    invited, monitors = facts.consults(agent_id), agent_id in facts.monitors
    if event.part != ("invited" if invited else "monitor"):
        yield "M2", f"1001 by {agent_id} as {event.part}"
    if agent_id in facts.participants or not (monitors or invited):
        yield "M2", f"1001 by {agent_id}, who neither monitors nor consults"


def _file(facts: Facts, event: e.FileEvent) -> Iterator[Found]:
    kind = e.kind_of(event)
    if facts.created is not None and not facts.created.terms.file_uploads:
        yield "K1", f"{kind}, though uploads are off"
    hashed = len(event.sha256) == 64 and not set(event.sha256) - set("0123456789abcdef")
    if not hashed or event.size < 1:
        yield "K1", f"{kind} without the hash and size of what is stored"


_STAGES = {
    35: ("none",),
    36: ("invited",),
    37: ("invited",),
    40: ("accepted",),
    41: ("started",),
    42: ("accepted", "started"),
}


def _cobrowse(facts: Facts, event: e.CoBrowseEvent, row: Recorded) -> Iterator[Found]:
    session = facts.cobrowse
    if row.kind == 35:
        if session is not None:
            yield "C1", "35 while a co-browse session is open"
        if event.agent_id != facts.lead:
            yield "C1", f"35 by {event.agent_id}, who does not lead"
        return
    if facts.cobrowse_stage not in _STAGES[row.kind]:
        yield "C2", f"{row.kind} when co-browse is at: {facts.cobrowse_stage}"
    if session is None:
        return
    if (session.cobrowse_id, session.agent_id) != (event.cobrowse_id, event.agent_id):
        yield "C3", f"{row.kind} tells of another co-browse session"
    if getattr(event, "cause", None) == "chat_ended" and facts.phase != "X":
        yield "C2", f"{row.kind} cause=chat_ended before the end"
