"""Who may be offered which chat at one moment, and what speaks against it. Pure."""

from collections.abc import Iterator, Mapping
from heapq import merge

from parlour.ids import AgentId, ChatId, Duration, Millis, QueueId
from parlour.routing.explanation import PassedOver
from parlour.routing.line import (
    PASS_PAUSE,
    Candidate,
    WaitingChat,
    is_just_passed,
    place_of,
)
from parlour.routing.roster import Group, Roster
from parlour.routing.waiting_line import Line

Lines = Mapping[QueueId, Line]
"""Waiting chats by queue; no line is empty."""

RANK_OF_OVERFLOW = 1_001
"""For Strict Priority: a queue that an agent serves only by overflow comes after all their own."""


class Eligibility:
    """Lines and roster as they are at `now`; to be thrown away when either changes."""

    __slots__ = ("_bars", "_first_choice", "lines", "now", "roster")

    def __init__(self, lines: Lines, roster: Roster, now: Millis) -> None:
        roster.wake(now)
        self.lines, self.roster, self.now = lines, roster, now
        self._first_choice: dict[AgentId, ChatId | None] = {}
        self._bars: dict[ChatId, tuple[int, ...]] = {}

    def waited(self, chat: WaitingChat) -> Duration:
        """How long the present wait has lasted."""
        return Duration(self.now - chat.queued_at)

    def bar(self, chat: WaitingChat) -> tuple[int, ...]:
        """The levels of skill that are wanted now."""
        return self.roster.policy(chat.queue_id).bar(self.waited(chat))

    def against(self, agent: Candidate, chat: WaitingChat) -> PassedOver | None:
        """What speaks against offering the chat to the agent now."""
        reason = self._against_agent(agent, chat)
        if reason is None and not self._is_first_choice(agent, chat):
            return "ranked"
        return reason

    def is_kept(self, chat: WaitingChat) -> bool:
        """Whether it waits for its preferred agent, who is there, though perhaps busy."""
        preferred = chat.preferred
        if preferred is None or chat.kept_until <= self.now:
            return False
        if preferred in chat.barred or preferred == chat.passed_by:
            return False
        agent = self.roster.serving(chat.queue_id).get(preferred)
        if agent is None or not agent.available or agent.absent:
            return False
        return self._is_asked(self.roster.within_reach(chat.queue_id)[preferred], chat)

    def free_for(self, chat: WaitingChat) -> Iterator[AgentId]:
        """Whom the chat can be offered to, by turn; who let it go by comes last."""
        again: AgentId | None = None
        for agent_id in self._free_in_turn(chat):
            if agent_id in chat.barred or not self._would_take(agent_id, chat):
                continue
            if agent_id != chat.passed_by:
                yield agent_id
            elif not is_just_passed(chat, self.now):
                again = agent_id
        if again is not None:
            yield again

    def has_nobody_free(self, chat: WaitingChat) -> bool:
        """Nobody is free for any chat of the queue that has waited no longer than this one."""
        return not self.roster.asked(chat.queue_id, self.waited(chat))

    def count_free(self, chat: WaitingChat, left_out: set[AgentId]) -> int:
        """How many more could be offered the chat: of whom `against` says nothing."""
        if self.is_kept(chat):
            free = (chat.preferred or AgentId(""),)
            return sum(1 for one in free if one not in left_out and self._could(one, chat))
        count = 0
        groups = self.roster.asked(chat.queue_id, self.waited(chat))
        for group, turns in groups:
            if not group.by_rank:
                count += len(turns)
            else:
                count += sum(
                    1 for _, one in turns if one not in left_out and self._could(one, chat)
                )
        away = left_out | set(chat.barred)
        if chat.passed_by is not None and is_just_passed(chat, self.now):
            away.add(chat.passed_by)
        asked = {group for group, _ in groups if not group.by_rank}
        within = self.roster.within_reach(chat.queue_id)
        return count - sum(within.get(one) in asked and self._stands_free(one) for one in away)

    def changes_at(self, chat: WaitingChat) -> Iterator[Millis]:
        """When more agents can be asked for a chat that has found nobody."""
        if chat.kept_until > self.now and self.is_kept(chat):
            yield chat.kept_until
        if is_just_passed(chat, self.now):
            yield pass_ends(chat)
        step = self.roster.policy(chat.queue_id).next_step(self.waited(chat))
        if step is not None:
            yield Millis(chat.queued_at + step)

    # One agent ---------------------------------------------------------------------------------

    def _against_agent(self, agent: Candidate, chat: WaitingChat) -> PassedOver | None:
        """All but Strict Priority."""
        group = self.roster.within_reach(chat.queue_id).get(agent.agent_id)
        if group is None or agent.agent_id in chat.barred:
            return "not_in_queue"
        reason = _against_state(agent, self.now)
        if reason is not None:
            return reason
        waited = self.waited(chat)
        if group.after > waited:
            return "not_yet"
        if not self._is_asked(group, chat):
            return "skill"
        if agent.agent_id == chat.passed_by and is_just_passed(chat, self.now):
            return "just_passed"
        if agent.agent_id != chat.preferred and self.is_kept(chat):
            return "kept"
        return None

    def _is_asked(self, group: Group, chat: WaitingChat) -> bool:
        bar = self._bars.get(chat.chat_id)
        if bar is None:
            bar = self._bars[chat.chat_id] = self.bar(chat)
        return group.is_asked(self.waited(chat), bar)

    def _free_in_turn(self, chat: WaitingChat) -> Iterator[AgentId]:
        if self.is_kept(chat):
            if chat.preferred is not None and self._stands_free(chat.preferred):
                yield chat.preferred
            return
        groups = self.roster.asked(chat.queue_id, self.waited(chat))
        lists = [turns for _, turns in groups]
        for _, agent_id in lists[0] if len(lists) == 1 else merge(*lists):
            yield agent_id

    def _stands_free(self, agent_id: AgentId) -> bool:
        agent = self.roster.get(agent_id)
        return agent is not None and self.roster.stands_free(agent)

    def _could(self, agent_id: AgentId, chat: WaitingChat) -> bool:
        agent = self.roster.get(agent_id)
        return agent is not None and self.against(agent, chat) is None

    # Strict Priority ---------------------------------------------------------------------------

    def _would_take(self, agent_id: AgentId, chat: WaitingChat) -> bool:
        agent = self.roster.get(agent_id)
        return agent is not None and self._is_first_choice(agent, chat)

    def _is_first_choice(self, agent: Candidate, chat: WaitingChat) -> bool:
        if not agent.by_rank:
            return True
        agent_id = agent.agent_id
        if agent_id not in self._first_choice:
            self._first_choice[agent_id] = self._first_by_rank(agent)
        return self._first_choice[agent_id] == chat.chat_id

    def _first_by_rank(self, agent: Candidate) -> ChatId | None:
        """The chat that the agent takes first: the oldest they may have, of the best rank."""
        by_rank: dict[int, list[Line]] = {}
        for queue_id in self.roster.reach(agent.agent_id):
            line = self.lines.get(queue_id)
            if line is not None:
                rank = agent.queues.get(queue_id, RANK_OF_OVERFLOW)
                by_rank.setdefault(rank, []).append(line)
        for rank in sorted(by_rank):
            found = [self._first_of_line(agent, line) for line in by_rank[rank]]
            chats = [chat for chat in found if chat is not None]
            if chats:
                return min(chats, key=place_of).chat_id
        return None

    def _first_of_line(self, agent: Candidate, line: Line) -> WaitingChat | None:
        line.wake(self.now)
        head = line.head_of_alike
        first = head if head and self._against_agent(agent, head) is None else None
        for chat in line.others:
            if first is not None and place_of(first) < place_of(chat):
                break
            if self._against_agent(agent, chat) is None:
                return chat
        return first


def pass_ends(chat: WaitingChat) -> Millis:
    """When the agent who let the chat go by may be asked again."""
    return Millis(chat.passed_at + PASS_PAUSE)


def _against_state(agent: Candidate, now: Millis) -> PassedOver | None:
    """What keeps the agent from any chat."""
    if not agent.available:
        return "unavailable"
    if agent.absent:
        return "unreachable" if agent.unreachable else "absent"
    if agent.free_sessions <= 0:
        return "full"
    if not agent.asks:
        return "not_asked"
    return "pausing" if agent.pauses_until > now else None
