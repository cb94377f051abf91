"""One thing to do: commands to chats and log-ins that take effect together or not at all."""

from collections.abc import Callable

from parlour.agents.commands import AnyDutyCommand
from parlour.chat.commands import AnyChatCommand
from parlour.chat.refusals import Refused
from parlour.chat.state import ChatState
from parlour.ids import AgentId, ChatId, ClientId, Millis
from parlour.ledger.protocol import (
    AlreadyAnswered,
    Answer,
    ChatRequest,
    LedgerUnavailable,
    MessageText,
    Recorded,
)
from parlour.value import Value


class ClientCommand(Value):
    """The command of a client that an act carries out; its answer is kept with the rows."""

    client_id: ClientId
    number: int
    digest: str

    def answer(self, chat_id: ChatId | None, seq: int) -> Answer:
        """`chat_id`, `seq`: the first row that the command wrote, if it wrote any."""
        return Answer(
            client_id=self.client_id,
            number=self.number,
            digest=self.digest,
            chat_id=chat_id,
            seq=seq,
        )


class Act(Value):
    """Commands in the order they are decided; `duty` follows `chats`, but for an agent's return.

    `answer` is the client's command this answers; its `chat_id` and `seq` are filled in here.
    """

    at: Millis
    chats: tuple[tuple[ChatId, AnyChatCommand], ...] = ()
    duty: tuple[tuple[AgentId, AnyDutyCommand], ...] = ()
    texts: tuple[MessageText, ...] = ()
    request: ChatRequest | None = None
    command: ClientCommand | None = None
    is_choice: bool = False
    """It was chosen among others by the states as they were. If those turn out to be different, it
    is dropped, answered as one that changes nothing, and whoever chose does so again."""
    anew: Callable[[Millis], "Act"] | None = None
    """Makes it again from what the books say by then, if it hangs on more of them than its commands
    ask for: who may do this to a chat that another leads now, which chats an agent is in. Raises
    `Refused`."""

    def at_moment(self, now: Millis) -> "Act":
        """The act, to be decided at this moment: it had to wait, and time and others went on.

        Raises: `Refused` when it may not be done any more.
        """
        if self.anew is not None:
            return self.anew(now).but(command=self.command, anew=self.anew)
        return self.but(
            at=now,
            chats=tuple((chat_id, command.but(at=now)) for chat_id, command in self.chats),
            duty=tuple((agent_id, command.but(at=now)) for agent_id, command in self.duty),
        )


class ChatChange(Value):
    """What an act did to one chat: durable rows, and the chat before and after them."""

    chat_id: ChatId
    before: ChatState
    after: ChatState
    rows: tuple[Recorded, ...]


class DutyChange(Value):
    """What an act did to one agent's log-in."""

    agent_id: AgentId
    rows: tuple[Recorded, ...]


class Done(Value):
    """The act is durable. No changes: there was nothing to do."""

    act: Act
    chats: tuple[ChatChange, ...] = ()
    duty: tuple[DutyChange, ...] = ()


Reply = Done | Refused | AlreadyAnswered | LedgerUnavailable
OnReply = Callable[[Reply], None]


def ignore(_reply: Reply) -> None:
    """For acts that nobody waits for: a refusal means that there is nothing to do any more."""
