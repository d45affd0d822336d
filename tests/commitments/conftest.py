"""What was announced, and who holds which pen."""

import pytest

from saidanddone.contributions.signals import moved


@pytest.fixture
def movements():
    """Each movement as (what, about, the contributions)."""
    seen = []

    def see(sender, *, about, contribution_ids, **_more):
        if sender != "said":
            seen.append((sender, about, contribution_ids))

    moved.connect(see)
    yield seen
    moved.disconnect(see)


@pytest.fixture(autouse=True)
def open_gate(monkeypatch):
    """The gate of decisions lacks nothing, unless a test says what."""
    missing = []
    monkeypatch.setattr("saidanddone.commitments.permissions.promising.gate_missing", lambda decision: missing)
    return missing
