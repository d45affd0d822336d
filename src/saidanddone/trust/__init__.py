"""The trust page: what people feel, measured by surveys, beside what the record shows, for each ground of trust.

It owns the trust action plan and before-and-after comparisons, and leans on published figures of every app below. It
counts only what everyone can read, so that anyone can recount it, and never blends anything into one score.
"""
