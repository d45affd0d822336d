"""What is handed to actions, before it is a row."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceWords:
    """How a service works from a day on, and why it changed."""

    words: str
    from_date: date
    because: str = ""
    words_cy: str = ""
    because_cy: str = ""
