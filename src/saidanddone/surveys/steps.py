"""Which question stands on which page, and where somebody stands among them.

Neighbours of one battery share a page. A question that hangs on another never stands on the same page, so that the
server can skip it. A page keeps its number whatever is skipped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saidanddone.surveys.questionnaire import Answer, Asked, shown


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """The pages of a wave for somebody who has given these answers so far."""

    pages: tuple[Page, ...]
    answers: Mapping[str, Answer]

    @classmethod
    def of(cls, questions: Sequence[Asked], answers: Mapping[str, Answer]) -> "Way":
        asked = {each.name for each in shown(questions, answers)}
        kept = (
            (page.number, tuple(each for each in page.questions if each.name in asked)) for page in paged(questions)
        )
        return cls(tuple(Page(number, each) for number, each in kept if each), answers)

    def page(self, number: int) -> Page | None:
        return next((page for page in self.pages if page.number == number), None)

    def after(self, number: int) -> Page | None:
        return next((page for page in self.pages if page.number > number), None)

    def before(self, number: int) -> Page | None:
        return next((page for page in reversed(self.pages) if page.number < number), None)

    def place(self, number: int) -> int:
        """How manieth of the pages it is, as one counts."""
        return sum(page.number <= number for page in self.pages)

    @property
    def next(self) -> Page | None:
        """Where somebody goes on who comes back: after the last page on which they answered anything."""
        answered = [page.number for page in self.pages if any(each.name in self.answers for each in page.questions)]
        return self.after(answered[-1]) if answered else self.after(0)

    @property
    def left_out(self) -> tuple[Asked, ...]:
        """What was asked and has no answer."""
        return tuple(each for page in self.pages for each in page.questions if each.name not in self.answers)


def paged(questions: Sequence[Asked]) -> list[Page]:
    groups: list[list[Asked]] = []
    for each in questions:
        last = groups[-1] if groups else []
        same = bool(last and each.battery and last[-1].battery == each.battery)
        if same and each.shown_after not in {other.name for other in last}:
            last.append(each)
        else:
            groups.append([each])
    return [Page(number, tuple(group)) for number, group in enumerate(groups, start=1)]
