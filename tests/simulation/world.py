"""A shop for some hours: people, nodes, weather, and whoever checks that all is as promised."""

import random
from collections import Counter
from collections.abc import Sequence

from parlour.ids import AgentId
from parlour.ledger.protocol import Recorded, Transaction
from parlour.nodes.memory import MemoryRegister
from parlour.visitors.trails import MemoryTrails
from tests.simulation.agent import AgentAtDesk
from tests.simulation.calm import Calm
from tests.simulation.client import Client
from tests.simulation.clock import MONDAY, NodeClock
from tests.simulation.cobrowses import CoBrowses
from tests.simulation.colleague import Colleague
from tests.simulation.company import Bus
from tests.simulation.end_user import EndUser
from tests.simulation.fairness import LOOK_EVERY_US, Fairness
from tests.simulation.faults import ALL, Faults, Luck
from tests.simulation.files import FileShelf
from tests.simulation.floor import Floor
from tests.simulation.glances import Glances
from tests.simulation.histories import Histories
from tests.simulation.node import (
    GRAIN_US,
    NIGHT_GRAIN_US,
    QUIET_GRAIN_US,
    Node,
    serving,
)
from tests.simulation.operators import Operators
from tests.simulation.presence import Presence
from tests.simulation.proofs import Proofs
from tests.simulation.pushes import Pushes
from tests.simulation.site import SETTINGS, SUPERVISORS, agent_names, directory
from tests.simulation.store import Store
from tests.simulation.streets import Streets
from tests.simulation.trace import Trace
from tests.simulation.uploads import Uploads
from tests.simulation.virtual_time import SECOND, VirtualTime
from tests.simulation.weather import Weather

BEGINS_AT_H = 7.5
"""Half an hour before the shop opens."""
FAILURES_KEPT = 20
CHECK_VIEWS_AFTER_S = 1_500.0
"""So long after its release nobody looks at a chat any more."""
CATCH_UP_S = 120.0
ENDS_WITHIN_S = 3 * 3600.0
"""The longest wait, the longest wrap-up, and an outage granted on top."""


