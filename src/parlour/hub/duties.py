"""Frames of an agent become acts."""

from parlour.agents import commands as duty
from parlour.chat import commands as c
from parlour.chat.refusals import Refused
from parlour.directory.directory import Directory
from parlour.directory.records import AgentStatus
from parlour.engine.act import Act
from parlour.engine.deadlines import grace_at
from parlour.engine.engine import Engine
from parlour.hub.posts import Posts
from parlour.hub.seats import Seat
from parlour.ids import AgentId, ChatId, Duration, InvitationId, Millis
from parlour.wire import frames as f


class AgentDuties:
    """What an agent asks, as acts on their log-in and on chats they have to do with."""

    def __init__(self, engine: Engine, directory: Directory, posts: Posts) -> None:
        self._engine = engine
        self._directory = directory
        self._posts = posts

    def is_at_console(self, seat: Seat) -> bool:
        """Whether the agent is on duty and works from this browser session."""
        live = self._engine.books.agents.get(seat.agent_id)
        if live is None or not live.state.on_duty:
            return False
        return live.state.console == seat.principal.session_id

    def act_of(self, seat: Seat, frame: f.Command, at: Millis) -> Act:
        """The act that carries out the frame.

        Raises: `Refused` when the agent is not on duty here, or has nothing to do with the chat.
        """
        if type(frame) is f.LogOnFrame:
            return self._log_on(seat, frame, at)
        if not self.is_at_console(seat):
            raise Refused("start_over" if self._is_lost_to(seat, frame) else "not_on_duty")
        match frame:
            case f.PostFrame():
                chat_id = self._concerning(seat, frame.chat)
                return self._posts.of_agent(seat, chat_id, frame, at)
            case f.SetStatusFrame():
                status = self._status(frame.status)
                change = duty.ChangeStatus(
                    at=at, status_id=status.status_id, status_type=status.type
                )
                return Act(at=at, duty=((seat.agent_id, change),))
            case f.LogOffFrame():
                return self.log_off(seat.agent_id, at)
            case _:
                chat_id, command = self._chat_command(seat, frame, at)
                return Act(at=at, chats=((chat_id, command),))

    def log_off(self, agent_id: AgentId, at: Millis) -> Act:
        """The agent goes off duty; their chats are promoted or go back to their queues."""
        chats = self._engine.books.chats_of_agent(agent_id)
        return Act(
            at=at,
            chats=tuple((live.chat_id, c.RemoveAgent(at=at, agent_id=agent_id)) for live in chats),
            duty=((agent_id, duty.LogOff(at=at)),),
        )

    def _chat_command(
        self, seat: Seat, frame: f.Command, at: Millis
    ) -> tuple[ChatId, c.AnyChatCommand]:
        agent_id = seat.agent_id
        match frame:
            case f.AcceptFrame():
                accept = c.AcceptOffer(
                    at=at,
                    agent_id=agent_id,
                    invitation_id=InvitationId(frame.invitation),
                    grace=self._grace(frame.chat, at),
                )
                return self._concerning(seat, frame.chat), accept
            case f.DeclineFrame():
                decline = c.DeclineOffer(
                    at=at,
                    agent_id=agent_id,
                    invitation_id=InvitationId(frame.invitation),
                    closed=frame.closed,
                    grace=self._grace(frame.chat, at),
                )
                return self._concerning(seat, frame.chat), decline
            case f.ToastRanOutFrame():
                ran_out = c.LetToastRunOut(
                    at=at,
                    agent_id=agent_id,
                    invitation_id=InvitationId(frame.invitation),
                    grace=self._grace(frame.chat, at),
                )
                return self._concerning(seat, frame.chat), ran_out
            case f.UnavailableFrame():
                unavailable = c.ReportUnavailable(
                    at=at,
                    agent_id=agent_id,
                    invitation_id=InvitationId(frame.invitation),
                    cause=frame.cause,
                )
                return self._concerning(seat, frame.chat), unavailable
            case f.ConcludeFrame():
                conclude = c.ConcludeChat(at=at, agent_id=agent_id)
                return self._concerning(seat, frame.chat), conclude
            case f.CloseWrapUpFrame():
                close = c.CloseWrapUp(at=at, agent_id=agent_id)
                return self._concerning(seat, frame.chat), close
            case _:
                raise Refused("not_yours")

    def _is_lost_to(self, seat: Seat, frame: f.Command) -> bool:
        """Whether the chat that the frame is about has given this agent up."""
        live = self._engine.books.chats.get(ChatId(getattr(frame, "chat", "")))
        return live is not None and live.state.loss_of(seat.agent_id) is not None

    def _grace(self, chat: str, at: Millis) -> Duration:
        """What the chat's deadlines are granted for an outage of ours."""
        live = self._engine.books.chats.get(ChatId(chat))
        return Duration(0) if live is None else grace_at(live, at)

    def _concerning(self, seat: Seat, chat: str) -> ChatId:
        """The chat, if the agent has (or lately had) to do with it; else there is no such chat.

        An offer that is over is answered by the rules: the agent may be told that it is gone.
        """
        live = self._engine.books.chats.get(ChatId(chat))
        if live is None:
            raise Refused("unknown_chat")
        state = live.state
        knows = state.has_to_do_with(seat.agent_id) or state.loss_of(seat.agent_id) is not None
        if not knows and state.passed_by != seat.agent_id:
            raise Refused("unknown_chat")
        return live.chat_id

    def _log_on(self, seat: Seat, frame: f.LogOnFrame, at: Millis) -> Act:
        console = seat.principal.session_id
        live = self._engine.books.agents.get(seat.agent_id)
        if live is not None and live.state.on_duty:
            if not frame.override:
                raise Refused("already_on_duty")
            override = duty.OverrideLogOn(at=at, console=console)
            return Act(at=at, duty=((seat.agent_id, override),))
        agent = self._directory.agents.get(seat.agent_id)
        profile = self._directory.profiles.get(agent.profile_id) if agent else None
        if profile is None:
            raise Refused("not_available")
        status = self._status(frame.status or profile.status_after_log_on)
        log_on = duty.LogOn(
            at=at,
            agent_id=seat.agent_id,
            status_id=status.status_id,
            status_type=status.type,
            max_sessions=profile.max_sessions,
            console=console,
        )
        return Act(at=at, duty=((seat.agent_id, log_on),))

    def _status(self, status_id: str) -> AgentStatus:
        status = self._directory.statuses.get(status_id)
        if status is None:
            raise Refused("not_available")
        return status
