"""Where agents work from: the browser session they went on duty with, and its connections."""

from parlour.chat.refusals import Refused
from parlour.engine.books import Books, LiveChat
from parlour.hub.seats import Seat, Seats
from parlour.ids import AgentId, ChatId


class Consoles:
    """Books and seats, asked about one agent."""

    def __init__(self, books: Books, seats: Seats) -> None:
        self._books = books
        self._seats = seats

    def is_at(self, seat: Seat) -> bool:
        """Whether the agent is on duty and works from this browser session."""
        live = self._books.agents.get(seat.agent_id)
        if live is None or not live.state.on_duty:
            return False
        return live.state.console == seat.principal.session_id

    def of(self, agent_id: AgentId) -> list[Seat]:
        """The agent's connections from the browser session they work from."""
        return [seat for seat in self._seats.of_agent(agent_id) if self.is_at(seat)]


def concerning(books: Books, seat: Seat, chat: str) -> LiveChat:
    """The chat, if the agent has (or lately had) to do with it.

    An offer that is over is answered by the rules: the agent may be told that it is gone.

    Raises: `Refused`, as if there were no such chat.
    """
    live = books.chats.get(ChatId(chat))
    if live is None:
        raise Refused("unknown_chat")
    state = live.state
    knows = state.has_to_do_with(seat.agent_id) or state.loss_of(seat.agent_id) is not None
    if not knows and state.passed_by != seat.agent_id:
        raise Refused("unknown_chat")
    return live
