"""Frames of an agent become acts."""

from parlour.agents import commands as duty
from parlour.chat import commands as c
from parlour.chat.refusals import Refused
from parlour.directory import rights
from parlour.directory.directory import Directory
from parlour.directory.records import AgentStatus, Profile
from parlour.engine.act import Act
from parlour.engine.engine import Engine
from parlour.hub.answers import Answers
from parlour.hub.cobrowsing import CoBrowsing
from parlour.hub.consoles import Consoles, concerning
from parlour.hub.posts import Posts
from parlour.hub.pushes import Pushes
from parlour.hub.seats import Seat
from parlour.hub.team_duties import TeamDuties
from parlour.ids import AgentId, ChatId, Millis
from parlour.wire import frames as f


class AgentDuties:
    """What an agent asks, as acts on their log-in and on chats they have to do with."""

    def __init__(
        self,
        engine: Engine,
        directory: Directory,
        consoles: Consoles,
        *,
        posts: Posts,
        pushes: Pushes,
        cobrowsing: CoBrowsing,
    ) -> None:
        self._engine = engine
        self._directory = directory
        self._posts = posts
        self._pushes = pushes
        self._cobrowsing = cobrowsing
        self.consoles = consoles
        self._answers = Answers(engine.books)
        self._team = TeamDuties(engine, directory)

    def act_of(self, seat: Seat, frame: f.Command, at: Millis) -> Act:
        """The act that carries out the frame.

        Raises: `Refused` when the agent is not on duty here, or has nothing to do with the chat.
        """
        if type(frame) is f.LogOnFrame:
            return self._log_on(seat, frame, at)
        if not self.consoles.is_at(seat):
            raise Refused("start_over" if self._is_lost_to(seat, frame) else "not_on_duty")
        match frame:
            case f.PostFrame():
                chat_id = self._concerning(seat, frame.chat)
                return self._posts.of_agent(seat, chat_id, frame, at)
            case f.PushFrame():
                live = concerning(self._engine.books, seat, frame.chat)
                return self._pushes.act_of(seat, live, frame, at)
            case (
                f.InviteToCoBrowseFrame()
                | f.CoBrowseShownFrame()
                | f.StopCoBrowseFrame()
                | f.FailCoBrowseFrame()
            ):
                chat_id = self._concerning(seat, frame.chat)
                return self._cobrowsing.of_agent(seat, chat_id, frame, at)
            case f.SetStatusFrame():
                status = self._status(seat.agent_id, frame.status)
                change = duty.ChangeStatus(
                    at=at, status_id=status.status_id, status_type=status.type
                )
                return Act(at=at, duty=((seat.agent_id, change),))
            case f.PullFrame():
                return Act(at=at, duty=((seat.agent_id, self._pull(seat.agent_id, frame, at)),))
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
        match frame:
            case (
                f.AcceptFrame()
                | f.DeclineFrame()
                | f.ToastRanOutFrame()
                | f.UnavailableFrame()
                | f.ViewInvitationFrame()
            ):
                return self._answers.command_of(seat, frame, at)
            case (
                f.InviteFrame()
                | f.CancelInvitationFrame()
                | f.TransferToQueueFrame()
                | f.MakeLeadFrame()
                | f.LeaveFrame()
            ):
                return self._team.among_agents(seat, frame, at)
            case f.MonitorFrame() | f.JoinFrame() | f.TakeOverFrame() | f.EndAsSupervisorFrame():
                return self._team.as_supervisor(seat, frame, at)
            case f.ConcludeFrame():
                conclude = c.ConcludeChat(at=at, agent_id=seat.agent_id)
                return self._concerning(seat, frame.chat), conclude
            case f.CloseWrapUpFrame():
                close = c.CloseWrapUp(at=at, agent_id=seat.agent_id)
                return self._concerning(seat, frame.chat), close
            case _:
                raise Refused("not_yours")

    def _is_lost_to(self, seat: Seat, frame: f.Command) -> bool:
        """Whether the chat that the frame is about has given this agent up."""
        live = self._engine.books.chats.get(ChatId(getattr(frame, "chat", "")))
        return live is not None and live.state.loss_of(seat.agent_id) is not None

    def _concerning(self, seat: Seat, chat: str) -> ChatId:
        return concerning(self._engine.books, seat, chat).chat_id

    def _pull(
        self, agent_id: AgentId, frame: f.PullFrame, at: Millis
    ) -> duty.RaisePull | duty.WithdrawPull:
        """Who is pushed chats does not ask for them."""
        if not frame.on:
            return duty.WithdrawPull(at=at)
        profile = rights.profile_at_work(self._directory, agent_id)
        if profile is None or not profile.pull_chat:
            raise Refused("not_allowed")
        return duty.RaisePull(at=at)

    def _log_on(self, seat: Seat, frame: f.LogOnFrame, at: Millis) -> Act:
        console = seat.principal.session_id
        live = self._engine.books.agents.get(seat.agent_id)
        if live is not None and live.state.on_duty:
            if not frame.override:
                raise Refused("already_on_duty")
            override = duty.OverrideLogOn(at=at, console=console)
            return Act(at=at, duty=((seat.agent_id, override),))
        profile = rights.profile_at_work(self._directory, seat.agent_id)
        if profile is None:
            raise Refused("not_available")
        status = self._first_status(seat.agent_id, frame, profile)
        log_on = duty.LogOn(
            at=at,
            agent_id=seat.agent_id,
            status_id=status.status_id,
            status_type=status.type,
            max_sessions=profile.max_sessions,
            console=console,
        )
        return Act(at=at, duty=((seat.agent_id, log_on),))

    def _first_status(
        self, agent_id: AgentId, frame: f.LogOnFrame, profile: Profile
    ) -> AgentStatus:
        """The one chosen; else that of the profile, which needs not be on the menu."""
        if frame.status is not None:
            return self._status(agent_id, frame.status)
        status = self._directory.statuses.get(profile.status_after_log_on)
        if status is None:
            raise Refused("not_available")
        return status

    def _status(self, agent_id: AgentId, status_id: str) -> AgentStatus:
        for status in rights.statuses_of(self._directory, agent_id):
            if status.status_id == status_id:
                return status
        raise Refused("not_available")
