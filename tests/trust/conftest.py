"""One lively area for each test that asks for it."""

import pytest

from tests.trust.factories import lively_area


@pytest.fixture
def area(db, at):
    return lively_area(at)
