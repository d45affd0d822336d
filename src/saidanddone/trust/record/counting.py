"""What the figures of one subject are counted from: read once, however many figures and periods ask for it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar, cast

from saidanddone.trust.periods import Period
from saidanddone.trust.queries import parts
from saidanddone.trust.queries.parts import Counted, Raw
from saidanddone.trust.subjects import Subject

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Counting:
    """A subject and the time that is counted. `on` is today: what has its day still to come does not count yet."""

    subject: Subject
    period: Period
    on: date
    _kept: dict[tuple[str, ...], Any] = field(default_factory=dict)

    @property
    def before(self) -> "Counting | None":
        """The same of the time before; what does not depend on the time is not read again."""
        earlier = self.period.before
        return replace(self, period=earlier) if earlier else None

    def once(self, name: str, read: Callable[[], Found]) -> Found:
        """Rows that do not depend on the time."""
        return self._once((name,), read)

    @property
    def rows(self) -> list[Counted]:
        """What was said in the time, and how it was answered."""
        key = ("rows", str(self.period.since))
        return self._once(key, lambda: parts.counted(self.subject, self.period))

    @property
    def parts(self) -> list[Raw]:
        key = ("parts", str(self.period.since))
        return self._once(key, lambda: parts.parts_of(self.subject, self.rows))

    def _once(self, key: tuple[str, ...], read: Callable[[], Found]) -> Found:
        if key not in self._kept:
            self._kept[key] = read()
        return cast(Found, self._kept[key])
