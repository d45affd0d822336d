"""Everything that changes surveys, their waves and what is answered."""

from saidanddone.surveys.actions.answering import begin_response, finish_response, save_answers

__all__ = [
    "begin_response",
    "finish_response",
    "save_answers",
]
