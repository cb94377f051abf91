"""Agents on duty follow the directory: what an operator changes takes effect without a restart."""

from parlour.agents import commands as duty
from parlour.chat import commands as c
from parlour.directory.directory import Directory
from parlour.directory.records import Profile
from parlour.engine.act import Act, ignore
from parlour.engine.books import LiveAgent
from parlour.engine.engine import Engine
from parlour.ids import AgentId


class Staff:
    """Looks at everybody on duty after the directory has changed."""

    def __init__(self, engine: Engine, directory: Directory) -> None:
        self._engine = engine
        self._directory = directory

    def follow_directory(self) -> None:
        """Who is no longer an agent goes off duty; others work on by their new profile."""
        for live in list(self._engine.books.agents.values()):
            if not live.state.on_duty:
                continue
            profile = self._profile(live.agent_id)
            if profile is None:
                self._send_off_duty(live)
            else:
                self._grant_sessions(live, profile)
                self._engine.announce_agent(live)

    def _profile(self, agent_id: AgentId) -> Profile | None:
        agent = self._directory.agents.get(agent_id)
        if agent is None or not agent.active:
            return None
        return self._directory.profiles.get(agent.profile_id)

    def _send_off_duty(self, live: LiveAgent) -> None:
        """As one who logs out: their chats are promoted or go back to their queues."""
        now, agent_id = self._engine.clock.now(), live.agent_id
        chats = self._engine.books.chats_of_agent(agent_id)
        act = Act(
            at=now,
            chats=tuple((chat.chat_id, c.RemoveAgent(at=now, agent_id=agent_id)) for chat in chats),
            duty=((agent_id, duty.Terminate(at=now, cause="removed")),),
        )
        self._engine.execute(act, ignore)

    def _grant_sessions(self, live: LiveAgent, profile: Profile) -> None:
        if profile.max_sessions == live.state.max_sessions:
            return
        now = self._engine.clock.now()
        change = duty.ChangeMaxSessions(at=now, max_sessions=profile.max_sessions)
        self._engine.execute(Act(at=now, duty=((live.agent_id, change),)), ignore)
