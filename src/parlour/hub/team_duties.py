"""Frames by which agents and supervisors act on a chat together become commands to it."""

from parlour.chat import commands as c
from parlour.chat.events import UnavailableCause
from parlour.chat.refusals import Refused
from parlour.chat.state import ChatState
from parlour.directory import rights
from parlour.directory.directory import Directory
from parlour.engine.books import LiveAgent, LiveChat
from parlour.engine.engine import Engine
from parlour.engine.router import offer_profile
from parlour.hub.consoles import concerning
from parlour.hub.seats import Seat
from parlour.ids import AgentId, ChatId, Duration, InvitationId, Millis, QueueId, seconds
from parlour.settings import Settings
from parlour.wire import frames as f

Asked = tuple[ChatId, c.AnyChatCommand]

AmongAgents = (
    f.InviteFrame
    | f.CancelInvitationFrame
    | f.TransferToQueueFrame
    | f.MakeLeadFrame
    | f.LeaveFrame
)
AsSupervisor = f.MonitorFrame | f.JoinFrame | f.TakeOverFrame | f.EndAsSupervisorFrame


class TeamDuties:
    """Everything here needs a right, or a part in the chat, or both."""

    def __init__(self, engine: Engine, directory: Directory) -> None:
        self._engine = engine
        self._directory = directory

    def among_agents(self, seat: Seat, frame: AmongAgents, at: Millis) -> Asked:
        """Raises: `Refused` when the agent has nothing to do with the chat, may not pass it on to
        that colleague, or the colleague is off duty."""
        live = concerning(self._engine.books, seat, frame.chat)
        agent_id = seat.agent_id
        match frame:
            case f.InviteFrame():
                return live.chat_id, self._invite(seat, frame, at, live)
            case f.CancelInvitationFrame():
                return live.chat_id, c.CancelInvitation(
                    at=at, agent_id=agent_id, invitation_id=InvitationId(frame.invitation)
                )
            case f.TransferToQueueFrame():
                return live.chat_id, c.TransferToQueue(
                    at=at, agent_id=agent_id, to_queue_id=self._queue(frame.queue, live.state)
                )
            case f.MakeLeadFrame():
                return live.chat_id, c.MakeLead(
                    at=at, agent_id=agent_id, to_agent_id=AgentId(frame.to)
                )
            case f.LeaveFrame():
                return live.chat_id, c.LeaveChat(at=at, agent_id=agent_id)

    def as_supervisor(self, seat: Seat, frame: AsSupervisor, at: Millis) -> Asked:
        """Raises: `Refused` when there is no such chat, or it is not for them to look after."""
        agent_id = seat.agent_id
        live = self._engine.books.chats.get(ChatId(frame.chat))
        if live is None:
            raise Refused("unknown_chat")
        if isinstance(frame, f.MonitorFrame) and not frame.on:
            return live.chat_id, c.EndMonitoring(at=at, agent_id=agent_id)
        lead_id = live.state.lead_id
        ends = isinstance(frame, f.EndAsSupervisorFrame)
        may = rights.may_end if ends else rights.may_monitor
        if not may(self._directory, agent_id, lead_id):
            raise Refused("not_allowed")
        match frame:
            case f.MonitorFrame():
                return live.chat_id, c.BeginMonitoring(at=at, agent_id=agent_id)
            case f.JoinFrame():
                limit = self._wrap_up_limit(agent_id)
                return live.chat_id, c.JoinChat(at=at, agent_id=agent_id, wrap_up_limit=limit)
            case f.TakeOverFrame():
                limit = self._wrap_up_limit(agent_id)
                return live.chat_id, c.TakeOver(at=at, agent_id=agent_id, wrap_up_limit=limit)
            case f.EndAsSupervisorFrame():
                return live.chat_id, c.ConcludeChat(at=at, agent_id=agent_id, as_supervisor=True)

    def _invite(
        self, seat: Seat, frame: f.InviteFrame, at: Millis, live: LiveChat
    ) -> c.InviteToTransfer | c.InviteToConference:
        to = AgentId(frame.to)
        if to != seat.agent_id and not rights.may_invite(self._directory, seat.agent_id, to):
            raise Refused("not_allowed")
        colleague = self._engine.books.agents.get(to)
        if colleague is None or not colleague.state.on_duty:
            raise Refused("not_on_duty")
        site = self._directory.sites.get(live.state.site_id)
        settings = site.settings if site else Settings()
        kind = c.InviteToTransfer if frame.form == "transfer" else c.InviteToConference
        return kind(
            at=at,
            agent_id=seat.agent_id,
            invitation_id=InvitationId(self._engine.ids.fresh("i")),
            to_agent_id=to,
            toast_for=seconds(settings.CHAT_ALERTFORM_AUTOCLOSE_TIMEOUT),
            answer_within=seconds(settings.SRV_AGENT_TIMEOUT),
            profile=offer_profile(self._directory.profile_of(to)),
            unavailable=_why_not(colleague),
        )

    def _queue(self, queue: str, state: ChatState) -> QueueId:
        """One of the chat's own site."""
        found = self._directory.queues.get(QueueId(queue))
        if found is None or found.site_id != state.site_id:
            raise Refused("not_allowed")
        return found.queue_id

    def _wrap_up_limit(self, agent_id: AgentId) -> Duration | None:
        return offer_profile(self._directory.profile_of(agent_id)).wrap_up_limit


def _why_not(colleague: LiveAgent) -> UnavailableCause | None:
    """What speaks against asking them; they are not asked then, and the sender is told why."""
    state = colleague.state
    if state.absence is not None:
        return "absent"
    if state.status_type == "unavailable":
        return "unavailable"
    return "busy" if state.free_sessions == 0 else None
