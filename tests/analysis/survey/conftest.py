"""The engine that a test is run on."""

import pytest


@pytest.fixture(scope="session")
def put(request, tmp_path_factory):
    """Puts columns into the engine that `on_every_engine` names, and gives the table."""
    from tests.analysis.survey.engines import ENGINES

    with ENGINES[request.param](tmp_path_factory.mktemp(request.param)) as found:
        yield found
