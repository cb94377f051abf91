"""A browser under watch, and the screens that it is shown."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.conftest import CHROMIUM, FLAGS, WAIT_MS
from tests.e2e.house import House
from tests.e2e.scenes import Scenes
from tests.safety.poison import poison
from tests.safety.watch import Canary, Watch

Watching = Callable[..., Watch]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scenes]:
    """Without the desk's policy: what that would catch must not come so far."""
    served = Scenes(tmp_path_factory.mktemp("scenes"), with_policy=False)
    yield served
    served.stop()


@pytest.fixture(scope="module")
def open_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    running = House(tmp_path_factory.mktemp("house"))
    yield running
    running.stop()


@pytest.fixture
def canary() -> Iterator[Canary]:
    listening = Canary()
    yield listening
    listening.stop()


@pytest.fixture
def watching(browser: Browser, canary: Canary) -> Iterator[Watching]:
    """A profile under watch. `poisoned`: all that its pages are told is hostile, but texts under
    the names in `keep`."""
    contexts = []

    def watch(*own: str, poisoned: bool = True, keep: Sequence[str] = ()) -> Watch:
        context = browser.new_context(
            viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
        )
        contexts.append(context)
        context.set_default_timeout(WAIT_MS)
        if poisoned:
            context.add_init_script(poison(canary.origin, keep))
        return Watch(context, canary, own)

    yield watch
    for context in contexts:
        context.close()
