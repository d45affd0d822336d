"""Small modules without models that every app may use: references, identifiers, the clock, rules, jobs, text.

It owns no data and no pages. It leans on Django alone.
"""
