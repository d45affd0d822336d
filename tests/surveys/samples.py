"""Many responses at once, with a seed: what surveys would be worked out of."""

from datetime import date
from typing import Any

import numpy as np

from saidanddone.surveys.models import Response, Wave
from tests.surveys.factories import TRUST, WaveFactory

DAY = date(2026, 3, 2)
AGE = {"name": "age", "single": True, "splits_results": True}


def respond(wave: Wave, answers: list[dict[str, Any]], **more: Any) -> list[Response]:
    """One finished response for each dictionary of answers; lists among `more` have one value a response."""
    columns = {name: value if isinstance(value, list) else [value] * len(answers) for name, value in more.items()}
    start = Response.objects.filter(wave=wave).count()
    rows = [
        Response(
            wave=wave,
            key_digest=f"{wave.pk}-{start + number}",
            mode="web",
            language="en",
            begun_date=DAY,
            finished_date=DAY,
            answers=given,
            **{name: values[number] for name, values in columns.items()},
        )
        for number, given in enumerate(answers)
    ]
    return Response.objects.bulk_create(rows, batch_size=5000)


def trust_wave(people: int, *, seed: int = 1, shift: float = 0, questions: Any = (), **wave: Any) -> Wave:
    """A closed wave of one trust item by age, answered by so many; a `survey` that is given asks it already."""
    chance = np.random.default_rng(seed)
    asks = [] if "survey" in wave else [{"name": "council"}, AGE, *questions]
    found = WaveFactory(closed=True, asks=asks, **wave)
    ages = chance.choice([1, 2, 3], people, p=[0.2, 0.5, 0.3])
    points = np.clip(np.round(chance.normal(5 + shift + ages / 2, 2.5)), 0, 10).astype(int)
    points[chance.random(people) < 0.05] = 88
    respond(found, [{"council": int(point), "age": int(age)} for point, age in zip(points, ages, strict=True)])
    return found


def scales(number: int) -> list[dict[str, Any]]:
    return [{"name": f"item-{each}", "scoring": TRUST} for each in range(number)]
