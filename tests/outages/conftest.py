"""`--long`: the server is away for five minutes, by a clock that goes as all clocks do."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="outages of five minutes, in real time")
