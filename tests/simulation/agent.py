"""An agent's day at the desk, or a supervisor's: offers, chats, breaks, and what goes wrong."""

import random
from typing import TYPE_CHECKING, Any

from parlour.directory.records import Principal
from parlour.ids import Millis
from tests.simulation.client import Client, Json
from tests.simulation.showing import Looking
from tests.simulation.team import TeamWork

if TYPE_CHECKING:
    from tests.simulation.world import World

ANSWERS = ("accept", "decline", "close", "ran_out", "unavailable", "nothing")
ANSWER_WEIGHTS = (88, 3, 1, 4, 2, 2)
MISHAPS = ("reload", "crash", "sleep", "second_console", "break", "step_out")
MISHAPS_EVERY_S = 3_600.0
BREAKS = ("on_break", "paperwork")
READS = 0.1
"""Of the chats that are shown: enough to see that it works, for it costs a frame each time."""
LINGER_S = 1_200.0
"""So long after the shift chats may still go on."""
WATCH_EVERY_S, WATCH_FOR_S = 3_000.0, 20.0


class AgentAtDesk:
    """One person with one client at a time; two while they change consoles."""

    def __init__(self, world: "World", name: str, *, supervisor: bool = False) -> None:
        self.world = world
        self.name = name
        self.supervisor = supervisor
        self.chance = random.Random(f"{world.seed} {name}")
        self.in_shift = False
        self.status: str | None = None
        self.offers: dict[str, Json] = {}
        self.chats: dict[str, bool] = {}
        """Chats that are shown; whether each is over for its end-user."""
        self._consoles = 0
        self._clients = 0
        self._texts = 0
        self._logging_on = False
        self._earlier: list[Client] = []
        """At other consoles."""
        self.team = TeamWork(self)
        self._reads: dict[str, bool] = {}
        """Chats in which the agent's client says what was looked at; whether it is about to."""
        self.desk = self._new_desk()

    # The day

    def begin(self, shift_s: float) -> None:
        self.in_shift = True
        self.desk.start()
        self.later(shift_s, self._end_shift)
        self.later(self.chance.expovariate(1 / MISHAPS_EVERY_S), self._meet_with_mishap)
        self.team.begin()
        if self.supervisor:
            self.later(self.chance.uniform(5.0, WATCH_EVERY_S), self._watch, True)

    def leave(self) -> None:
        """The desk is empty, and nobody was told."""
        self.in_shift = False
        for client in (*self._earlier, self.desk):
            client.vanish()
            self.world.histories.forget(client)

    def return_to_desk(self) -> None:
        """They may work again, after their page was closed."""
        if self.in_shift:
            self.desk.start()

    def _end_shift(self) -> None:
        self.in_shift = False
        if self.chance.random() < 0.05:
            self.leave()
            return
        if self.chats and self.chance.random() < 0.8:
            self.desk.ask("set_status", status="on_break")
            self.later(LINGER_S, self._go)
        else:
            self._go()

    def _go(self) -> None:
        if self.status is not None:
            self.desk.ask("log_off")
        self.later(20.0, self._close)

    def _close(self) -> None:
        for client in (*self._earlier, self.desk):
            client.stop()
            self.world.histories.forget(client)

    # What is shown

    def line_changed(self, client: Client) -> None:
        """A console that was taken over stops; the other one is the desk by then."""

    def heard(self, client: Client, frame: Json) -> None:
        if client is not self.desk:
            return
        self.team.heard(frame)
        self._looking.heard(frame)
        match frame["type"]:
            case "welcome":
                self.offers, self.chats, self._reads = {}, {}, {}
                self._note_status(frame["status"])
            case "status":
                self._note_status(frame["status"])
            case "refused" if frame["code"] == "already_on_duty":
                client.ask("log_on", override=True)
            case "offer":
                self._take_offer(frame)
            case "offer_closed":
                self.offers.pop(frame["invitation"], None)
            case "chat_opened":
                self.chats[frame["chat"]] = False
                if self.chance.random() < READS:
                    self._reads[frame["chat"]] = False
            case "chat_closed":
                self.chats.pop(frame["chat"], None)
                self._reads.pop(frame["chat"], None)
            case "event":
                self._read_on(frame["chat"])
                self._see(frame["chat"], frame["event"])
            case _:
                pass

    def _read_on(self, chat: str) -> None:
        if self._reads.get(chat) is False:
            self._reads[chat] = True
            self.later(self._about(2.0), self._have_read, chat)

    def _have_read(self, chat: str) -> None:
        if chat in self._reads:
            self._reads[chat] = False
            self.desk.look_at(chat)

    def _note_status(self, status: str | None) -> None:
        self.status = status
        if status is None and self.in_shift and not self._logging_on:
            self._logging_on = True
            self.later(self.chance.uniform(0.5, 5.0), self._log_on)

    def _log_on(self) -> None:
        self._logging_on = False
        if self.status is None and self.in_shift:
            status = {"status": "in_meeting"} if self.supervisor else {}
            self.desk.ask("log_on", **status)

    def _see(self, chat: str, view: Json) -> None:
        match view["kind"]:
            case 48 if view["event"]["agent_id"] == self.name:
                self.later(self._about(4.0), self._post, chat)
            case 2 if self.team.leads(chat) or self.chance.random() < 0.2:
                self.later(self._about(30.0), self._answer, chat)
                self.later(240.0, self._conclude_if_quiet, chat)
            case 44:
                self.chats[chat] = True
                if self.chance.random() < 0.9:
                    self.later(self._about(40.0), self._close_wrap_up, chat)
            case _:
                pass

    # Offers

    def _take_offer(self, frame: Json) -> None:
        invitation = frame["invitation"]
        self.offers[invitation] = frame
        if self.team.consider(frame):
            return
        how = self.chance.choices(ANSWERS, ANSWER_WEIGHTS)[0]
        pause = 15.2 if how == "ran_out" else self.chance.uniform(0.8, 9.0)
        if how != "nothing":
            self.later(pause, self.answer_offer, invitation, how)

    def answer_offer(self, invitation: str, how: str) -> None:
        offer = self.offers.get(invitation)
        if offer is None:
            return
        about: Json = {"chat": offer["chat"], "invitation": invitation}
        match how:
            case "accept":
                self.desk.ask("accept", **about)
            case "decline":
                self.desk.ask("decline", **about)
            case "close":
                self.desk.ask("decline", **about, closed=True)
            case "ran_out":
                self.desk.ask("toast_ran_out", **about)
            case _:
                self.desk.ask("unavailable", **about, cause="busy")

    # Chats

    def _answer(self, chat: str) -> None:
        if self.chats.get(chat) is False:
            self.desk.type_into(chat, True)
            self.later(self._about(6.0), self._post, chat)

    def _post(self, chat: str) -> None:
        if self.chats.get(chat) is not False:
            return
        is_in = self.team.parts.get(chat) in ("lead", "conferee")
        self.say(chat, private=not is_in or self.chance.random() < 0.03)
        if self.chance.random() < 0.04:
            self.later(self._about(20.0), self._conclude, chat)

    def say(self, chat: str, *, private: bool) -> None:
        self._texts += 1
        words = "Yes, and here is why it is. " * self.chance.randint(1, 4)
        text = self.world.histories.text(self.desk, self._texts, words.strip())
        self.desk.ask("post", chat=chat, text=text, **({"private": True} if private else {}))

    def _conclude_if_quiet(self, chat: str) -> None:
        if self.chance.random() < 0.6:
            self._conclude(chat)

    def _conclude(self, chat: str) -> None:
        if self.chats.get(chat) is False and self.team.leads(chat):
            self.desk.ask("conclude", chat=chat)

    def _close_wrap_up(self, chat: str) -> None:
        if self.chats.get(chat) and self.team.parts.get(chat) == "wrap_up":
            self.desk.ask("close_wrap_up", chat=chat)

    # Mishaps

    def _meet_with_mishap(self) -> None:
        if not self.in_shift:
            return
        self.later(self.chance.expovariate(1 / MISHAPS_EVERY_S), self._meet_with_mishap)
        match self.chance.choice(MISHAPS):
            case "reload":
                self.desk.reload()
            case "crash":
                self.desk.vanish()
                self._change_desk(same_console=True)
                self.later(self.chance.uniform(3.0, 90.0), self._open_desk)
            case "sleep":
                self.desk.sleep(self.chance.uniform(10.0, 600.0))
            case "second_console":
                before = self.desk
                self._change_desk(same_console=False)
                self.desk.start()
                self.later(self.chance.uniform(60.0, 300.0), before.stop)
            case "break":
                self.desk.ask("set_status", status=self.chance.choice(BREAKS))
                self.later(self._about(500.0), self._end_break)
            case _:
                self.desk.ask("log_off")

    def _open_desk(self) -> None:
        if self.in_shift:
            self.desk.start()

    def _end_break(self) -> None:
        if self.in_shift:
            self.desk.ask("set_status", status="in_meeting" if self.supervisor else "available")

    def _change_desk(self, *, same_console: bool) -> None:
        if same_console:
            self.world.histories.forget(self.desk)
        else:
            self._earlier.append(self.desk)
        self.desk = self._new_desk(same_console=same_console)
        self.status, self._logging_on = None, False

    def _new_desk(self, *, same_console: bool = False) -> Client:
        if not same_console:
            self._consoles += 1
        self._clients += 1
        principal = Principal(
            role="agent",
            site_id=None,
            id=self.name,
            session_id=f"console-{self._consoles}-of-{self.name}",
            since=Millis(0),
        )
        self._texts = 0
        desk = Client(self.world, self, principal, f"{self.name}-{self._clients}")
        self._looking = Looking(self.world, self.name, desk)
        return desk

    # The floor

    def _watch(self, on: bool) -> None:
        if self.in_shift:
            self.desk.ask("watch_floor", on=on)
            self.later(WATCH_FOR_S if on else WATCH_EVERY_S, self._watch, not on)

    def _about(self, seconds: float) -> float:
        return seconds * (0.3 + 1.4 * self.chance.random())

    def later(self, seconds: float, do: Any, *args: Any) -> None:
        self.world.time.after(seconds, do, *args)
