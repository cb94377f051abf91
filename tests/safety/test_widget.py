"""Every state of the widget with hostile texts in all its places, on a page without a policy."""

import pytest

from tests.e2e.widget_scenes import ORIGIN, SCENES, WidgetStage
from tests.safety.conftest import Watching
from tests.safety.sweep import sweep

SINKS_AT_LEAST = 22

pytestmark = pytest.mark.browser


def test_no_hostile_text_acts_in_the_widget(watching: Watching) -> None:
    watch = watching(ORIGIN)
    stage = WidgetStage(watch.context, with_policy=False)
    page = watch.page()

    def show(name: str, pack: int) -> set[str]:
        stage.show(page, name, f"&pack={pack}")
        return watch.look(page)

    sweep(SCENES, show)
    assert watch.all_hits() == []
    assert len(watch.sinks) >= SINKS_AT_LEAST, f"only {len(watch.sinks)} places were found"
