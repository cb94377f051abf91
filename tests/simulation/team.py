"""What agents do with chats together: pass them on, ask others in, watch, take over, ask for more.

One for each agent. It knows only what the desk was told, and asks for what may well be refused.
"""

from typing import TYPE_CHECKING, Any

from tests.simulation.client import Json
from tests.simulation.site import HTML

if TYPE_CHECKING:
    from tests.simulation.agent import AgentAtDesk

DEED_EVERY_S = 120.0
"""While an agent is in a chat."""
SUPERVISE_EVERY_S = 400.0
PULL_EVERY_S = 12.0
COLLEAGUES_FOR_S = 5.0
AS_LEAD = {
    "transfer": 3.0,
    "conference": 5.0,
    "to_queue": 0.8,
    "make_lead": 3.0,
    "cancel": 2.0,
    "cobrowse": 1.0,
    "push": 1.0,
    "file": 0.6,
    "nothing": 10.0,
}
AS_CONFEREE = {"leave": 1.0, "nothing": 2.0}
AS_MONITOR = {"word": 3.0, "join": 2.0, "take_over": 1.5, "end": 0.6, "stop": 2.0}
SCRIPT = "javascript:alert(1)"
VIEWS_FIRST = 0.3
"""Of those who are invited."""
THINKS_BETTER = 0.15
"""Of those who invite."""
STRANGER = 0.1
"""Invitations to just anybody, on duty or not."""


