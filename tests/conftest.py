"""Fixtures that every test may ask for; see tests/support/testkit."""

import pytest
from hypothesis import settings

from testkit.bouncy_castle import bouncy_castle
from testkit.clock import FixedClock
from testkit.ids import SequentialIds
from testkit.postgres import database, module_database, postgres_server, postgres_template

__all__ = ["bouncy_castle", "clock", "database", "ids", "module_database", "postgres_server", "postgres_template"]

# No deadline: a busy machine is no defect. The same examples in every run: a failure can be repeated.
settings.register_profile("kutuk", deadline=None, derandomize=True)
settings.load_profile("kutuk")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def ids() -> SequentialIds:
    return SequentialIds()
