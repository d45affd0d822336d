import pytest
import time_machine

from tests.conftest import MOMENT


@pytest.fixture
def moment_stands_still():
    """Views read the clock; here it shows the same moment as the test's rows."""
    with time_machine.travel(MOMENT, tick=False):
        yield
