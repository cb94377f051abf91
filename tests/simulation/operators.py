"""Whoever runs the shop: profiles, rights, Max Sessions and skills change while everybody works.

What an operator changes takes effect at once: within a second nobody watches who may not, and
everybody has the sessions that their profile gives.
"""

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from parlour.directory import rights
from parlour.directory.records import Agent, Profile
from parlour.ids import AgentId
from tests.simulation.node import serving
from tests.simulation.site import PROFILES, SKILLS, SUPERVISORS
from tests.simulation.virtual_time import SECOND

if TYPE_CHECKING:
    from tests.simulation.world import World

CHANGES_EVERY_S = 900.0
GONE_FOR_S = 600.0
"""Those who were deactivated, and rights that were taken away."""
EFFECT_WITHIN_US = 1_600_000
"""The second of the law, the late beat of a simulated machine, and the write."""
LOOK_EVERY_US = 2_000_000
SETTLED_AFTER_US = 15_000_000
"""After an outage, for whatever could not be written then."""


class Operators:
    """Changes now and then what the directory says, and looks whether it is so."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.chance = random.Random(f"operators of {world.seed}")
        self._wrong_since: dict[str, int] = {}
        self._looks_at_us = 0
        self._right_at = (-1, -1)
        """Floor and directory, by their versions, with which all was right: no row and no change
        since, and so it is."""

    def begin(self) -> None:
        self._again()

    def look(self) -> None:
        """Whether everybody has what the directory gives them."""
        now, world = self.world.time.now_us, self.world
        if now < self._looks_at_us:
            return
        self._looks_at_us = now + LOOK_EVERY_US
        if not world.calm.lasts_since(now - SETTLED_AFTER_US):
            self._wrong_since.clear()
            return
        versions = (world.floor.version, world.operator_changes)
        if versions == self._right_at:
            return
        wrong = [*self._wrong_sessions(), *self._wrong_monitors()]
        if not wrong:
            self._right_at = versions
        self._wrong_since = {what: self._wrong_since.get(what, now) for what in wrong}
        for what, since in self._wrong_since.items():
            if now - since > EFFECT_WITHIN_US:
                world.fail("rights", f"{what} for {(now - since) / SECOND:.1f} s")

    def _wrong_sessions(self) -> list[str]:
        directory = self.world.directory
        wrong: list[str] = []
        for agent_id, state in self.world.floor.on_duty.items():
            profile = rights.profile_at_work(directory, agent_id)
            if profile is None:
                wrong.append(f"{agent_id} is on duty, and no agent")
            elif profile.max_sessions != state.max_sessions:
                wrong.append(f"{agent_id} has {state.max_sessions} sessions")
            elif state.pulls and not profile.pull_chat:
                wrong.append(f"{agent_id} pulls, and is not in pull mode")
        return wrong

    def _wrong_monitors(self) -> list[str]:
        return [
            f"{agent_id} watches {chat_id}"
            for chat_id, chat in self.world.floor.chats.items()
            for agent_id in chat.monitor_ids
            if not self._may_watch(agent_id, chat.lead_id)
        ]

    def _may_watch(self, agent_id: AgentId, lead_id: AgentId | None) -> bool:
        """As the records say it."""
        agent = self.world.directory.agents[agent_id]
        profile = self.world.directory.profiles[agent.profile_id]
        if not (agent.active and profile.monitor and profile.supervisor):
            return False
        if profile.supervises == "everyone" or lead_id is None:
            return True
        return self.world.directory.agents[lead_id].group_id == agent.group_id

    # Changes

    def _again(self) -> None:
        self.world.time.after(self.chance.expovariate(1 / CHANGES_EVERY_S), self._go)

    def _go(self) -> None:
        if self.world.closing:
            return
        self._again()
        if not self.world.floor.on_duty:
            return
        change = self.chance.choice(
            (self._move, self._move, self._train, self._resize, self._revoke, self._deactivate)
        )
        change()

    def _move(self) -> None:
        """Another profile, and so other queues, another mode, other switches."""
        agent = self._somebody()
        if agent.agent_id not in SUPERVISORS:
            self._put_agent(agent.but(profile_id=self.chance.choice(PROFILES)))

    def _train(self) -> None:
        agent = self._somebody()
        level = {self.chance.choice(SKILLS): self.chance.randint(1, 6)}
        self._put_agent(agent.but(skills=level))

    def _resize(self) -> None:
        """More or fewer sessions for everybody with this profile, busy or not."""
        profile = self.world.directory.profiles[self.chance.choice(PROFILES)]
        self._put_profile(profile.but(max_sessions=self.chance.randint(1, 3)))

    def _revoke(self) -> None:
        """For a while a supervisor may not watch."""
        name = self.chance.choice(SUPERVISORS)
        profile = self.world.directory.profile_of(AgentId(name))
        if profile.monitor:
            self._put_profile(profile.but(monitor=False))
            self._later(lambda: self._put_profile(self._now(profile).but(monitor=True)))

    def _deactivate(self) -> None:
        agent = self._somebody()
        if agent.agent_id in SUPERVISORS or self.chance.random() < 0.5:
            return
        self._put_agent(agent.but(active=False))
        self._later(lambda: self._reactivate(agent.agent_id))

    def _reactivate(self, agent_id: AgentId) -> None:
        self._put_agent(self.world.directory.agents[agent_id].but(active=True))
        for agent in self.world.agents:
            if agent.name == agent_id:
                agent.return_to_desk()

    def _now(self, profile: Profile) -> Profile:
        return self.world.directory.profiles[profile.profile_id]

    def _somebody(self) -> Agent:
        on_duty = list(self.world.floor.on_duty)
        return self.world.directory.agents[self.chance.choice(on_duty)]

    def _later(self, do: Callable[[], None]) -> None:
        self.world.time.after(GONE_FOR_S * self.chance.uniform(0.2, 1.8), do)

    def _put_agent(self, agent: Agent) -> None:
        self.world.directory.agents[agent.agent_id] = agent
        self._tell()

    def _put_profile(self, profile: Profile) -> None:
        self.world.directory.profiles[profile.profile_id] = profile
        self._tell()

    def _tell(self) -> None:
        world = self.world
        world.operator_changes += 1
        world.trace.note(world.time.now_us, "operator", "changes the directory")
        world.fairness.note_change()
        for node in serving(world.nodes):
            node.loop.call_soon(node.server.staff.follow_directory)
