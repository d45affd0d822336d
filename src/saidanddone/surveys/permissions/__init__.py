"""Who may do what with surveys, and when."""

from saidanddone.surveys.permissions.answering import check_begin_response, check_finish_response, check_save_answers

__all__ = [
    "check_begin_response",
    "check_finish_response",
    "check_save_answers",
]