class World:
    """Everything that one seed makes."""

    def __init__(self, seed: int, *, faults: Faults = ALL, nodes: int = 1) -> None:
        self.seed = seed
        self.begins_at_ms = round(BEGINS_AT_H * 3_600_000)
        self.chance = random.Random(f"world {seed}")
        self.luck = Luck(seed, faults)
        self.trace = Trace()
        self.failures: list[str] = []
        self.last_lines: list[str] = []
        """Of the trace, when the first failure was found."""
        self.frames_up: Counter[str] = Counter()
        self.frames_down: Counter[str] = Counter()
        self.commands: Counter[str] = Counter()
        self.kinds: Counter[int] = Counter()
        """Of the rows of chats."""
        self.chats = 0
        self.closing = False
        self.time = VirtualTime(lambda text: self.fail("escaped", text))
        self.directory = directory()
        self.store = Store()
        self.calm = Calm(nodes)
        self.floor = Floor()
        self.is_company = nodes > 1
        self._build_checkers()
        self.operators = Operators(self)
        self.operator_changes = 0
        self.bus = Bus(self)
        self.register = MemoryRegister(NodeClock(self.time, MONDAY))
        self.people: dict[str, EndUser] = {}
        self.agents = [AgentAtDesk(self, name) for name in agent_names()]
        self.agents += [AgentAtDesk(self, name, supervisor=True) for name in SUPERVISORS]
        self.nodes = [Node(self, f"n{number}") for number in range(1, nodes + 1)]
        self.weather = Weather(self)
        self.streets = Streets(self)

    def _build_checkers(self) -> None:
        tables = self.store.ledger.written
        self.proofs = Proofs(tables, self.fail)
        self.histories = Histories(tables, self.directory, self.fail)
        self.glances = Glances(tables, self.fail)
        self.pushes = Pushes(self.fail)
        self.cobrowses = CoBrowses(
            time=self.time,
            calm=self.calm,
            floor=self.floor,
            is_company=self.is_company,
            on_fault=self.fail,
        )
        self.shelf = FileShelf()
        self.uploads = Uploads(self, self.shelf, self.fail)
        self.trails = MemoryTrails()
        self.presence = Presence(
            time=self.time,
            calm=self.calm,
            floor=self.floor,
            settings=SETTINGS,
            on_fault=self.fail,
        )
        self.fairness = Fairness(
            time=self.time,
            calm=self.calm,
            floor=self.floor,
            directory=self.directory,
            on_fault=self.fail,
        )
        self.store.on_commit.append(self._committed)

    # The run

    def play(self, hours: float) -> None:
        """So many hours, then faults stop, and everything comes to its end."""
        for node in self.nodes:
            self.calm.begin(node.name, 0)
            node.start()
        self.weather.begin()
        self.streets.begin(hours)
        Colleague(self).begin()
        self.operators.begin()
        self.time.at(LOOK_EVERY_US, None, self._look)
        self._run_for(hours * 3600)
        self._finish()
        for node in self.nodes:
            node.loop.crash()
        self.shelf.close()

    def _run_for(self, seconds: float) -> None:
        if not self.failures:
            self.time.run(self.time.now_us + round(seconds * SECOND))

    def _finish(self) -> None:
        self.luck.over = True
        self.weather.clear_up()
        self._run_for(CATCH_UP_S)
        for client in self._open_clients():
            self.expect_caught_up(client)
        self.closing = True
        for agent in self.agents:
            agent.leave()
        for person in list(self.people.values()):
            person.leave()
        until_us = self.time.now_us + round(ENDS_WITHIN_S * SECOND)
        while self._something_is_open() and self.time.now_us < until_us and not self.failures:
            self._run_for(60)
        if self._something_is_open() and not self.failures:
            self.fail("never ends", f"{list(self.floor.chats)}, {list(self.floor.on_duty)}")
        for node in self.nodes:
            if node.is_serving and node.ghosts:
                self.fail("seats", f"{node.name} counts on {node.ghosts} lines that have gone")
        if not self.failures:
            self.proofs.close()
            self.histories.check_all()
            self.histories.check_acknowledged()
            self.pushes.check_acknowledged()
            self.uploads.check()

    def _something_is_open(self) -> bool:
        return bool(self.floor.chats or self.floor.on_duty or self.shelf.is_busy)

    def _open_clients(self) -> list[Client]:
        clients = [agent.desk for agent in self.agents]
        clients += [person.tab for person in self.people.values()]
        return [
            client
            for client in clients
            if client.is_open
            and not client.asleep
            and self.time.now_s - client.open_since > CATCH_UP_S / 2
        ]

    # What others tell

    def fail(self, rule: str, text: str) -> None:
        """A promise is broken: the run ends here."""
        if not self.failures:
            self.last_lines = self.trace.lines()
        if len(self.failures) < FAILURES_KEPT:
            self.failures.append(f"{self.time.now_s:.3f} s  {rule}: {text}")
        self.time.stop()

    def decided(self, node: Node, transaction: Transaction) -> None:
        self.presence.decided(node.name, transaction)

    def node_for(self, client: Client) -> Node | None:
        """Where the client is sent when it dials; clients move between nodes."""
        nodes = serving(self.nodes)
        return self.chance.choice(nodes) if nodes else None

    def expect_caught_up(self, client: Client) -> None:
        if self.calm.lasts_since(self.time.now_us - 8 * SECOND):
            self.histories.check_caught_up(client)

    def _committed(self, transaction: Transaction, rows: Sequence[Recorded]) -> None:
        now = self.time.now_us
        for row in rows:
            self.trace.note(now, row.stream, str(row.kind), row.hash.encode())
        self.fairness.before(rows)
        self.floor.follow(rows)
        self.proofs.follow(rows)
        self.cobrowses.follow(rows)
        self.histories.follow(transaction)
        if transaction.texts:
            self.pushes.follow(transaction, rows)
            self.uploads.follow(transaction, rows)
        self.presence.follow(rows)
        for row in rows:
            room, _, name = row.stream.partition("/")
            if room == "chat":
                self.kinds[row.kind] += 1
                if row.kind == 27:
                    self.chats += 1
                    self.time.after(CHECK_VIEWS_AFTER_S, self.histories.check_chat, name)

    def _look(self) -> None:
        pause = LOOK_EVERY_US if self.floor.waiting else 3 * LOOK_EVERY_US
        self.time.at(self.time.now_us + pause, None, self._look)
        grain_us = self._grain_us()
        for node in self.nodes:
            node.keep_beat(grain_us)
        if self.floor.waiting:
            self.fairness.look(self._consoles, self._slowest_clock())
        else:
            self.fairness.rest()
        if self.floor.on_duty:
            self.operators.look()

    def _slowest_clock(self) -> int:
        return min((node.clock.now() for node in self.nodes if node.is_serving), default=0)

    def _grain_us(self) -> int:
        """How coarse the nodes' timers are for now."""
        if not (self.floor.chats or self.floor.on_duty or self.people):
            return NIGHT_GRAIN_US
        return GRAIN_US if self.floor.waiting or self.is_company else QUIET_GRAIN_US

    def _consoles(self) -> list[tuple[AgentId, str]]:
        return [
            (AgentId(line.principal.id), line.principal.session_id)
            for node in self.nodes
            if node.is_serving
            for line in node.lines
            if line.principal.role == "agent" and line.server_open and line.said_hello
        ]