class TeamWork:
    """Beside the agent's own chats and toasts."""

    def __init__(self, agent: "AgentAtDesk") -> None:
        self._agent = agent
        self._chance = agent.chance
        self.parts: dict[str, str] = {}
        """What the agent has to do with each chat that is shown."""
        self._others: dict[str, dict[str, None]] = {}
        """Who takes part in each chat, as far as its events tell."""
        self._sent: dict[str, str] = {}
        """The chat of each invitation of one's own that is open."""
        self._colleagues: list[str] = []
        self._pulls = False
        self._pull_mode = False

    def begin(self) -> None:
        """A day at the desk."""
        self._agent.later(PULL_EVERY_S, self._ask_for_more)
        if self._agent.supervisor:
            self._agent.later(self._chance.uniform(5.0, SUPERVISE_EVERY_S), self._supervise)

    def leads(self, chat: str) -> bool:
        return self.parts.get(chat) == "lead"

    # What is shown

    def heard(self, frame: Json) -> None:
        match frame["type"]:
            case "welcome":
                self.parts, self._others, self._sent = {}, {}, {}
                self._pulls = frame.get("pulling", False)
                self._pull_mode = frame["me"].get("pull_chat", False)
            case "me":
                self._pull_mode = frame["me"].get("pull_chat", False)
            case "pulling":
                self._pulls = frame["on"]
            case "colleagues":
                self._colleagues = [one["id"] for one in frame["agents"]]
            case "chat_opened" | "part":
                self._play(frame["chat"], frame["part"])
            case "chat_closed":
                self.parts.pop(frame["chat"], None)
                self._others.pop(frame["chat"], None)
            case "event":
                self._see(frame["chat"], frame["event"])
            case _:
                pass

    def _play(self, chat: str, part: str) -> None:
        was, self.parts[chat] = self.parts.get(chat), part
        if part in ("lead", "conferee") and was not in ("lead", "conferee"):
            self._agent.later(self._about(DEED_EVERY_S), self._do_something, chat)

    def _see(self, chat: str, view: Json) -> None:
        event = view["event"]
        match view["kind"]:
            case 9 | 10 if event["from_agent_id"] == self._agent.name:
                self._sent[event["invitation_id"]] = chat
            case 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22:
                self._sent.pop(event["invitation_id"], None)
            case 23:
                self._others.setdefault(chat, {})[event["agent_id"]] = None
            case 24:
                self._others.get(chat, {}).pop(event["agent_id"], None)
            case _:
                pass

    # In a chat

    def _do_something(self, chat: str) -> None:
        part = self.parts.get(chat)
        if part not in ("lead", "conferee") or self._agent.chats.get(chat) is not False:
            return
        self._agent.later(self._about(DEED_EVERY_S), self._do_something, chat)
        deeds = AS_LEAD if part == "lead" else AS_CONFEREE
        match self._one_of(deeds):
            case "transfer" | "conference" as form:
                self._invite(chat, form)
            case "to_queue":
                queue = self._chance.choice(list(self._agent.world.directory.queues))
                self._ask("transfer_to_queue", chat=chat, queue=queue)
            case "make_lead":
                self._make_lead(chat)
            case "cancel":
                self._cancel(chat)
            case "cobrowse":
                self._ask("invite_to_cobrowse", chat=chat)
            case "push":
                self._push(chat)
            case "file":
                self._agent.world.uploads.send(self._agent.desk.principal, chat)
            case "leave" if not self._agent.supervisor or self._chance.random() < 0.7:
                self._ask("leave", chat=chat)
            case "leave":
                self._ask("take_over", chat=chat)
            case _:
                pass

    def _invite(self, chat: str, form: str) -> None:
        """Look who is there, then ask one of them."""
        self._ask("watch_colleagues", on=True)
        self._agent.later(COLLEAGUES_FOR_S, self._look_away)
        self._agent.later(self._chance.uniform(1.5, 6.0), self._ask_one, chat, form)

    def _look_away(self) -> None:
        self._ask("watch_colleagues", on=False)

    def _ask_one(self, chat: str, form: str) -> None:
        if not self.leads(chat):
            return
        known = self._colleagues
        if not known or self._chance.random() < STRANGER:
            known = [agent.name for agent in self._agent.world.agents]
        self._ask("invite", chat=chat, to=self._chance.choice(known), form=form)
        if self._chance.random() < THINKS_BETTER:
            self._agent.later(self._chance.uniform(1.0, 6.0), self._cancel, chat)

    def _make_lead(self, chat: str) -> None:
        others = [name for name in self._others.get(chat, {}) if name != self._agent.name]
        if others:
            self._ask("make_lead", chat=chat, to=self._chance.choice(others))

    def _cancel(self, chat: str) -> None:
        for invitation, of in self._sent.items():
            if of == chat:
                self._ask("cancel_invitation", chat=chat, invitation=invitation)
                return

    def _push(self, chat: str) -> None:
        """An address, a standard text made of HTML, or an address that is refused."""
        desk = self._agent.desk
        url = f"https://shop.example/goods/{self._chance.randint(1, 99)}"
        what: tuple[Json, str | None] = self._chance.choices(
            (({"url": url}, url), ({"standard_text": "offer"}, HTML), ({"url": SCRIPT}, None)),
            (7, 2, 1),
        )[0]
        number = desk.ask("push", chat=chat, **what[0])
        self._agent.world.pushes.asked(desk, number, chat, what[1])

    # Invited

    def consider(self, offer: Json) -> bool:
        """Whether the agent looks at the chat before they answer."""
        if (
            offer.get("form", "engagement") == "engagement"
            or self.parts.get(offer["chat"]) == "invited"
        ):
            return False
        if self._chance.random() >= VIEWS_FIRST:
            return False
        self._agent.later(self._chance.uniform(1.0, 8.0), self._view, offer)
        return True

    def _view(self, offer: Json) -> None:
        if offer["invitation"] in self._agent.offers:
            about = {"chat": offer["chat"], "invitation": offer["invitation"]}
            self._ask("view_invitation", **about)
            self._agent.later(self._chance.uniform(4.0, 20.0), self._consult, offer)

    def _consult(self, offer: Json) -> None:
        if offer["invitation"] not in self._agent.offers:
            return
        if self.parts.get(offer["chat"]) == "invited":
            self._agent.say(offer["chat"], private=True)
        how = self._chance.choices(("accept", "decline", "unavailable"), (7, 2, 1))[0]
        self._agent.later(self._about(10.0), self._agent.answer_offer, offer["invitation"], how)

    # Pull mode

    def _ask_for_more(self) -> None:
        agent = self._agent
        if not agent.in_shift:
            return
        pause = PULL_EVERY_S if self._pull_mode else 5 * PULL_EVERY_S
        agent.later(self._about(pause), self._ask_for_more)
        if not self._pull_mode or agent.status != "available":
            return
        if not self._pulls:
            self._ask("pull", on=True)
        elif self._chance.random() < 0.02:
            self._ask("pull", on=False)

    # Supervisors

    def _supervise(self) -> None:
        agent = self._agent
        if not agent.in_shift:
            return
        agent.later(self._about(SUPERVISE_EVERY_S), self._supervise)
        if agent.status is None:
            return
        watched = [chat for chat, part in self.parts.items() if part == "monitor"]
        for chat in watched:
            self._act_on(chat)
        open_chats = list(agent.world.floor.chats)  # as the floor shows them
        if open_chats and len(watched) < 3:
            self._ask("monitor", chat=self._chance.choice(open_chats), on=True)

    def _act_on(self, chat: str) -> None:
        match self._one_of(AS_MONITOR):
            case "word":
                self._agent.say(chat, private=True)
            case "join":
                self._ask("join", chat=chat)
            case "take_over":
                self._ask("take_over", chat=chat)
            case "end":
                self._ask("end_as_supervisor", chat=chat)
            case _:
                self._ask("monitor", chat=chat, on=False)

    def _one_of(self, weighed: dict[str, float]) -> str:
        return self._chance.choices(list(weighed), list(weighed.values()))[0]

    def _about(self, seconds: float) -> float:
        return seconds * (0.3 + 1.4 * self._chance.random())

    def _ask(self, type_: str, **fields: Any) -> None:
        self._agent.desk.ask(type_, **fields)
