"""What was promised and what changed: commitments and their state, outcomes with their figures, setbacks said openly.

It owns promises, updates and what people say of them; outcomes, indicators, observations and targets; and setbacks. It
leans on decisions, from which most promises come, and tells nobody: it sends `moved`.
"""
