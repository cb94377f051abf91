"""What all tests share: the event loop they run on."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one module that share a browser are run by one worker: each start of Chromium and of
    its driver costs a second. What takes longest so begins first, too."""
    for item in items:
        shares = "browser" in getattr(item, "fixturenames", ())
        if shares and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


@pytest.fixture(scope="session")
def anyio_backend() -> tuple[str, dict[str, bool]]:
    """Async tests run on the loop that the server runs on."""
    return "asyncio", {"use_uvloop": True}
