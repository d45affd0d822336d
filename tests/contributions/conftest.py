"""A browser that goes through the form of saying something."""

import pytest

from saidanddone.contributions.models import Contribution


class Speaker:
    """Goes through the steps as a browser without JavaScript would."""

    def __init__(self, client, cast, clock):
        self.client, self.cast, self.clock = client, cast, clock

    def post(self, address, data, **extra):
        page = self.client.get(address)
        progress = page.context["progress"].sealed if page.status_code == 200 and "progress" in page.context else ""
        return self.client.post(address, {"progress": progress, **data}, **extra)

    def what(self, **changes):
        data = {"kind": "concern", "text": "The lift in the surgery is broken.", "language": "en"}
        return self.post("/say/", data | changes)

    def where(self, **changes):
        return self.post("/say/where/", {"place": "bryn-teg"} | changes)

    def whom(self, **changes):
        return self.post("/say/whom/", {"organisations": ["council"], "audience": "public"} | changes)

    def you(self, **changes):
        return self.post("/say/you/", {"credit": "pseudonym", "pseudonym": "Robin"} | changes)

    def steps(self, **changes):
        self.what(**{name: value for name, value in changes.items() if name in ("kind", "text", "language")})
        self.where()
        self.whom(**{name: value for name, value in changes.items() if name in ("organisations", "audience")})
        return self.you(
            **{name: value for name, value in changes.items() if name in ("credit", "email", "may_be_contacted")}
        )

    def send(self, **changes):
        self.clock.shift(60)
        return self.post("/say/check/", changes)

    def speak(self, **changes):
        self.steps(**changes)
        response = self.send()
        assert response.status_code == 302, response.context["form"].errors
        return Contribution.objects.get(public_id=self.client.session["spoken"]["public_id"])


@pytest.fixture
def speaker(client, cast, clock):
    return Speaker(client, cast, clock)


@pytest.fixture
def clock(at):
    """Time that only the test moves."""
    import time_machine

    with time_machine.travel(at, tick=False) as traveller:
        yield traveller
